import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Plant } from "../mutant.js";

/** What holds values or names, where a word that is a keyword elsewhere is none. */
const DATA = new Set(["example", "examples", "default", "const", "enum"]);
const NAMED = new Set(["properties", "patternProperties", "schemas", "headers", "mapping"]);

/** Serves by a document of which all schemas, or only the one that is named, lack a keyword: what asks only for that is let through. */
export function skipKeyword(keyword: string, only?: string): Plant {
  return onDocument((document) => {
    const { paths = {}, components = {}, ...rest } = document;
    const parts = isJsonObject(components) ? components : {};
    const { schemas = {} } = parts;
    if (only !== undefined && isJsonObject(schemas)) {
      const changed = { ...schemas, [only]: strip(schemas[only] ?? {}, keyword) };
      return { ...rest, paths, components: { ...parts, schemas: changed } };
    }
    return {
      ...rest,
      paths: strip(paths, keyword),
      components: { ...parts, schemas: stripNamed(schemas, keyword) },
    };
  });
}

/** Serves by a changed document. */
export function onDocument(change: (document: JsonObject) => JsonObject): Plant {
  return {
    // The validators of the true document would still see what the changed one leaves out.
    changeApi: ({ validators: _true, ...api }) => ({ ...api, document: change(api.document) }),
  };
}

function strip(value: Json, keyword: string): Json {
  if (Array.isArray(value)) return value.map((item) => strip(item, keyword));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([name, member]) => name !== keyword || !isKeyword(keyword, member));
  return Object.fromEntries(
    kept.map(([name, member]) => [
      name,
      DATA.has(name) ? member : NAMED.has(name) ? stripNamed(member, keyword) : strip(member, keyword),
    ]),
  );
}

/** What is named here are schemas, whatever their names. */
function stripNamed(value: Json, keyword: string): Json {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, strip(member, keyword)]));
}

/** A parameter's or body's `required` is a boolean, and no keyword of its schema. */
function isKeyword(keyword: string, value: Json): boolean {
  return keyword !== "required" || Array.isArray(value);
}
