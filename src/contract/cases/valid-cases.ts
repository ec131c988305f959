import { findParameter, findRequestMedia } from "../../openapi/body-schema.js";

import { isJsonObject, type Json } from "../../openapi/json.js";
import { joinPointer, resolveAtPointer } from "../../openapi/reference.js";
import type { Case } from "../case.js";
import type { Contract } from "../contract.js";
import { isSendable } from "./is-sendable.js";
import { listExamples } from "./list-examples.js";
import { createMemberMaker, type MemberMaker } from "./make-member.js";
import { isValid, proveCase } from "./prove-case.js";
import { readCase } from "./read-case.js";
import { toSeed } from "./to-seed.js";
import { visitPlaces, type ValuePlace } from "./visit-places.js";
import { withBody, withParameter } from "./write-value.js";

/** A valid case is varied from a good one; the member of its body that is to stay, because the run's marker is in it. */
export interface Variation {
  readonly base: Case;
  readonly keep: string | undefined;
  readonly seed: number;
}

/** Lists cases that the document calls valid and that differ from a good one in what may be left out or added, lazily. */
export function* listValidCases(contract: Contract, { base, keep, seed }: Variation): Generator<Case> {
  const make = createMemberMaker(contract.document.source, toSeed(seed, "valid", base.operation.id));
  for (const wanted of [...listBodies(contract, base, keep, make), ...listParameters(contract, base, make)]) {
    if (isSendable(wanted) && isValid(proveCase(contract, wanted))) yield wanted;
  }
}

function* listBodies(contract: Contract, base: Case, keep: string | undefined, make: MemberMaker): Generator<Case> {
  const { document } = contract;
  const { body } = readCase(base);
  if (body.kind !== "value") return;
  const media = findRequestMedia(document, base.operation, body.mediaType);
  if (media === undefined) return;
  const schemas = [joinPointer(media, "schema"), joinPointer(media, "x-assumed", "schema")];
  const kept = (value: Json): Json =>
    keep !== undefined && isJsonObject(value) && isJsonObject(body.value)
      ? { ...value, [keep]: body.value[keep] ?? null }
      : value;
  for (const [name, example] of listExamples(document.source, media)) {
    const isItsOwn = [...visitPlaces(document.source, schemas, example)].every(
      ({ value, schemas: said }) => value === undefined || !isNaming(said),
    );
    if (isItsOwn) yield { ...withBody(base, kept(example)), about: `the documented example "${name}"` };
  }
  if (!isJsonObject(body.value)) return;
  yield withLeast(contract, base, body.value, keep);
  const added = [...visitPlaces(document.source, schemas, body.value)]
    .filter(({ path }) => path.length === 1)
    .flatMap((place) => make(place));
  const whole = { ...body.value, ...Object.fromEntries(added.map(({ key, member }) => [key, member])) };
  yield { ...withBody(base, kept(whole)), about: "all that may be sent" };
  for (const { key, member } of added) {
    yield {
      ...withBody(base, kept({ ...body.value, [key]: member })),
      about: `${key} is ${JSON.stringify(member).slice(0, 60)}`,
    };
  }
}

/** Leaves out one member after the other, as long as the document has nothing against it. */
function withLeast(
  contract: Contract,
  base: Case,
  body: Readonly<Record<string, Json>>,
  keep: string | undefined,
): Case {
  let least: Case = { ...base, about: "no more than is required" };
  let left = { ...body };
  for (const key of Object.keys(body)) {
    const { [key]: _, ...others } = left;
    const shorter = withBody(least, others);
    if (key === keep || !isValid(proveCase(contract, shorter))) continue;
    least = shorter;
    left = others;
  }
  return least;
}

function* listParameters(contract: Contract, base: Case, make: MemberMaker): Generator<Case> {
  const { source } = contract.document;
  for (const { parameter, value } of readCase(base).parameters) {
    const { location, name } = parameter;
    if (location === "path" || value !== undefined) continue;
    const holder = findParameter(contract.document, base.operation, parameter);
    if (holder === undefined || "x-standin-param" in resolveAtPointer(source, holder).value) continue;
    const schemas = [joinPointer(holder, "schema"), joinPointer(holder, "x-assumed", "schema")];
    for (const place of visitPlaces(source, schemas, undefined)) {
      const made =
        parameter.example === undefined
          ? make({ ...place, path: [name] }).map(({ member }) => member)
          : [parameter.example];
      for (const member of made)
        yield { ...withParameter(base, parameter, member), about: `${location} ${name} is sent, too` };
    }
  }
}

function isNaming(schemas: ValuePlace["schemas"]): boolean {
  return schemas.some((schema) => "x-standin-param" in schema);
}
