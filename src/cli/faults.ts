import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { createControlClient, type ControlClient } from "./control-client.js";
import { showJson } from "./show-json.js";
import { sessionOptions } from "./control-options.js";
import { UnfitValue } from "./option.js";
import { toFault } from "./to-fault.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";

const USAGE = "[list | arm API.OPERATION:STATUS:TIMES[:after]… | clear]";

/** `standin faults`: what is to go wrong in a running stand-in. */
export const faults = defineVerb({
  name: "faults",
  about: "what is to go wrong in a running stand-in: show it, add to it, or let all be well again.",
  words: { usage: USAGE },
  options: sessionOptions,
  examples: [
    "standin faults arm fassport.createIntegration:503:2",
    "standin faults arm supervity.disconnectAction:500:1:after",
    "standin faults clear",
  ],
  async run({ url, session, json }, reporter, words) {
    const client = createControlClient({ url: url.value, session: session?.value });
    const armed = (await ask(client, words)).filter(isJsonObject);
    if (armed.length === 0 && !json.value) reporter.print("no fault is armed");
    for (const fault of armed) reporter.print(json.value ? JSON.stringify(fault) : describe(fault));
    return 0;
  },
});

async function ask(client: ControlClient, [action = "list", ...specs]: readonly string[]): Promise<Json[]> {
  switch (action) {
    case "list":
      refuseArguments(action, specs);
      return listFaults(await client.send("GET", "/faults"));
    case "arm":
      return arm(client, specs);
    case "clear":
      refuseArguments(action, specs);
      return listFaults(await client.send("DELETE", "/faults"));
    default:
      throw new UsageError(`faults can't ${JSON.stringify(action)}; it is used so: standin faults ${USAGE}`);
  }
}

async function arm(client: ControlClient, specs: readonly string[]): Promise<Json[]> {
  if (specs.length === 0) throw new UsageError("faults arm needs a fault: API.OPERATION:STATUS:TIMES[:after]");
  // All are read before the first is armed.
  const wanted = specs.map(readFault);
  let armed: Json[] = [];
  for (const fault of wanted) armed = listFaults(await client.send("POST", "/faults", fault));
  return armed;
}

function readFault(text: string) {
  try {
    return toFault(text);
  } catch (error) {
    if (error instanceof UnfitValue)
      throw new UsageError(`${JSON.stringify(text)} must be ${error.message}`, { cause: error });
    throw error;
  }
}

function refuseArguments(action: string, [first]: readonly string[]): void {
  if (first !== undefined) throw new UsageError(`faults ${action} takes no argument ${JSON.stringify(first)}`);
}

function listFaults({ faults: armed }: JsonObject): Json[] {
  return Array.isArray(armed) ? armed : [];
}

function describe({ id, operation, effect, which, point = "before", struck, seen }: JsonObject): string {
  const chosen = isJsonObject(which) ? describeParts(which) : "all";
  const done = isJsonObject(effect) ? describeParts(effect) : "";
  return `${showJson(id)}  ${showJson(operation)}  ${done}, ${chosen}, ${showJson(point)}: struck ${showJson(struck)} of ${showJson(seen)}`;
}

/** Its kind first: `status 503`, `first 2`. */
function describeParts({ kind, ...parts }: JsonObject): string {
  return [kind, ...Object.values(parts)].map(showJson).join(" ");
}
