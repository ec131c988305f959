import { METHODS } from "../document-shape.js";
import { isJsonObject, type Json, type JsonObject } from "../json.js";
import type { PointerOrigins } from "../pointer-origins.js";
import { joinPointer } from "../reference.js";
import { rewriteReferences } from "../rewrite-references.js";
import { listEntries } from "../upgrade-schema.js";
import { upgradeOperation } from "./upgrade-operation.js";
import { isBodyParameter, listParameters, upgradeParameter } from "./upgrade-parameter.js";
import { upgradeResponse } from "./upgrade-response.js";
import { listServers } from "./list-servers.js";
import { upgradeSecurityScheme } from "./upgrade-security-scheme.js";

/** What upgrading a part of a Swagger document needs to know of the whole. */
export interface SwaggerContext {
  readonly source: JsonObject;
  readonly origins: PointerOrigins;
}

/**
 * Turns a Swagger 2.0 document into one of OpenAPI 3, whose schemas are still to be upgraded. What was moved, `origins`
 * is told of. @see https://spec.openapis.org/oas/v2.0
 */
export function upgradeSwagger(source: JsonObject, origins: PointerOrigins): JsonObject {
  const context = { source, origins };
  for (const [now, before] of MOVED) origins.move(now, before);
  const kept = Object.entries(source).filter(([key]) => KEPT.has(key) || key.startsWith("x-"));
  const document: JsonObject = {
    openapi: "3.1.0",
    ...Object.fromEntries(kept),
    servers: listServers(source),
    paths: mapEntries(source["paths"], (item, path) => upgradePathItem(context, item, joinPointer("/paths", path))),
    components: upgradeComponents(context),
  };
  rewriteReferences(document, origins);
  return document;
}

const KEPT = new Set(["info", "tags", "externalDocs", "security"]);

const MOVED = [
  ["/components/schemas", "/definitions"],
  ["/components/parameters", "/parameters"],
  ["/components/responses", "/responses"],
  ["/components/securitySchemes", "/securityDefinitions"],
  ["/servers", "/host"],
] as const;

function upgradeComponents(context: SwaggerContext): JsonObject {
  const { definitions = {}, parameters, responses, securityDefinitions } = context.source;
  const plain = listEntries(parameters).filter(([, parameter]) => !isBodyParameter(parameter));
  return {
    schemas: definitions,
    parameters: Object.fromEntries(
      plain.map(([name, parameter]) => [
        name,
        upgradeParameter(parameter, joinPointer("/components/parameters", name), context),
      ]),
    ),
    responses: mapEntries(responses, (response, name) => {
      const pointer = joinPointer("/components/responses", name);
      return upgradeResponse(response, { ...context, pointer, produces: context.source["produces"] });
    }),
    securitySchemes: mapEntries(securityDefinitions, upgradeSecurityScheme),
  };
}

function upgradePathItem(context: SwaggerContext, item: Json, pointer: string): Json {
  if (!isJsonObject(item)) return item;
  const shared = listParameters(context, item["parameters"], joinPointer(pointer, "parameters"));
  const upgraded: JsonObject = {};
  for (const [key, value] of Object.entries(item)) {
    const place = joinPointer(pointer, key);
    if (key === "parameters") continue;
    const isOperation = METHODS.some((method) => method === key) && isJsonObject(value);
    upgraded[key] = isOperation ? upgradeOperation(value, place, shared, context) : value;
  }
  const plain = shared.filter(({ value }) => !isBodyParameter(value));
  upgraded["parameters"] = plain.map(({ value, written }, index) => {
    const place = joinPointer(pointer, "parameters", String(index));
    context.origins.move(place, written);
    return upgradeParameter(value, place, context);
  });
  return upgraded;
}

function mapEntries(map: Json | undefined, upgrade: (value: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(
    listEntries(map).map(([key, value]) => [key, key.startsWith("x-") ? value : upgrade(value, key)]),
  );
}
