import { readFile } from "node:fs/promises";
import { join } from "node:path";
import SwaggerParser from "@apidevtools/swagger-parser";
import { parse } from "yaml";
import { ROOT } from "./project.mjs";

/** @typedef {import("../../src/openapi/json.js").JsonObject} JsonObject */

/**
 * Reads one of our OpenAPI documents and checks it against OpenAPI's own schema.
 * @param {string} file Its name in `openapi/`.
 * @returns {Promise<{ text: string, document: JsonObject }>}
 * @throws Error that says what is wrong with it.
 */
export async function readOpenapiDocument(file) {
  const text = await readFile(join(ROOT, "openapi", file), "utf8");
  const parsed = /** @type {unknown} */ (parse(text));
  // The parser dereferences what it is given, so it gets a copy; the type is true once it has judged that.
  await SwaggerParser.validate(/** @type {import("openapi-types").OpenAPI.Document} */ (structuredClone(parsed)));
  const document = /** @type {JsonObject} */ (parsed);
  return { text, document };
}
