import { access } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Api, Fixture } from "../emulator/api.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import { isJsonObject, type JsonObject } from "../openapi/json.js";
import type { LoadedDocument, LoadOptions } from "../openapi/load-document.js";
import { loadFixture } from "./load-apis.js";
import { loadDocumentFile, loadOverlayFile, toApi } from "./load-document.js";

/** The API of a document, and what was loaded for it. */
export interface LoadedApi {
  readonly api: Api;
  readonly document: LoadedDocument;
  /** Files beside the document that were taken along. */
  readonly siblings: readonly string[];
}

/**
 * Loads the API of an OpenAPI document, and what is named like it beside it: `NAME.overlay.yaml`, `NAME.behaviours.mjs` and
 * `NAME.fixture.json`. @throws ConfigurationError or DocumentError that says what is wrong with which file.
 */
export async function loadApiFile(path: string, options: LoadOptions = {}): Promise<LoadedApi> {
  const base = path.replace(/\.\w+$/, "");
  const [overlay, behaviours, fixture] = await Promise.all(
    ["overlay.yaml", "behaviours.mjs", "fixture.json"].map((suffix) => findFile(`${base}.${suffix}`)),
  );
  const document = await loadDocumentFile(path, { ...options, overlay: await toOverlay(overlay, options.overlay) });
  const api = await toApi(document);
  return {
    document,
    siblings: [overlay, behaviours, fixture].filter((file) => file !== undefined),
    api: {
      ...api,
      ...(behaviours !== undefined && { behaviours: await loadBehaviours(behaviours) }),
      ...(fixture !== undefined && { fixtures: await addFixture(api, fixture) }),
    },
  };
}

async function findFile(path: string): Promise<string | undefined> {
  try {
    await access(path);
    return path;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** The API's own overlay, and then what else is to be changed. */
async function toOverlay(path: string | undefined, others: LoadOptions["overlay"]) {
  if (path === undefined) return others ?? ((document: JsonObject) => document);
  const [own, { applyOverlay }] = await Promise.all([loadOverlayFile(path), import("../openapi/overlay.js")]);
  return (written: JsonObject, name: string): JsonObject => {
    const { document, unmatched } = applyOverlay(written, own);
    const [first] = unmatched;
    if (first) throw new ConfigurationError(`${first.place}: nothing of the document is at ${first.target}`);
    return others?.(document, name) ?? document;
  };
}

async function loadBehaviours(path: string): Promise<NonNullable<Api["behaviours"]>> {
  const module: unknown = await importModule(path);
  const behaviours = isJsonObject(module) ? (module["default"] as unknown) : undefined;
  if (isBehaviours(behaviours)) return behaviours;
  throw new ConfigurationError(`${path} must have a default export: an object with functions by operationId`);
}

async function importModule(path: string): Promise<unknown> {
  try {
    const module: unknown = await import(pathToFileURL(resolve(path)).href);
    // A module's namespace has no prototype, and is an object like any other here.
    return { ...(module as object) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${path} can't be loaded: ${reason}`, { cause: error });
  }
}

function isBehaviours(value: unknown): value is NonNullable<Api["behaviours"]> {
  return isJsonObject(value) && Object.values(value as object).every((behaviour) => typeof behaviour === "function");
}

/** The fixture as `demo`, with the principals that every fixture has. */
async function addFixture({ fixtures }: Api, path: string): Promise<Record<string, Fixture>> {
  const fixture = await loadFixture(path);
  const { demo } = fixtures;
  if (demo && demo.api !== fixture.api) {
    throw new ConfigurationError(`${basename(path)} is a fixture of ${fixture.api}, and the API is ${demo.api}`);
  }
  const collections = { ...demo?.collections, ...fixture.collections };
  return { ...fixtures, demo: { ...fixture, name: "demo", collections } };
}
