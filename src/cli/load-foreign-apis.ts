import { loadApiFile } from "../adapters/load-api-file.js";
import type { Api } from "../emulator/api.js";
import type { Log } from "../emulator/log.js";
import { writePlace } from "../openapi/document-error.js";
import { createNameTaker, type NameTaker } from "../openapi/name-taker.js";
import type { NamedFile } from "./named-file.js";
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
  files: readonly NamedFile[],
  { others, changes, log }: ForeignContext,
): Promise<Api[]> {
  const names = createNameTaker(others.map(({ document }) => readName(document)));
  // What was named goes before what names itself.
  for (const { name, file } of files) {
    if (name === undefined) continue;
    if (names.isTaken(name)) throw new UsageError(`--openapi ${name}=${file}: another API is called ${name}`);
    names.take(name);
  }
  const apis: Api[] = [];
  for (const { file, name: given } of files) {
    const choice = createChoice(given, names);
    const { api, document, siblings } = await loadApiFile(file, {
      overlay: changes.changeDocument,
      chooseName: choice.chooseName,
      values: false,
    });
    const name = readName(api.document);
    apis.push(api);
    if (given === undefined && name !== choice.suggested()) {
      const message = `${file} is served as ${name}, because another API is called ${choice.suggested()}; name it by --openapi NAME=${file}`;
      log?.({ level: "warn", message, fields: { api: name, document: file } });
    }
    if (siblings.length > 0)
      log?.({ level: "info", message: `${name} has ${siblings.join(", ")}`, fields: { siblings } });
    if (log) tellDefects(document, log);
  }
  return apis;
}

/** How one document is called: as it was told, or as it suggests, with a number where that is taken. */
function createChoice(given: string | undefined, names: NameTaker) {
  let wanted = "";
  let chosen = given ?? "";
  return {
    /** What it suggested last: an overlay may change it. */
    suggested: () => wanted,
    chooseName: (suggested: string): string => {
      if (given === undefined && suggested !== wanted) chosen = names.take(suggested);
      wanted = suggested;
      return chosen;
    },
  };
}

function readName({ "x-standin": standin }: LoadedDocument["source"]): string {
  return isJsonObject(standin) ? toText(standin["api"]) : "";
}

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
