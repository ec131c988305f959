import { isJsonObject, type JsonObject } from "./json.js";

/** Adds to a document what its `x-standin` lacks: a name, and maps in which nothing is yet. `path` is that of its file. */
export function completeExtension(document: JsonObject, path: string): void {
  const own = isJsonObject(document["x-standin"]) ? document["x-standin"] : {};
  const { api, error, collections, rules } = own;
  document["x-standin"] = {
    ...own,
    api: typeof api === "string" && /^[\w-]+$/.test(api) ? api : suggestName(document, path),
    error: isJsonObject(error) ? error : {},
    collections: isJsonObject(collections) ? collections : {},
    rules: isJsonObject(rules) ? rules : {},
  };
}

/** Names of files that say nothing of the API. */
const GENERIC = /^(openapi|swagger|api|apis|spec|schema|index|main|bundle[d]?|document|oas\d*|v?\d[\d.-]*)$/;

/** The name of the file, or, where that could be any API's, the document's title. */
function suggestName({ info }: JsonObject, path: string): string {
  const file = toName(path.replace(/^.*[\\/]/, "").replace(/(\.(openapi|swagger|oas))?\.\w+$/i, ""));
  if (file !== "" && !GENERIC.test(file)) return file;
  const title = isJsonObject(info) && typeof info["title"] === "string" ? info["title"] : "";
  return toName(title).slice(0, 40).replace(/-+$/, "") || "api";
}

function toName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
