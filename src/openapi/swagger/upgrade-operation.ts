import { isJsonObject, toText, type Json, type JsonObject } from "../json.js";
import { findAtPointer, joinPointer, readLocalReference, type Pointer } from "../reference.js";
import { listEntries, listTexts, splitMembers } from "../upgrade-schema.js";
import {
  isBodyParameter,
  listParameters,
  toStyle,
  upgradeParameter,
  type WrittenParameter,
} from "./upgrade-parameter.js";
import { upgradeResponse } from "./upgrade-response.js";
import type { SwaggerContext } from "./upgrade-swagger.js";

/** Turns an operation into one of OpenAPI 3; `shared` are the parameters of its path. */
export function upgradeOperation(
  operation: JsonObject,
  pointer: Pointer,
  shared: readonly WrittenParameter[],
  context: SwaggerContext,
): JsonObject {
  const { parameters, consumes, produces, responses, schemes: _schemes, ...rest } = operation;
  const own = listParameters(context, parameters, joinPointer(pointer, "parameters"));
  const bodies = [...shared, ...own].filter(isOfBody);
  const plain = own.filter(({ value }) => !isBodyParameter(value));
  const requestBody = toRequestBody(bodies, listTexts(consumes ?? context.source["consumes"]), pointer, context);
  return {
    ...rest,
    parameters: plain.map(({ value, written }, index) => {
      const place = joinPointer(pointer, "parameters", String(index));
      context.origins.move(place, written);
      return upgradeParameter(value, place, context);
    }),
    ...(requestBody && { requestBody }),
    responses: upgradeResponses(responses, joinPointer(pointer, "responses"), produces, context),
  };
}

interface BodyParameter extends WrittenParameter {
  readonly value: JsonObject;
}

function isOfBody(parameter: WrittenParameter): parameter is BodyParameter {
  return isBodyParameter(parameter.value);
}

/** The media types of forms; a body is never one, and form data is always one. */
const FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"];

function toRequestBody(
  parameters: readonly BodyParameter[],
  consumes: readonly string[],
  pointer: Pointer,
  context: SwaggerContext,
): JsonObject | undefined {
  const body = parameters.findLast(({ value }) => value["in"] === "body");
  const place = joinPointer(pointer, "requestBody");
  if (!body) {
    const fields = parameters.filter(({ value }) => typeof value["name"] === "string");
    return fields.length === 0 ? undefined : toForm(fields, consumes, place, context);
  }
  const [{ name: _name, in: _in, required, description }] = [body.value];
  const types = consumes.filter((type) => !FORMS.includes(type));
  const content = (types.length === 0 ? ["application/json"] : types).map((type): [string, Json] => {
    context.origins.move(joinPointer(place, "content", type, "schema"), joinPointer(body.written, "schema"));
    return [type, { schema: body.value["schema"] ?? {} }];
  });
  context.origins.move(place, body.written);
  return {
    content: Object.fromEntries(content.map(([type, media]) => [type, structuredClone(media)])),
    ...(required === true && { required }),
    ...(description !== undefined && { description }),
  };
}

const FIELD = new Set(["name", "in", "required", "collectionFormat", "allowEmptyValue"]);

function toForm(
  fields: readonly BodyParameter[],
  consumes: readonly string[],
  place: Pointer,
  { origins }: SwaggerContext,
): JsonObject {
  const asked = consumes.filter((type) => FORMS.includes(type));
  const hasFile = fields.some(({ value }) => value["type"] === "file");
  const types = hasFile ? ["multipart/form-data"] : asked.length > 0 ? asked : FORMS.slice(0, 1);
  const content = types.map((type): [string, Json] => {
    const media = joinPointer(place, "content", type);
    for (const { value, written } of fields) {
      origins.move(joinPointer(media, "schema", "properties", toText(value["name"])), written);
    }
    return [type, toFormMedia(fields)];
  });
  const isRequired = fields.some(({ value }) => value["required"] === true);
  return { content: Object.fromEntries(content), ...(isRequired && { required: true }) };
}

function toFormMedia(fields: readonly BodyParameter[]): JsonObject {
  const named = fields.map(({ value }) => ({ name: toText(value["name"]), value }));
  const lists = named.filter(({ value }) => value["type"] === "array");
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(
        named.map(({ name, value }) => [name, structuredClone(splitMembers(value, FIELD)[1])]),
      ),
      required: named.filter(({ value }) => value["required"] === true).map(({ name }) => name),
    },
    encoding: Object.fromEntries(
      lists.map(({ name, value }) => [name, toStyle(value["collectionFormat"], "formData")]),
    ),
  };
}

function upgradeResponses(
  responses: Json | undefined,
  pointer: Pointer,
  own: Json | undefined,
  context: SwaggerContext,
): Json {
  if (!isJsonObject(responses)) return responses ?? {};
  const upgraded = listEntries(responses).map(([status, response]): [string, Json] => {
    const place = joinPointer(pointer, status);
    const target = isJsonObject(response) ? readLocalReference(response) : undefined;
    // A shared response has the media types of whoever refers to it.
    const referred = target === undefined || own === undefined ? undefined : findAtPointer(context.source, target);
    if (target !== undefined && referred !== undefined) context.origins.move(place, target);
    const produces = own ?? context.source["produces"];
    return [status, upgradeResponse(structuredClone(referred ?? response), { ...context, pointer: place, produces })];
  });
  return Object.fromEntries(upgraded);
}
