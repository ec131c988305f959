import { describeInference } from "../emulator/defaults/describe-inference.js";
import type { Emulator } from "../emulator/emulator.js";
import type { Log } from "../emulator/log.js";

/** How many collections of an API are named at the start; all are told at the level `debug`. */
const MOST_NAMED = 12;

/** Tells what was inferred of the documents of which nothing else is known. */
export function tellInferred({ apis }: Emulator, log: Log): void {
  for (const { name, defaults } of apis) {
    if (!defaults) continue;
    const { collections, plain } = describeInference(defaults.inference);
    const names = collections.slice(0, MOST_NAMED).map(({ collection }) => collection);
    const more = collections.length > MOST_NAMED ? ` and ${collections.length - MOST_NAMED} more` : "";
    const kept = names.length === 0 ? "nothing is kept" : `kept are ${names.join(", ")}${more}`;
    const message = `${name}: inferred from its document, ${kept}; ${plain.length} operations only answer what it shows`;
    log({ level: "info", message, fields: { api: name, collections: collections.length, plain: plain.length } });
    for (const one of collections) {
      const identity = Object.entries(one.identity).map(
        ([parameter, field = "nothing that is shown"]) => `{${parameter}} is ${field}`,
      );
      const does = Object.entries(one.operations).map(([id, kind]) => `${id} (${kind})`);
      const about = [one.itemPath, ...identity, one.parent && `within ${one.parent}`, ...does]
        .filter(Boolean)
        .join(", ");
      log({ level: "debug", message: `${name}.${one.collection}: ${about}`, fields: { api: name, ...one } });
    }
  }
}
