import type * as fc from "fast-check";
import { findParameter, findRequestMedia } from "../../openapi/body-schema.js";
import { isJsonObject } from "../../openapi/json.js";
import { findAtPointer, joinPointer, type Pointer } from "../../openapi/reference.js";
import type { Case } from "../case.js";
import type { Contract } from "../contract.js";
import { isSendable } from "./is-sendable.js";
import { isValid, listBroken, proveCase } from "./prove-case.js";
import { readCase } from "./read-case.js";
import { listValueFaults, type ValueFault } from "./value-faults.js";
import { withBody, withParameter } from "./write-value.js";

/** Cases that differ from a good one in one place, and that the document proves to be invalid there. */
export interface InvalidCases {
  /** `body connections[0].templateId type`: the place and the keyword, for choosing and for seeds. */
  readonly name: string;
  readonly keyword: string;
  readonly cases: fc.Arbitrary<Case>;
}

/** Lists the invalid cases that can be made of a good one, lazily. One that turns out to be valid is `open`. */
export function* listInvalidCases(contract: Contract, base: Case): Generator<InvalidCases> {
  const { parameters, body } = readCase(base);
  for (const { parameter, value } of parameters) {
    const pointer = findParameter(contract.document, base.operation, parameter);
    if (pointer === undefined) continue;
    const where = `${parameter.location} ${parameter.name}`;
    for (const fault of listFaults(contract, pointer, value)) {
      yield toInvalid(contract, where, fault, (wrong) => withParameter(base, parameter, wrong));
    }
  }
  if (body.kind !== "value") return;
  const media = findRequestMedia(contract.document, base.operation, body.mediaType);
  if (media === undefined) return;
  for (const fault of listFaults(contract, media, body.value)) {
    yield toInvalid(contract, "body", fault, (wrong) => withBody(base, wrong));
  }
}

function listFaults(
  { document }: Contract,
  holder: Pointer,
  value: Parameters<typeof listValueFaults>[2],
): Generator<ValueFault> {
  const content = findAtPointer(document.source, joinPointer(holder, "content"));
  const [mediaType] = Object.keys(isJsonObject(content) ? content : {});
  const schema =
    mediaType === undefined ? joinPointer(holder, "schema") : joinPointer(holder, "content", mediaType, "schema");
  return listValueFaults(document.source, [schema, joinPointer(holder, "x-assumed", "schema")], value);
}

function toInvalid(
  contract: Contract,
  where: string,
  fault: ValueFault,
  make: (value: Parameters<typeof withBody>[1]) => Case,
): InvalidCases {
  const place = fault.field === "" ? where : `${where} ${fault.field}`;
  return {
    name: `${place} ${fault.keyword} ${fault.about}`,
    keyword: fault.keyword,
    cases: fault.values.map((value) =>
      expectRefusal(contract, { ...make(value), about: `${place} is ${fault.about}` }),
    ),
  };
}

/** A case with what the document has against it; left `open` where that is nothing, or where it can't be sent as it is meant. */
export function expectRefusal(contract: Contract, wanted: Case): Case {
  const proof = proveCase(contract, wanted);
  if (isValid(proof) || !isSendable(wanted)) return { ...wanted, expectation: "open" };
  const broken = listBroken(proof);
  const rule = broken[0]?.rule;
  return {
    ...wanted,
    expectation: "refused",
    violations: broken.map(({ violation }) => violation),
    ...(rule !== undefined && { rule }),
  };
}
