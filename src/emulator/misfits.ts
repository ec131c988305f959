import type { FrozenWorld } from "../world/world.js";
import { readField } from "../world/record.js";
import { giveWay } from "./give-way.js";
import type { ServedApi } from "./served-api.js";

/** The records of a state that the schemas of their collections do not allow. */
export interface Misfits {
  /** One sentence for each. */
  list(): readonly string[];
  /** The same, found while requests are answered in between. */
  listInTurns(): Promise<readonly string[]>;
}

/** How many records are judged before others have their turn. */
const TURN = 100;

/** Judges the records of a state when somebody asks, as to judge all takes a tenth of a start; holds on to it until then. */
export function createMisfits(apis: readonly ServedApi[], state: FrozenWorld): Misfits {
  let unjudged: FrozenWorld | undefined = state;
  let misfits: readonly string[] = [];
  const conclude = (found: readonly string[]): readonly string[] => {
    unjudged = undefined;
    misfits = found;
    return misfits;
  };
  return {
    list: () => (unjudged ? conclude([...judgeInTurns(apis, unjudged)].flat()) : misfits),
    async listInTurns() {
      if (!unjudged) return misfits;
      const found: string[] = [];
      for (const some of judgeInTurns(apis, unjudged)) {
        found.push(...some);
        await giveWay();
      }
      return conclude(found);
    },
  };
}

/** The misfits of each turn; a collection begins one, since its first record may be what its schema is loaded for. */
function* judgeInTurns(apis: readonly ServedApi[], { collections }: FrozenWorld): Generator<string[]> {
  for (const { name: api, document } of apis) {
    for (const [collection, { identity, validate }] of Object.entries(document.collections)) {
      const name = `${api}.${collection}`;
      const records = collections[name] ?? [];
      for (let at = 0; at < records.length; at += TURN) {
        yield records.slice(at, at + TURN).flatMap((record) => {
          const [violation] = validate(record);
          if (!violation) return [];
          const place = violation.field === "" ? "" : `${violation.field} `;
          return [`${name} ${JSON.stringify(readField(record, identity))}: ${place}${violation.message}`];
        });
      }
    }
  }
}
