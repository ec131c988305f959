import type * as fc from "fast-check";
import type { Json, JsonObject } from "../../openapi/json.js";
import type { Pointer } from "../../openapi/reference.js";
import { listKeywordFaults } from "./keyword-faults.js";
import { replaceAt, writePath } from "./value-path.js";
import { visitPlaces } from "./visit-places.js";

/** Values that differ from a good one in one place, where they probably break one keyword of its schema. */
export interface ValueFault {
  /** `rows[0].name`; empty for the value itself. */
  readonly field: string;
  readonly keyword: string;
  readonly about: string;
  readonly values: fc.Arbitrary<Json>;
}

/** Lists the ways in which a value can come to break the schemas at these pointers, those near its top first. */
export function* listValueFaults(
  document: JsonObject,
  pointers: readonly Pointer[],
  value: Json | undefined,
): Generator<ValueFault> {
  for (const { path, schemas, value: part } of visitPlaces(document, pointers, value)) {
    const field = writePath(path);
    const seen = new Set<string>();
    for (const fault of schemas.flatMap((schema) => listKeywordFaults(schema, part))) {
      const key = `${fault.keyword} ${fault.about}`;
      // What two schemas forbid alike is one fault.
      if (seen.has(key)) continue;
      seen.add(key);
      yield { ...fault, field, values: fault.values.map((wrong) => replaceAt(value ?? {}, path, () => wrong)) };
    }
  }
}
