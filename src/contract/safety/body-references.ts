import { findRequestSchema } from "../../openapi/body-schema.js";
import { parseJson, type Json } from "../../openapi/json.js";
import { isJsonMediaType, parseMediaType } from "../../openapi/media-type.js";
import type { Operation } from "../../openapi/operation.js";
import type { ApiModel } from "../api-model.js";
import { visitParamPlaces } from "../param-places.js";
import { findHeader, type WireRequest } from "../wire.js";

/** The texts by which a request names things beside its path: in the body, the query, headers and cookies, where the document marks them. */
export function listBodyReferences(model: ApiModel, operation: Operation, request: WireRequest): string[] {
  return [...listInBody(model, operation, request), ...listInParameters(model, operation, request)];
}

function listInBody({ document }: ApiModel, operation: Operation, request: WireRequest): string[] {
  const essence = parseMediaType(findHeader(request.headers, "content-type") ?? "")?.essence;
  if (request.body === undefined || essence === undefined || !isJsonMediaType(essence)) return [];
  const schema = findRequestSchema(document, operation, essence);
  const value = readJson(request.body);
  if (schema === undefined || value === undefined) return [];
  const found: string[] = [];
  visitParamPlaces(document.source, schema, value, (_key, text) => {
    found.push(text);
    return text;
  });
  return found;
}

function readJson(bytes: Uint8Array): Json | undefined {
  try {
    return parseJson(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function listInParameters(model: ApiModel, operation: Operation, { path, headers }: WireRequest): string[] {
  const query = new URLSearchParams(path.split("?", 2)[1]);
  return operation.parameters.flatMap(({ name, location }) => {
    if (location === "path" || model.keyOf(operation, name, location) === undefined) return [];
    const text = location === "query" ? query.get(name) : location === "header" ? findHeader(headers, name) : undefined;
    return text ?? [];
  });
}
