import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { defineControlApi } from "../control/control-api.js";
import { isFixture, type Api, type Fixture } from "../emulator/api.js";
import type { ApiDefinition } from "../emulator/api-definition.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import { listSchemaPointers } from "../openapi/document.js";
import { isJsonObject, parseJson, type Json } from "../openapi/json.js";
import { compileValidators, type CompiledValidators } from "../openapi/schema-validator.js";

/** The control API's name; it is served whatever APIs are. */
const CONTROL = "standin";

/**
 * Loads the built-in APIs of those names (all of them by default), and the control API.
 * They are as the build compiled them, or compiled now where they run from their sources.
 * @throws ConfigurationError for a name that is none, with the names that there are.
 */
export async function loadApis(names?: readonly string[]): Promise<Api[]> {
  const available = await listApis();
  const unknown = names?.filter((name) => !available.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new ConfigurationError(`there is no API ${unknown.join(", ")}; there are: ${available.join(", ")}`);
  }
  const chosen = available.filter((name) => names === undefined || names.includes(name));
  return Promise.all([...chosen, CONTROL].map(isBuilt ? loadBuilt : loadSource));
}

/** The names of the built-in APIs: those of the documents. */
export async function listApis(): Promise<string[]> {
  const files = await readdir(new URL("openapi/", PACKAGE));
  const names = files.filter((file) => /^[\w-]+\.yaml$/.test(file)).map((file) => basename(file, ".yaml"));
  return names.filter((name) => name !== CONTROL).toSorted();
}

/** The package's folder, two above this file whether it is a source or compiled. */
const PACKAGE = new URL("../../", import.meta.url);

/** Whether this file is compiled, and so the APIs beside it are. */
const isBuilt = import.meta.url.endsWith(".js");

/** An API whose validators, most of its code, are loaded when the first of them judges. */
async function loadBuilt(name: string): Promise<Api> {
  const parts = new URL("../parts/", import.meta.url);
  // The build writes these modules, each as it is said here.
  const { default: api } = (await import(new URL(`${name}.js`, parts).href)) as { default: Omit<Api, "validators"> };
  return { ...api, validators: () => loadValidators(new URL(`${name}-validators.cjs`, parts)) };
}

/** Judging waits for nothing, so its validators are in CommonJS. */
function loadValidators(file: URL): CompiledValidators {
  // To import it would make the packer import it in a chunk of portable modules, too.
  const { createRequire } = process.getBuiltinModule("node:module");
  const module = createRequire(file)(fileURLToPath(file)) as { default: CompiledValidators };
  return module.default;
}

async function loadSource(name: string): Promise<Api> {
  const { parse } = await import("yaml");
  const document: unknown = parse(await readFile(new URL(`openapi/${name}.yaml`, PACKAGE), "utf8"));
  if (!isJsonObject(document)) throw new Error(`openapi/${name}.yaml is no object`);
  return {
    document,
    validators: compileValidators(document, listSchemaPointers(document)),
    definition: name === CONTROL ? defineControlApi : await loadDefinition(name),
    fixtures: await loadFixtures(name),
  };
}

async function loadDefinition(name: string): Promise<ApiDefinition> {
  // An API's file exports its definition under the API's name; the tests of each would see another.
  const module = (await import(`../apis/${name}.ts`)) as Record<string, ApiDefinition>;
  const definition = module[name];
  if (!definition) throw new Error(`src/apis/${name}.ts does not export ${name}`);
  return definition;
}

async function loadFixtures(name: string): Promise<Record<string, Fixture>> {
  if (name === CONTROL) return {};
  const folder = new URL(`fixtures/${name}/`, PACKAGE);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json"));
  const fixtures = await Promise.all(files.map((file) => loadFixture(fileURLToPath(new URL(file, folder)))));
  return Object.fromEntries(fixtures.map((fixture) => [fixture.name, fixture]));
}

/** Loads a fixture from a file. @throws ConfigurationError that says what is wrong with it. */
export async function loadFixture(path: string): Promise<Fixture> {
  const value = parseFixture(await readText(path), path);
  if (isFixture(value)) return value;
  throw new ConfigurationError(`${path} is no fixture: it needs "api", "name" and "collections"`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new ConfigurationError(`the fixture ${path} can't be read: ${String(error)}`, { cause: error });
  }
}

function parseFixture(text: string, path: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ConfigurationError(`the fixture ${path} is not well-formed JSON: ${String(error)}`, { cause: error });
  }
}
