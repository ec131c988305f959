import { findParameter } from "../openapi/body-schema.js";
import type { Document } from "../openapi/document.js";
import { isJsonObject, type JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { Parameter } from "../openapi/parameter.js";
import { findAtPointer } from "../openapi/reference.js";
import type { ParamExtension } from "../openapi/standin-extension.js";

/** What the document says of its values that only a server can know, by their words. */
export function readParams({ source }: Document): ReadonlyMap<string, ParamExtension> {
  const params = findAtPointer(source, "/x-standin/params");
  return new Map(
    Object.entries(isJsonObject(params) ? params : {}).map(([key, param]) => [key, readParam(key, param)]),
  );
}

function readParam(key: string, param: unknown): ParamExtension {
  if (isJsonObject(param) && typeof param["about"] === "string") {
    const { about } = param;
    return {
      about,
      ...pickText(param, "collection"),
      ...pickText(param, "field"),
      ...pickText(param, "demo"),
      ...pickText(param, "demoToRead"),
    };
  }
  throw new Error(`#/x-standin/params/${key} needs a text in \`about\``);
}

function pickText(object: JsonObject, name: "collection" | "field" | "demo" | "demoToRead"): Partial<ParamExtension> {
  const value = object[name];
  return typeof value === "string" ? { [name]: value } : {};
}

/** The word under which the value of a parameter is known: that of its `x-standin-param`; for one of a path, else its name. */
export function findParamKey(document: Document, operation: Operation, parameter: Parameter): string | undefined {
  const pointer = findParameter(document, operation, parameter);
  const described = pointer === undefined ? undefined : findAtPointer(document.source, pointer);
  const key = isJsonObject(described) ? described["x-standin-param"] : undefined;
  if (typeof key === "string") return key;
  return parameter.location === "path" ? parameter.name : undefined;
}
