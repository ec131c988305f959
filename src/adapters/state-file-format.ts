import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import type { FrozenWorld } from "../world/world.js";

/** The version that is written. */
export const formatVersion = 3;

/** What a state file holds beside its version. */
export interface StateFileContents {
  readonly frozen: FrozenWorld;
  /** By API, the name of the fixture that it began with. */
  readonly fixtures: Readonly<Record<string, string>>;
}

/** What makes the contents of one version into those of the next, by the older one's number. */
export type Migrations = Readonly<Record<number, (older: JsonObject) => JsonObject>>;

/** What leads from older versions to this one. */
export const MIGRATIONS: Migrations = {
  // Only what reads a file changes by it: a program that knows no sessions would lose those of a file of version 2.
  1: (older) => ({ ...older, formatVersion: 2 }),
  // The same with a journal beside it.
  2: (older) => ({ ...older, formatVersion: 3 }),
};

/** A text is not a state: it is no JSON or of another form (`damaged`), or of a version that is not known (`unreadable`). */
export class StateFormatError extends Error {
  override readonly name = "StateFormatError";

  constructor(
    readonly kind: "damaged" | "unreadable",
    message: string,
  ) {
    super(message);
  }
}

/** Contents read from a text, and the version that it was written in. */
export interface ParsedState {
  readonly contents: StateFileContents;
  readonly version: number;
}

/** Reads the bytes of a state file, of this version or an older one. @throws StateFormatError */
export function parseState(bytes: Uint8Array, migrations: Migrations): ParsedState {
  const written = parseObject(bytes);
  const version = written["formatVersion"];
  if (typeof version !== "number" || !Number.isInteger(version)) {
    throw new StateFormatError("damaged", "it has no formatVersion");
  }
  if (version > formatVersion) {
    const message = `it has formatVersion ${version}, and this standin knows up to ${formatVersion}: use a newer standin, or another file`;
    throw new StateFormatError("unreadable", message);
  }
  let current = written;
  for (let step = version; step < formatVersion; step += 1) {
    const migrate = migrations[step];
    if (migrate === undefined) {
      throw new StateFormatError("unreadable", `nothing leads from formatVersion ${step} to ${formatVersion}`);
    }
    current = migrate(current);
  }
  return { contents: toContents(current), version };
}

function parseObject(bytes: Uint8Array): JsonObject {
  if (bytes.length === 0) throw new StateFormatError("damaged", "it is empty");
  try {
    // Fatal, as characters that were silently replaced would be saved that way.
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Json; // JSON.parse gives nothing else
    if (isJsonObject(value)) return value;
  } catch (error) {
    throw new StateFormatError("damaged", `it is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new StateFormatError("damaged", "it is JSON, but not an object");
}

function toContents(value: JsonObject): StateFileContents {
  const { fixtures, sessions } = value;
  if (!isRecordOf(fixtures, (name) => typeof name === "string")) {
    throw new StateFormatError("damaged", "its fixtures are not names by API");
  }
  const base = toFrozenWorld(value);
  if (sessions === undefined) return { frozen: base, fixtures };
  if (!isRecordOf(sessions, isJsonObject)) throw new StateFormatError("damaged", "its sessions are not states by name");
  const kept = Object.entries(sessions).map(([name, session]): [string, FrozenWorld] => [name, toFrozenWorld(session)]);
  return { frozen: { ...base, sessions: Object.fromEntries(kept) }, fixtures };
}

function toFrozenWorld({ randomSeed, idSequence, collections }: JsonObject): FrozenWorld {
  if (typeof randomSeed !== "number") throw new StateFormatError("damaged", "its randomSeed is not a number");
  if (typeof idSequence !== "number" || !Number.isSafeInteger(idSequence) || idSequence < 0) {
    throw new StateFormatError("damaged", "its idSequence is not a whole number");
  }
  if (!isRecordOf(collections, isObjectArray)) {
    throw new StateFormatError("damaged", "its collections are not lists of objects by name");
  }
  return { randomSeed, idSequence, collections };
}

function isRecordOf<T extends Json>(
  value: Json | undefined,
  isMember: (member: Json) => member is T,
): value is { [key: string]: T } {
  return value !== undefined && isJsonObject(value) && Object.values(value).every(isMember);
}

function isObjectArray(value: Json): value is JsonObject[] {
  return Array.isArray(value) && value.every(isJsonObject);
}
