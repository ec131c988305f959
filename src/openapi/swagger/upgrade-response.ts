import { isJsonObject, type Json, type JsonObject } from "../json.js";
import { joinPointer, type Pointer } from "../reference.js";
import { listEntries, listTexts } from "../upgrade-schema.js";
import { upgradeHeader } from "./upgrade-parameter.js";
import type { SwaggerContext } from "./upgrade-swagger.js";

/** Where a response is to stand, and the media types in which it is given. */
export interface ResponseContext extends SwaggerContext {
  readonly pointer: Pointer;
  readonly produces: Json | undefined;
}

/** Turns a response into one of OpenAPI 3. */
export function upgradeResponse(response: Json, context: ResponseContext): Json {
  if (!isJsonObject(response) || "$ref" in response) return response;
  const { schema, headers, examples, ...rest } = response;
  const { pointer } = context;
  const upgraded = listEntries(headers).map(([name, header]): [string, Json] => [
    name,
    upgradeHeader(header, joinPointer(pointer, "headers", name), context),
  ]);
  const content = toContent(schema, examples, context);
  return {
    ...rest,
    ...(upgraded.length > 0 && { headers: Object.fromEntries(upgraded) }),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

function toContent(
  schema: Json | undefined,
  examples: Json | undefined,
  { pointer, produces, origins }: ResponseContext,
): JsonObject {
  const shown = new Map(listEntries(examples));
  const documented = listTexts(produces);
  const types = documented.length > 0 ? documented : ["application/json"];
  const all = schema === undefined ? [...shown.keys()] : [...new Set([...types, ...shown.keys()])];
  const content = all.map((type): [string, Json] => {
    const place = joinPointer(pointer, "content", type);
    const example = shown.get(type);
    const written = origins.toBefore(pointer);
    origins.move(joinPointer(place, "schema"), joinPointer(written, "schema"));
    origins.move(joinPointer(place, "example"), joinPointer(written, "examples", type));
    return [
      type,
      {
        // Each media type has a schema of its own, since schemas are changed in their places.
        ...(schema !== undefined && { schema: structuredClone(schema) }),
        ...(example !== undefined && { example }),
      },
    ];
  });
  return Object.fromEntries(content);
}
