import { loadOverlayFile } from "../adapters/load-document.js";
import type { Api } from "../emulator/api.js";
import type { Log } from "../emulator/log.js";
import { isJsonObject, toText, type JsonObject } from "../openapi/json.js";
import type { Overlay, OverlayAction } from "../openapi/overlay.js";
import { UsageError } from "./usage-error.js";

/** The changes of documents that overlays ask for. */
export interface DocumentChanges {
  /** The document of an API as it is to be. */
  readonly changeDocument: (document: JsonObject, api: string) => JsonObject;
  /** A built-in API by its changed document. */
  readonly changeApi: (api: Api) => Api;
}

/** Among which APIs the overlays choose. */
export interface OverlaidApis {
  readonly builtIn: readonly Api[];
  /** Files of other documents. */
  readonly files: readonly unknown[];
  /** Told of actions that change nothing. */
  readonly log: Log | undefined;
}

interface Assigned {
  /** `undefined` for the only API that there is. */
  readonly api: string | undefined;
  readonly overlay: Overlay;
}

/** Loads overlays. @throws UsageError for one of which it is not clear what it is to change. */
export async function loadOverlays(texts: readonly string[], apis: OverlaidApis): Promise<DocumentChanges> {
  const names = apis.builtIn.map(({ document }) => readName(document)).filter((name) => name !== CONTROL);
  const isOnly = names.length + apis.files.length === 1;
  const assigned = await Promise.all(texts.map((text) => loadAssigned(text, { names, isOnly })));
  if (assigned.length === 0) return { changeDocument: (document) => document, changeApi: (api) => api };
  const { applyOverlay } = await import("../openapi/overlay.js");
  const changeDocument = (document: JsonObject, name: string): JsonObject =>
    assigned
      .filter(({ api }) => name !== CONTROL && (api === undefined || api === name))
      .reduce((changed, { overlay }) => {
        const result = applyOverlay(changed, overlay);
        for (const action of result.unmatched) tellUnmatched(action, name, apis.log);
        return result.document;
      }, document);
  return {
    changeDocument,
    changeApi(api) {
      const document = changeDocument(api.document, readName(api.document));
      if (document === api.document) return api;
      const { validators: _compiledBefore, ...rest } = api;
      return { ...rest, document };
    },
  };
}

/** The control API, which is no business of an overlay. */
const CONTROL = "standin";

interface Choice {
  readonly names: readonly string[];
  readonly isOnly: boolean;
}

async function loadAssigned(text: string, { names, isOnly }: Choice): Promise<Assigned> {
  const [, named, file = text] = /^([\w-]+)=(.+)$/s.exec(text) ?? [];
  const overlay = await loadOverlayFile(file);
  if (named !== undefined || isOnly) return { api: named, overlay };
  const extended = toText(overlay.extends)
    .replace(/^.*[\\/]/, "")
    .replace(/\.\w+$/, "");
  if (names.includes(extended)) return { api: extended, overlay };
  throw new UsageError(
    `--overlay ${file}: there are several APIs, and it does not say which it changes: --overlay API=${file}`,
  );
}

function readName({ "x-standin": standin }: JsonObject): string {
  return isJsonObject(standin) ? toText(standin["api"]) : "";
}

function tellUnmatched({ target, place }: OverlayAction, api: string, log: Log | undefined): void {
  const message = `${place}: nothing of the document of ${api} is at ${target}, so the action changes nothing`;
  log?.({ level: "warn", message, fields: { api, target } });
}
