import { expect } from "vitest";
import { createDefaultApi } from "../emulator/defaults/default-api.js";
import { createEmulator } from "../emulator/emulator.js";
import type { LogEntry } from "../emulator/log.js";
import { parseJson, type Json, type JsonObject } from "../openapi/json.js";
import { loadDocumentText, type LoadOptions } from "../openapi/load-document.js";
import { createPatternEngine } from "../openapi/pattern-engine.js";
import { loadImagination } from "../openapi/values/imagination.js";

const imagination = await loadImagination();

/** A document of which only this is known, and how it is served. */
export interface ServedDocument {
  readonly paths: JsonObject;
  readonly schemas?: JsonObject;
  /** Its `x-standin`. */
  readonly extension?: JsonObject;
  readonly overlay?: LoadOptions["overlay"];
  /** Whether nothing is there at first. */
  readonly isEmpty?: boolean;
}

/** An emulator of a document alone, and a shorter way to ask it, as in `GET /pets`. */
export function serveDocument({ paths, schemas = {}, extension, overlay, isEmpty = false }: ServedDocument) {
  const info = { title: "Pet shop", version: "1" };
  const named = extension && { "x-standin": extension };
  const text = JSON.stringify({ openapi: "3.1.0", info, paths, components: { schemas }, ...named });
  const { source } = loadDocumentText(text, "shop.json", { ...(overlay && { overlay }), values: false });
  const logged: LogEntry[] = [];
  const api = createDefaultApi(source, { compilePattern: createPatternEngine() }, imagination);
  const log = (entry: LogEntry) => void logged.push(entry);
  const emulator = createEmulator({ apis: [api], seed: isEmpty ? "empty" : "demo", log });
  return {
    emulator,
    logged,
    /** Sends a request, whose answer has to be as documented. */
    ask: async (line: string, json?: Json, mediaType = "application/json") => {
      const [method = "", url = ""] = line.split(" ", 2);
      const sent = json === undefined ? {} : { body: JSON.stringify(json) };
      const headers = json === undefined ? {} : { "content-type": mediaType };
      const reply = await emulator.handle({ method, url, headers, ...sent });
      expect(emulator.defects.list()).toEqual([]);
      return { ...reply, body: reply.body === undefined ? undefined : parseJson(reply.body) };
    },
  };
}
/** JSON of a schema as a `content` of a document. */
export function jsonContent(schema: Json, mediaType = "application/json"): JsonObject {
  return { [mediaType]: { schema } };
}

/** A response that has JSON of a schema. */
export function answers(schema: Json): JsonObject {
  return { description: "Done.", content: jsonContent(schema) };
}

/** A request body that has to be JSON of a schema. */
export function takes(schema: Json, mediaType?: string): JsonObject {
  return { required: true, content: jsonContent(schema, mediaType) };
}

/** A parameter in the path. */
export function inPath(name: string, schema: Json = { type: "string" }): JsonObject {
  return { name, in: "path", required: true, schema };
}
