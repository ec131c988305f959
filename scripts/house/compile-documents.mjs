import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { readOpenapiDocument } from "./openapi-documents.mjs";
import { ROOT } from "./project.mjs";

/** @typedef {import("../../src/openapi/json.js").JsonObject} JsonObject */

/**
 * Writes each built-in API as one module, `built-in/<api>.js`: its checked document, its compiled validators,
 * its behaviours and its fixtures, so that a start reads no YAML and compiles nothing. The modules are portable.
 * It is put together of `parts/`: one module with the validators, most of the code, and one with all the rest, for who
 * loads validators when they are to judge.
 * @param {string} dist The folder that holds the compiled sources.
 * @throws Error that names the document and what is wrong with it.
 */
export async function compileDocuments(dist) {
  await mkdir(join(dist, "built-in"));
  await mkdir(join(dist, "parts"));
  const files = (await readdir(join(ROOT, "openapi"))).filter((name) => /^[a-z0-9-]+\.yaml$/.test(name)).toSorted();
  for (const file of files) {
    try {
      await compileDocument(dist, file);
    } catch (error) {
      throw new Error(`openapi/${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

/** @param {string} dist @param {string} file */
async function compileDocument(dist, file) {
  const api = basename(file, ".yaml");
  const { text, document } = await readOpenapiDocument(file);
  await writeFile(join(dist, "parts", `${api}-validators.js`), await writeValidators(dist, document));
  const definition = await findDefinition(dist, api);
  const parts = { sourceHash: createHash("sha256").update(text).digest("hex"), fixtures: await readFixtures(api) };
  await writeFile(join(dist, "parts", `${api}.js`), writeModule(api, document, definition, parts));
  await writeFile(join(dist, "built-in", `${api}.js`), writeWhole(api));
  await writeFile(join(dist, "built-in", `${api}.d.ts`), DECLARATION);
}

/** @param {string} dist @param {JsonObject} document */
async function writeValidators(dist, document) {
  // The compiled files of these very sources.
  const reader = /** @type {typeof import("../../src/openapi/document.js")} */ (
    await import(pathToFileURL(join(dist, "openapi/document.js")).href)
  );
  const writer = /** @type {typeof import("../../src/openapi/standalone-validators.js")} */ (
    await import(pathToFileURL(join(dist, "openapi/standalone-validators.js")).href)
  );
  return writer.writeStandaloneValidators(document, reader.listSchemaPointers(document), "../openapi/formats.js");
}

/**
 * The import that brings an API's definition, `src/apis/<api>.ts`; the control API's lives with the rest of it.
 * @param {string} dist @param {string} api
 */
async function findDefinition(dist, api) {
  const [name, file] = api === "standin" ? ["defineControlApi", "control/control-api.js"] : [api, `apis/${api}.js`];
  const exported = /** @type {Record<string, unknown>} */ (await import(pathToFileURL(join(dist, file)).href));
  if (!(name in exported)) throw new Error(`src/${file.replace(/js$/, "ts")} does not export ${name}`);
  return `import { ${name} as definition } from "../${file}";`;
}

/** @param {string} api @returns {Promise<Record<string, unknown>>} */
async function readFixtures(api) {
  const folder = join(ROOT, "fixtures", api);
  if (!existsSync(folder)) return {};
  const files = (await readdir(folder)).filter((name) => name.endsWith(".json")).toSorted();
  /** @type {[string, unknown][]} */
  const fixtures = await Promise.all(
    files.map(async (file) => [basename(file, ".json"), JSON.parse(await readFile(join(folder, file), "utf8"))]),
  );
  return Object.fromEntries(fixtures);
}

/** @param {string} api @param {JsonObject} document @param {string} definition @param {Record<string, unknown>} parts */
function writeModule(api, document, definition, parts) {
  return [
    `// Made from openapi/${api}.yaml by the build.`,
    definition,
    "",
    "export default {",
    `  sourceHash: ${toSource(parts["sourceHash"])},`,
    `  document: ${toSource(document)},`,
    "  definition,",
    `  fixtures: ${toSource(parts["fixtures"])},`,
    "};",
    "",
  ].join("\n");
}

/** @param {string} api */
function writeWhole(api) {
  return [
    `import api from "../parts/${api}.js";`,
    `import validators from "../parts/${api}-validators.js";`,
    "",
    "export default { ...api, validators };",
    "",
  ].join("\n");
}

/** A value as source text. By way of `JSON.parse`, which is faster than a literal and keeps a key named `__proto__`. */
function toSource(/** @type {unknown} */ value) {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}

const DECLARATION = `import type { Api } from "../emulator/api.js";

declare const api: Api & {
  /** SHA-256 of the document's text, in hexadecimal. */
  readonly sourceHash: string;
};
export default api;
`;
