import { loadDocumentFile, toApi } from "../adapters/load-document.js";
import type { Api } from "../emulator/api.js";
import type { Log } from "../emulator/log.js";
import { writePlace } from "../openapi/document-error.js";
import type { DocumentChanges } from "./load-overlays.js";
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
    const loaded = await loadDocumentFile(file, { overlay: changes.changeDocument, values: false });
    const source = rename(loaded.source, taken);
    taken.add(readName(source));
    apis.push(await toApi({ ...loaded, source }));
    if (log) tellDefects(loaded, log);
  }
  return apis;
}

function readName({ "x-standin": standin }: LoadedDocument["source"]): string {
  return isJsonObject(standin) ? toText(standin["api"]) : "";
}

function rename(source: LoadedDocument["source"], taken: ReadonlySet<string>): LoadedDocument["source"] {
  const wanted = readName(source);
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  const { "x-standin": standin } = source;
  return name === wanted || !isJsonObject(standin) ? source : { ...source, "x-standin": { ...standin, api: name } };
}

/** How many defects are told at the start. */
const MOST_TOLD = 3;

function tellDefects({ path, defects }: LoadedDocument, log: Log): void {
  if (defects.length === 0) return;
  const first = defects.slice(0, MOST_TOLD).map(({ position, about }) => `${writePlace(path, position)} ${about}`);
  const rest = defects.length > first.length ? `; and ${defects.length - first.length} more` : "";
  const message = `${path} has ${defects.length} defects, and is served all the same: ${first.join("; ")}${rest}. All of them: standin doctor ${path}`;
  log({ level: "warn", message, fields: { document: path, defects: defects.length } });
}
