import { readFile, writeFile } from "node:fs/promises";
import { isName } from "../emulator/session-selector.js";
import { isJsonObject, parseJson, type JsonObject } from "../openapi/json.js";
import { createControlClient, type ControlClient } from "./control-client.js";
import { showJson } from "./show-json.js";
import { sessionOptions } from "./control-options.js";
import type { Reporter } from "./create-reporter.js";
import { Failure } from "./failure.js";
import { toText } from "./option.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";

const USAGE = "save NAME | load NAME | list | rm NAME | export NAME [--output FILE] | import FILE [NAME]";

/** `standin snapshot`: moments of a running stand-in. */
export const snapshot = defineVerb({
  name: "snapshot",
  about: "keep this moment of a running stand-in under a name, go back to one, or carry one elsewhere.",
  words: { usage: USAGE, most: 3 },
  options: {
    ...sessionOptions,
    output: { about: "where export writes; standard output without it", takes: "FILE", parse: toText },
  },
  examples: [
    "standin snapshot save before-checkout",
    "standin snapshot load before-checkout --session test-7",
    "standin snapshot export before-checkout --output before.json",
  ],
  async run({ url, session, json, output }, reporter, words) {
    const client = createControlClient({ url: url.value, session: session?.value });
    const [action, name, other] = words;
    if (output && action !== "export") throw new UsageError("--output is of snapshot export alone");
    if (other !== undefined && action !== "import") {
      throw new UsageError(`snapshot ${action ?? ""} takes no argument ${JSON.stringify(other)}`);
    }
    const teller = { reporter, json: json.value };
    switch (action) {
      case "save":
        return tell(teller, "saved", await client.send("POST", "/snapshots", { name: toName(action, name) }));
      case "load":
        return tell(teller, "loaded", await client.send("POST", `${toPath(action, name)}/restore`));
      case "rm":
        return tell(teller, "removed", await client.send("DELETE", toPath(action, name)));
      case "export":
        return exportTo(client, teller, toPath(action, name), output?.value);
      case "import":
        return importFrom(client, teller, name, other);
      case "list":
        if (name !== undefined) throw new UsageError(`snapshot list takes no argument ${JSON.stringify(name)}`);
        return list(client, teller);
      default: {
        const wrong =
          action === undefined ? "snapshot needs to know what to do" : `snapshot can't ${JSON.stringify(action)}`;
        throw new UsageError(`${wrong}; it is used so: standin snapshot ${USAGE}`);
      }
    }
  },
});

interface Teller {
  readonly reporter: Reporter;
  readonly json: boolean;
}

function tell({ reporter, json }: Teller, event: string, { snapshot: told }: JsonObject): number {
  const { name, takenAt } = isJsonObject(told) ? told : {};
  const line = `${event} ${showJson(name)}, taken at ${showJson(takenAt)}`;
  reporter.print(json ? JSON.stringify({ event, name, takenAt }) : line);
  return 0;
}

async function list(client: ControlClient, { reporter, json }: Teller): Promise<number> {
  const { snapshots } = await client.send("GET", "/snapshots");
  const all = Array.isArray(snapshots) ? snapshots.filter(isJsonObject) : [];
  if (all.length === 0 && !json) reporter.print("there is no snapshot");
  for (const one of all)
    reporter.print(json ? JSON.stringify(one) : `${showJson(one["takenAt"])}  ${showJson(one["name"])}`);
  return 0;
}

async function exportTo(
  client: ControlClient,
  { reporter, json }: Teller,
  path: string,
  output: string | undefined,
): Promise<number> {
  const { schemaVersion: _version, ...file } = await client.send("GET", path);
  if (output === undefined) {
    reporter.print(JSON.stringify(file, null, json ? 0 : 2));
    return 0;
  }
  await writeFile(output, `${JSON.stringify(file, null, 2)}\n`).catch((error: unknown) => {
    throw new Failure(`${output} can't be written: ${toReason(error)}`, { cause: error });
  });
  reporter.print(json ? JSON.stringify({ event: "exported", name: file["name"] ?? null, output }) : `wrote ${output}`);
  return 0;
}

async function importFrom(
  client: ControlClient,
  teller: Teller,
  path: string | undefined,
  wanted: string | undefined,
): Promise<number> {
  if (path === undefined) throw new UsageError("snapshot import needs a file: standin snapshot import FILE [NAME]");
  const { name: own, ...file } = await readObject(path);
  const name = wanted ?? (typeof own === "string" ? own : undefined);
  if (name === undefined) throw new UsageError(`${path} says no name; give one: standin snapshot import ${path} NAME`);
  const answer = await client.send("PUT", toPath("import", name), { ...file, name });
  for (const complaint of Array.isArray(answer["complaints"]) ? answer["complaints"] : []) {
    teller.reporter.log({ level: "warn", message: showJson(complaint), fields: { snapshot: name } });
  }
  return tell(teller, "imported", answer);
}

async function readObject(path: string): Promise<JsonObject> {
  try {
    const value = parseJson(await readFile(path, "utf8"));
    if (isJsonObject(value)) return value;
  } catch (error) {
    throw new Failure(`${path} can't be read: ${toReason(error)}`, { cause: error });
  }
  throw new Failure(`${path} is no snapshot: it holds no object`);
}

function toPath(action: string, name: string | undefined): string {
  return `/snapshots/${encodeURIComponent(toName(action, name))}`;
}

function toName(action: string, name: string | undefined): string {
  if (name === undefined) throw new UsageError(`snapshot ${action} needs a name: standin snapshot ${action} NAME`);
  if (isName(name)) return name;
  throw new UsageError(`${JSON.stringify(name)} is no name: it has 1 to 100 letters, digits or any of . _ ~ -`);
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
