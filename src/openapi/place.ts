import { isEvidence, type Evidence } from "./evidence.js";
import { isJsonObject, type JsonObject } from "./json.js";
import { joinPointer, resolveAtPointer, type Pointer } from "./reference.js";
import type { SchemaValidators } from "./schema-validator.js";

/** An object of a document under reading: its value, where it stands, and the evidence that it inherits. */
export interface Place {
  readonly document: JsonObject;
  readonly validators: SchemaValidators;
  readonly value: JsonObject;
  readonly pointer: Pointer;
  readonly evidence: Evidence;
  /** Id of the rule from which it stems, where it names one or stands below one that does. */
  readonly rule: string | undefined;
}

/** The root of a document. What names no evidence there is `source`: a document is taken at its word. */
export function createRootPlace(document: JsonObject, validators: SchemaValidators): Place {
  return inherit({ document, validators, value: document, pointer: "", evidence: "source", rule: undefined }, document);
}

/** The object below a place, its `$ref`s followed. @throws Error that names the pointer when there is no object. */
export function enter(place: Place, ...steps: readonly string[]): Place {
  const { value, pointer } = resolveAtPointer(place.document, joinPointer(place.pointer, ...steps));
  return inherit({ ...place, value, pointer }, value);
}

/** The objects below a place by their keys; none when there is no such map. */
export function enterEach(place: Place, ...steps: readonly string[]): [key: string, place: Place][] {
  const map = steps.reduce<unknown>((value, step) => (isJsonObject(value) ? value[step] : undefined), place.value);
  const keys = Array.isArray(map) ? [...map.keys()].map(String) : isJsonObject(map) ? Object.keys(map) : [];
  return keys.filter((key) => !key.startsWith("x-")).map((key) => [key, enter(place, ...steps, key)]);
}

function inherit(place: Place, value: JsonObject): Place {
  const { "x-evidence": evidence, "x-rule": rule } = value;
  return {
    ...place,
    ...(isEvidence(evidence) && { evidence }),
    ...(typeof rule === "string" && { rule }),
  };
}
