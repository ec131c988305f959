import type { Defaults } from "../emulator/defaults/create-defaults.js";
import type { Emulator } from "../emulator/emulator.js";
import type { IssuedCredential } from "../emulator/issue-credential.js";
import { listBasePaths, type ServedApi } from "../emulator/served-api.js";
import type { Operation } from "../openapi/operation.js";
import type { JsonObject } from "../openapi/json.js";
import type { World } from "../world/world.js";

/** A GET request that succeeds with a principal's credential: something to try an API with. */
export interface TrialRequest {
  readonly operation: string;
  /** With the API's own base path. */
  readonly path: string;
}

/** How many operations are looked at for one API: to look at all of 10,000 would take longer than the start itself. */
const MOST_READS = 100;

/** How many requests are tried for one API. */
const MOST_TRIALS = 60;

/**
 * Finds for an API a read that succeeds: its operations with the fewest path parameters first, their values taken from
 * the records that the parameters' names point to. They are rehearsed, so that nothing is counted or kept.
 */
export function createTrials({ apis, rehearsal, sessions }: Pick<Emulator, "apis" | "rehearsal" | "sessions">) {
  const { world, clock } = sessions.base;
  const recorded = { id: "trial", clock: { now: clock.now(), frozen: clock.frozen } };
  const stage = { name: undefined, mark: world.mark(), clock: recorded.clock };
  return async function find(name: string, { headers }: IssuedCredential): Promise<TrialRequest | undefined> {
    const api = apis.find((candidate) => candidate.name === name);
    let trials = 0;
    for (const { operation, path } of api ? listReads(api, world) : []) {
      if (trials++ >= MOST_TRIALS) break;
      if (api && isSure(api, operation)) return { operation: `${name}.${operation.id}`, path };
      const { reply } = await rehearsal.answer(stage, { method: "GET", url: path, headers }, recorded);
      if (reply.status >= 200 && reply.status < 300) return { operation: `${name}.${operation.id}`, path };
    }
    return undefined;
  };
}

/**
 * Whether a list is answered by default, which needs no rehearsal: in that all that is listed would have to be made and
 * judged, for which a large document has seconds' worth of schemas to compile. Where operations differ in the credentials
 * that they ask for, only a rehearsal tells.
 */
function isSure({ document, defaults, definition }: ServedApi, { id, pathTemplate }: Operation): boolean {
  const demands = new Set(
    document.operations.map(({ security }) => JSON.stringify(security)).filter((one) => one !== "[]"),
  );
  const isDefault = defaults !== undefined && definition.behaviours[id] === defaults.behaviours[id];
  return isDefault && demands.size <= 1 && !pathTemplate.includes("{") && isListed(defaults, id);
}

function isListed({ inference }: Defaults, id: string): boolean {
  return inference.roles.get(id)?.does?.kind === "list";
}

function* listReads(api: ServedApi, world: World): Generator<{ operation: Operation; path: string }> {
  const reads = api.document.operations
    .filter(({ method, parameters }) => method === "GET" && !parameters.some(isDemanded))
    .toSorted((a, b) => isOpen(a) - isOpen(b) || countParameters(a) - countParameters(b))
    .slice(0, MOST_READS);
  for (const operation of reads) {
    for (const path of listPaths(operation.pathTemplate, (parameter) => listValues(api, world, parameter))) {
      yield { operation, path: (listBasePaths(api, operation)[0] ?? "") + path };
    }
  }
}

function isDemanded({ location, required }: Operation["parameters"][number]): boolean {
  return required && location !== "path";
}

/** What needs no credential is tried last, for it would not show what one is for. */
function isOpen({ security }: Operation): number {
  return security.length === 0 ? 1 : 0;
}

function countParameters({ pathTemplate }: Operation): number {
  return pathTemplate.split("{").length;
}

/** The path with every choice of values for its parameters. */
function* listPaths(template: string, findValues: (parameter: string) => readonly string[]): Generator<string> {
  const match = /\{([^}]+)\}/.exec(template);
  if (!match) {
    yield template;
    return;
  }
  const [whole, parameter = ""] = match;
  for (const value of findValues(parameter)) {
    // A function, because "$&" in a replacement text has a meaning.
    yield* listPaths(
      template.replace(whole, () => encodeURIComponent(value)),
      findValues,
    );
  }
}

/** How many records are looked at for one parameter. */
const MOST_RECORDS = 5;

/** What identifies the records of the collection that a parameter's name points to: `hub_id` and `hubId` to `hubs`. */
function listValues({ name, document }: ServedApi, world: World, parameter: string): string[] {
  const stem = parameter.replace(/_?(id|key|slug|name)$/i, "").toLowerCase();
  return Object.entries(document.collections)
    .filter(([collection]) => [stem, `${stem}s`, stem.replace(/y$/, "ies")].includes(collection.toLowerCase()))
    .flatMap(([collection, { identity, unique = [] }]) => {
      const fields = new Set([identity, ...unique.flat()]);
      const records = world.read().collection<JsonObject>(`${name}.${collection}`).list();
      return records.slice(0, MOST_RECORDS).flatMap((record) => [...fields].map((field) => record[field]));
    })
    .filter((value) => typeof value === "string");
}
