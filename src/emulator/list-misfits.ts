import type { FrozenWorld } from "../world/world.js";
import { readField } from "../world/record.js";
import type { ServedApi } from "./served-api.js";

/** One sentence for each record of a state that the schema of its collection does not allow. */
export function listMisfits(apis: readonly ServedApi[], { collections }: FrozenWorld): string[] {
  return apis.flatMap(({ name: api, document }) =>
    Object.entries(document.collections).flatMap(([collection, { identity, validate }]) => {
      const name = `${api}.${collection}`;
      return (collections[name] ?? []).flatMap((record) => {
        const [violation] = validate(record);
        if (!violation) return [];
        const place = violation.field === "" ? "" : `${violation.field} `;
        return [`${name} ${JSON.stringify(readField(record, identity))}: ${place}${violation.message}`];
      });
    }),
  );
}
