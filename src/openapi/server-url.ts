import { isJsonObject, type JsonObject } from "./json.js";

/** The URL of a server with the defaults of its variables; of one that has none, its name. `undefined` when there is no URL. */
export function readServerUrl({ url, variables }: JsonObject): string | undefined {
  if (typeof url !== "string") return undefined;
  const known = new Map(Object.entries(isJsonObject(variables) ? variables : {}));
  return url.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = known.get(name);
    const value = isJsonObject(variable) ? variable["default"] : undefined;
    return typeof value === "string" || typeof value === "number" ? String(value) : name;
  });
}

/** The URLs of the servers that a document, path item or operation names; `undefined` when it names none. */
export function listServerUrls({ servers }: JsonObject): string[] | undefined {
  const urls = (Array.isArray(servers) ? servers : []).filter(isJsonObject).map(readServerUrl);
  const known = urls.filter((url) => url !== undefined);
  return known.length > 0 ? known : undefined;
}
