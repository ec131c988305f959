import { CORE_SCHEMA, constructFromEvents, mergeTag, parseEvents, YAMLException, type Event } from "js-yaml";
import { DocumentError } from "./document-error.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";
import { copyPlain, ExpansionError } from "./plain-copy.js";
import type { Pointer } from "./reference.js";
import { createPositionFinder, type TextPosition } from "./text-position.js";
import { createTextPlaces } from "./text-places.js";

/** A document as it is written, and where everything of it stands. */
export interface DocumentText {
  readonly path: string;
  readonly text: string;
  readonly value: JsonObject;
  /** Keys that a mapping has twice, of which the last counts. */
  readonly repeatedKeys: readonly RepeatedKey[];
  /** Where the value at a pointer is written, or the nearest above it that is. */
  readonly locate: (pointer: Pointer) => TextPosition;
}

/** A key that a mapping has twice. */
export interface RepeatedKey {
  readonly pointer: Pointer;
  readonly position: TextPosition;
}

/** How deep a document may be nested; no honest one comes near. */
const DEEPEST = 300;

/** How many YAML aliases a document may have. */
const MOST_ALIASES = 10_000;

/** Parses JSON or YAML. `path` names it in errors. @throws DocumentError that says where and what was expected. */
export function parseDocumentText(text: string, path: string): DocumentText {
  const clean = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const position = createPositionFinder(clean);
  const value = isJsonText(clean, path) ? parseAsJson(clean, path) : undefined;
  const events = parseToEvents(clean, path);
  const places = createTextPlaces(clean, events);
  const parsed = value ?? construct(clean, path, events);
  if (!isJsonObject(parsed)) {
    throw new DocumentError(path, { line: 1, column: 1 }, "an OpenAPI document must be an object, and this is none");
  }
  return {
    path,
    text,
    value: parsed,
    repeatedKeys: places.listRepeatedKeys().map(({ pointer, offset }) => ({ pointer, position: position(offset) })),
    locate: (pointer) => position(places.findOffset(pointer)),
  };
}

/** YAML has all of JSON in it, but says what is wrong with JSON in words of its own. */
function isJsonText(text: string, path: string): boolean {
  return path.endsWith(".json") || /^\s*\{\s*("|\})/.test(text);
}

function parseAsJson(text: string, path: string): Json {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives nothing else
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DocumentError(path, findJsonError(text, error), `not well-formed JSON: ${error.message}`, error);
  }
}

/** Where JSON breaks off, as far as the engine's message tells. */
function findJsonError(text: string, { message }: SyntaxError): TextPosition | undefined {
  const position = createPositionFinder(text);
  const offset = /at position (\d+)/.exec(message)?.[1];
  if (offset !== undefined) return position(Number(offset));
  if (message.includes("end of JSON input")) return position(text.length);
  // A short text is quoted in place of a position.
  const token = /^Unexpected token '(.)'/su.exec(message)?.[1];
  return token === undefined ? undefined : position(Math.max(0, text.indexOf(token)));
}

function parseToEvents(text: string, path: string): Event[] {
  return withYamlErrors(path, () => parseEvents(text, { maxDepth: DEEPEST }));
}

function construct(text: string, path: string, events: Event[]): unknown {
  const schema = CORE_SCHEMA.withTags(mergeTag);
  const documents = withYamlErrors(path, () =>
    // Of a key that is there twice the last counts, as in JSON; that it is, is told.
    constructFromEvents(events, { source: text, schema, json: true, maxAliases: MOST_ALIASES }),
  );
  if (documents.length > 1) {
    throw new DocumentError(path, undefined, `one document is expected, and here are ${documents.length}`);
  }
  try {
    return copyPlain(documents[0], Math.max(1_000_000, events.length * 20));
  } catch (error) {
    if (!(error instanceof ExpansionError)) throw error;
    throw new DocumentError(path, undefined, error.message, error);
  }
}

function withYamlErrors<Result>(path: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line, column } = error.mark ?? {};
    const position = line === undefined || column === undefined ? undefined : { line: line + 1, column: column + 1 };
    throw new DocumentError(path, position, `not well-formed YAML: ${error.reason}`, error);
  }
}
