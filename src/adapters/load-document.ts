import { readFile } from "node:fs/promises";
import type { Api } from "../emulator/api.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import type { Overlay } from "../openapi/overlay.js";
import type { LoadedDocument, LoadOptions } from "../openapi/load-document.js";
import { createSiblingReader } from "./sibling-reader.js";

/**
 * Loads an OpenAPI document of anybody's from a file, and those below its folder to which it refers: JSON or YAML, Swagger
 * 2.0 or OpenAPI 3.
 * @throws ConfigurationError when it can't be read, DocumentError when it is no document.
 */
export async function loadDocumentFile(path: string, options: LoadOptions = {}): Promise<LoadedDocument> {
  // Loaded here, so that who serves built-in APIs only does without.
  const [text, { loadDocumentText }] = await Promise.all([readText(path), import("../openapi/load-document.js")]);
  return loadDocumentText(text, path, { readSibling: createSiblingReader(path), ...options });
}

/** Makes an API of a loaded document, which is answered by what the document says alone. */
export async function toApi({ source }: Pick<LoadedDocument, "source">): Promise<Api> {
  const [{ createDefaultApi }, { createPatternEngine }, { loadImagination }] = await Promise.all([
    import("../emulator/defaults/default-api.js"),
    import("../openapi/pattern-engine.js"),
    import("../openapi/values/imagination.js"),
  ]);
  const rules = { compilePattern: createPatternEngine(), uncompilable: () => {} };
  return createDefaultApi(source, rules, await loadImagination());
}

/** Loads an OpenAPI Overlay from a file. @throws ConfigurationError when it can't be read, DocumentError when it is none. */
export async function loadOverlayFile(path: string): Promise<Overlay> {
  const [text, { parseOverlay }] = await Promise.all([readText(path), import("../openapi/overlay.js")]);
  return parseOverlay(text, path);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`the document ${path} can't be read: ${reason}`, { cause: error });
  }
}
