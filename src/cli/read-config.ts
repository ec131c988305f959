import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { findNearest } from "../emulator/find-nearest.js";
import { UsageError } from "./usage-error.js";

/** What a configuration file sets. */
export interface Config {
  readonly path: string;
  /** The folder from which its paths go. */
  readonly folder: string;
  readonly values: Readonly<JsonObject>;
}

/** The names under which a configuration file is looked for in the working folder. */
const NAMES = ["standin.config.json", "standin.config.yaml"];

/**
 * Reads the configuration file of that path, or the one in the working folder; `undefined` when there is none there.
 * @throws UsageError when it can't be read, or has a key that no verb knows.
 */
export async function readConfig(path: string | undefined): Promise<Config | undefined> {
  const found = path === undefined ? await findConfig() : { path, text: await readText(path) };
  if (found === undefined) return undefined;
  const values = await parse(found.path, found.text);
  await refuseUnknown(found.path, Object.keys(values));
  return { path: found.path, folder: dirname(resolve(found.path)), values };
}

async function refuseUnknown(path: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  // Loaded here, for it is the options of all verbs.
  const { configKeys } = await import("./config-keys.js");
  const unknown = keys.find((key) => !configKeys.includes(key));
  if (unknown !== undefined) throw refuseKey(path, unknown, configKeys);
}

async function findConfig(): Promise<{ path: string; text: string } | undefined> {
  const found: { path: string; text: string }[] = [];
  for (const name of NAMES) {
    const text = await readFile(join(process.cwd(), name), "utf8").catch(ignoreMissing);
    if (text !== undefined) found.push({ path: name, text });
  }
  if (found.length > 1)
    throw new UsageError(`there are both ${NAMES.join(" and ")}; keep one, or name one with --config`);
  return found[0];
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`--config: ${path} can't be read: ${toReason(error)}`, { cause: error });
  }
}

async function parse(path: string, text: string): Promise<JsonObject> {
  const value = await parseText(path, text);
  // An empty YAML file sets nothing.
  if (value === null) return {};
  if (isJsonObject(value)) return value;
  throw new UsageError(`${path} must hold an object of settings`);
}

async function parseText(path: string, text: string): Promise<Json> {
  try {
    if (path.endsWith(".json")) return JSON.parse(text) as Json; // JSON.parse gives nothing else
    const { parse: parseYaml } = await import("yaml");
    return parseYaml(text) as Json; // what is no JSON, such as a date, is refused where it is used
  } catch (error) {
    throw new UsageError(`${path} can't be parsed: ${toReason(error)}`, { cause: error });
  }
}

function refuseKey(path: string, key: string, known: readonly string[]): UsageError {
  const nearest = findNearest(key, known);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return new UsageError(`${path} has an unknown key ${JSON.stringify(key)}.${hint} Known are: ${known.join(", ")}`);
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
