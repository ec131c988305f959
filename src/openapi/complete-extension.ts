import { isJsonObject, type JsonObject } from "./json.js";

/** Adds to a document what its `x-standin` lacks: a name, and maps in which nothing is yet. */
export function completeExtension(document: JsonObject, name: string): void {
  const own = isJsonObject(document["x-standin"]) ? document["x-standin"] : {};
  const { error, collections, rules } = own;
  document["x-standin"] = {
    ...own,
    api: name,
    error: isJsonObject(error) ? error : {},
    collections: isJsonObject(collections) ? collections : {},
    rules: isJsonObject(rules) ? rules : {},
  };
}

/** Names of files that say nothing of the API. */
const GENERIC = /^(openapi|swagger|api|apis|spec|schema|index|main|bundle[d]?|document|oas\d*|v?\d[\d.-]*)$/;

/** The API's name by its document: that in `x-standin`, that of the file, or, where that could be any API's, the title. */
export function suggestName({ info, "x-standin": standin }: JsonObject, path: string): string {
  const own = isJsonObject(standin) ? standin["api"] : undefined;
  if (typeof own === "string" && /^[\w-]+$/.test(own)) return own;
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
