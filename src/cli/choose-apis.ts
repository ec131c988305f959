import { loadApis } from "../adapters/load-apis.js";
import type { Api } from "../emulator/api.js";
import type { Log } from "../emulator/log.js";
import type { NamedFile } from "./named-file.js";

/** Which APIs are meant. */
export interface ApiChoice {
  /** Names of built-in APIs. */
  readonly names: readonly string[];
  /** Files of OpenAPI documents. */
  readonly files?: readonly NamedFile[];
  /** Files of overlays, each as `FILE`, or as `API=FILE` where there are several APIs. */
  readonly overlays?: readonly string[];
  /** Told of what is wrong with the documents. */
  readonly log?: Log;
}

/**
 * Loads the APIs that were named with `--api`, and those of the documents that were with `--openapi`; where nothing was,
 * all that are built in. @throws ConfigurationError for a name that is none, DocumentError for a file that is no document.
 */
export async function chooseApis({ names, files = [], overlays = [], log }: ApiChoice): Promise<Api[]> {
  const builtIn = await loadApis(names.length === 0 && files.length === 0 ? undefined : names);
  if (files.length === 0 && overlays.length === 0) return builtIn;
  const { loadForeignApis } = await import("./load-foreign-apis.js");
  const { loadOverlays } = await import("./load-overlays.js");
  const changes = await loadOverlays(overlays, { builtIn, files, log });
  return [...(await loadForeignApis(files, { others: builtIn, changes, log })), ...builtIn.map(changes.changeApi)];
}
