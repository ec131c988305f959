import type { Examination } from "../defect.js";
import { isJsonObject, type JsonObject } from "../json.js";
import { findAtPointer, joinPointer, readLocalReference, type Pointer } from "../reference.js";

/** How many schemas may judge the same value one inside the other, and how many in all. */
const LONGEST = 100;
const MOST = 5000;

/**
 * Finds schemas that are part of themselves, or of so many others that judging a value by them would hardly end; what
 * closes the circle, or is too much, goes.
 */
export function createCircleBreaker(examination: Examination): (pointer: Pointer) => void {
  /** How many schemas each stands for, itself and all its parts. */
  const weights = new Map<Pointer, number>();
  const under = new Set<Pointer>();
  const weigh = (pointer: Pointer): number => {
    if (under.has(pointer) || under.size > LONGEST) return Infinity;
    const known = weights.get(pointer);
    if (known !== undefined) return known;
    const schema = findAtPointer(examination.document, pointer);
    if (!isJsonObject(schema)) return 1;
    under.add(pointer);
    let weight = 1;
    for (const place of listParts(schema, pointer)) weight += weigh(place);
    const target = readLocalReference(schema);
    const ofTarget = target === undefined ? 0 : weigh(target);
    if (weight + ofTarget > MOST) cut(schema, pointer, examination);
    else weight += ofTarget;
    under.delete(pointer);
    weights.set(pointer, Math.min(weight, MOST));
    return Math.min(weight, MOST);
  };
  return weigh;
}

/** The schemas in a schema that judge the very same value. */
function listParts(schema: JsonObject, pointer: Pointer): Pointer[] {
  const lists = (["allOf", "anyOf", "oneOf"] as const).flatMap((keyword) => {
    const parts = schema[keyword];
    return Array.isArray(parts) ? [...parts.keys()].map((at) => joinPointer(pointer, keyword, String(at))) : [];
  });
  const others = ["not", "if", "then", "else"].filter((keyword) => schema[keyword] !== undefined);
  return [...lists, ...others.map((keyword) => joinPointer(pointer, keyword))];
}

function cut(schema: JsonObject, pointer: Pointer, { report }: Examination): void {
  if (schema["$ref"] === undefined) return;
  delete schema["$ref"];
  report({
    id: "circular-schema",
    pointer: joinPointer(pointer, "$ref"),
    about: "the schema is part of itself, or of so many others that judging a value by it would hardly end",
    decided: "the reference that closes the circle is left out",
  });
}
