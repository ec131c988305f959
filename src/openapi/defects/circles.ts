import type { Examination } from "../defect.js";
import { isJsonObject, type JsonObject } from "../json.js";
import { findAtPointer, joinPointer, readLocalReference, type Pointer } from "../reference.js";

/** Keywords whose schemas judge the very same value. */
const SAME_VALUE = ["allOf", "anyOf", "oneOf"] as const;

/** How many schemas may judge the same value one inside the other. */
const LONGEST = 100;

/** Finds schemas that are part of themselves, so that judging by one would never end; the part that closes the circle goes. */
export function createCircleBreaker(examination: Examination): (pointer: Pointer) => void {
  const done = new Set<Pointer>();
  const under = new Set<Pointer>();
  const visit = (pointer: Pointer): boolean => {
    if (under.has(pointer) || under.size > LONGEST) return false;
    if (done.has(pointer)) return true;
    const schema = findAtPointer(examination.document, pointer);
    if (!isJsonObject(schema)) return true;
    under.add(pointer);
    const target = readLocalReference(schema);
    if (target !== undefined && !visit(target)) cut(schema, "$ref", pointer, examination);
    for (const keyword of SAME_VALUE) {
      const parts = schema[keyword];
      if (Array.isArray(parts)) for (const at of parts.keys()) visit(joinPointer(pointer, keyword, String(at)));
    }
    for (const keyword of ["not", "if", "then", "else"]) {
      if (schema[keyword] !== undefined) visit(joinPointer(pointer, keyword));
    }
    under.delete(pointer);
    done.add(pointer);
    return true;
  };
  return visit;
}

function cut(schema: JsonObject, keyword: string, pointer: Pointer, { report }: Examination): void {
  delete schema[keyword];
  report({
    id: "circular-schema",
    pointer: joinPointer(pointer, keyword),
    about: "the schema is part of itself, or of too many others, so that judging a value by it would never end",
    decided: "the reference that closes the circle is left out",
  });
}
