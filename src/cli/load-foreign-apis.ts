import { loadApiFile } from "../adapters/load-api-file.js";
import type { Api } from "../emulator/api.js";
import type { Log } from "../emulator/log.js";
import { writePlace } from "../openapi/document-error.js";
import type { DocumentChanges } from "./load-overlays.js";
import { UsageError } from "./usage-error.js";
import { isJsonObject, toText } from "../openapi/json.js";
import type { LoadedDocument } from "../openapi/load-document.js";

/** What loading documents needs to know. */
export interface ForeignContext {
  /** The other APIs that take part. */
  readonly others: readonly Api[];
  readonly changes: DocumentChanges;
  /** Told of what is wrong with a document. */
  readonly log: Log | undefined;
}

/** Loads the APIs of documents, each under a name that no other has. */
export async function loadForeignApis(
  files: readonly string[],
  { others, changes, log }: ForeignContext,
): Promise<Api[]> {
  const taken = new Set(others.map(({ document }) => readName(document)));
  const apis: Api[] = [];
  for (const file of files) {
    const { api, document, siblings } = await loadApiFile(file, { overlay: changes.changeDocument, values: false });
    const name = readName(api.document);
    if (taken.has(name)) {
      throw new UsageError(`${file} is another API that is called ${name}; give it a name of its own: ${HOW}`);
    }
    taken.add(name);
    apis.push(api);
    if (siblings.length > 0)
      log?.({ level: "info", message: `${name} has ${siblings.join(", ")}`, fields: { siblings } });
    if (log) tellDefects(document, log);
  }
  return apis;
}

function readName({ "x-standin": standin }: LoadedDocument["source"]): string {
  return isJsonObject(standin) ? toText(standin["api"]) : "";
}

/** How a document gets a name. */
const HOW = 'under "x-standin" of the document, or of an overlay, { "api": "NAME" }, or by the name of its file';

/** How many defects are told at the start. */
const MOST_TOLD = 3;

function tellDefects({ path, defects }: LoadedDocument, log: Log): void {
  if (defects.length === 0) return;
  const first = defects
    .slice(0, MOST_TOLD)
    .map(({ file = path, position, about }) => `${writePlace(file, position)} ${about}`);
  const rest = defects.length > first.length ? `; and ${defects.length - first.length} more` : "";
  const message = `${path} has ${defects.length} defects, and is served all the same: ${first.join("; ")}${rest}. All of them: standin doctor ${path}`;
  log({ level: "warn", message, fields: { document: path, defects: defects.length } });
}
