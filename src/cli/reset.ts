import { createControlClient } from "./control-client.js";
import { sessionOptions } from "./control-options.js";
import { isJsonObject } from "../openapi/json.js";
import { toText } from "./option.js";
import { defineVerb } from "./verb.js";

/** `standin reset`: a running stand-in as it began. */
export const reset = defineVerb({
  name: "reset",
  about: "put the records, ids, clock and faults of a running stand-in where its fixture begins.",
  options: {
    ...sessionOptions,
    seed: { about: "another fixture, by name; the one of the start without it", takes: "NAME", parse: toText },
  },
  examples: ["standin reset", "standin reset --seed empty --session checkout"],
  async run({ url, session, seed, json }, reporter) {
    const client = createControlClient({ url: url.value, session: session?.value });
    const { records } = await client.send("POST", "/reset", seed && { seed: seed.value });
    const counts = isJsonObject(records) ? Object.values(records).map(Number) : [];
    const total = counts.reduce((sum, count) => sum + count, 0);
    reporter.print(json.value ? JSON.stringify({ event: "reset", records: records ?? {} }) : `reset: ${total} records`);
    return 0;
  },
});
