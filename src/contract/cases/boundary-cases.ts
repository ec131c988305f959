import { findParameter, findRequestMedia } from "../../openapi/body-schema.js";
import type { Json, JsonObject } from "../../openapi/json.js";
import { isJsonObject } from "../../openapi/json.js";
import { joinPointer, resolveAtPointer, type Pointer } from "../../openapi/reference.js";
import type { Case } from "../case.js";
import type { Contract } from "../contract.js";
import { listBoundaryValues, listDefaults } from "./boundary-values.js";
import { isSendable } from "./is-sendable.js";
import { isValid, proveCase } from "./prove-case.js";
import { readCase } from "./read-case.js";
import { replaceAt, writePath } from "./value-path.js";
import { visitPlaces, type ValuePlace } from "./visit-places.js";
import { withBody, withParameter } from "./write-value.js";

/** Lists valid cases that differ from a good one in one value, which is at the edge of what is allowed, lazily. */
export function* listBoundaryCases(contract: Contract, base: Case): Generator<Case> {
  for (const wanted of listCandidates(contract, base)) {
    if (isSendable(wanted) && isValid(proveCase(contract, wanted))) yield wanted;
  }
}

function* listCandidates(contract: Contract, base: Case): Generator<Case> {
  const { document } = contract;
  const { parameters, body } = readCase(base);
  for (const { parameter, value } of parameters) {
    const pointer = findParameter(document, base.operation, parameter);
    // An id that is at an edge is no record's.
    if (pointer === undefined || parameter.location === "path" || isKnownByServer(contract, pointer)) continue;
    const where = `${parameter.location} ${parameter.name}`;
    for (const [about, edge] of listEdges(document.source, pointer, value)) {
      yield { ...withParameter(base, parameter, edge), about: `${where}${about}` };
    }
  }
  const media = body.kind === "value" && findRequestMedia(document, base.operation, body.mediaType);
  if (body.kind !== "value" || media === false || media === undefined) return;
  for (const [about, edge] of listEdges(document.source, media, body.value)) {
    yield { ...withBody(base, edge), about: `body${about}` };
  }
}

/** Whether only the server can know a value of a parameter. */
function isKnownByServer({ document }: Contract, parameter: Pointer): boolean {
  return "x-standin-param" in resolveAtPointer(document.source, parameter).value;
}

function* listEdges(
  document: JsonObject,
  holder: Pointer,
  value: Json | undefined,
): Generator<[about: string, value: Json]> {
  const pointers = [joinPointer(holder, "schema"), joinPointer(holder, "x-assumed", "schema")];
  for (const place of visitPlaces(document, pointers, value)) {
    const edges = isFree(place) ? listBoundaryValues(place.schemas, place.value) : [];
    for (const { about, value: edge } of [...listDefaults(place.schemas), ...edges]) {
      const field = writePath(place.path);
      yield [`${field === "" ? "" : ` ${field}`} is ${about}`, replaceAt(value ?? {}, place.path, () => edge)];
    }
  }
}

/** Whether a value may be any that its schema allows: it names nothing that has to be there, nor what its neighbours are. */
function isFree({ schemas, value }: ValuePlace): boolean {
  const isNaming = schemas.some(
    (schema) => "x-standin-param" in schema || "const" in schema || schema["readOnly"] === true,
  );
  // What is in a list of such values only the examples of the document know how to change.
  return !isNaming && !hasNaming(schemas, value);
}

function hasNaming(schemas: readonly JsonObject[], value: Json | undefined): boolean {
  if (!Array.isArray(value)) return false;
  return schemas.some(({ items }) => isJsonObject(items) && ("x-standin-param" in items || "$ref" in items));
}
