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
