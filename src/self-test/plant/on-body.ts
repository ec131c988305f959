import { isJsonObject, parseJson, type Json, type JsonObject } from "../../openapi/json.js";
import type { Plant } from "../mutant.js";
import { onAnswer, readText, withBody, type When } from "./on-answer.js";

/** Puts a changed JSON body in the place of that of each answer that is meant. */
function onBody(when: When, change: (body: Json) => Json): Plant {
  return onAnswer(when, (answer) =>
    answer.body.byteLength === 0 ? answer : withBody(answer, JSON.stringify(change(parseJson(readText(answer))))),
  );
}

/** Changes each object that has a field, however deep in an answer's body it stands. */
export function onObjects(when: When, field: string, change: (object: JsonObject) => JsonObject): Plant {
  return onBody(when, (body) => mapObjects(body, (object) => (Object.hasOwn(object, field) ? change(object) : object)));
}

function mapObjects(value: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, member]): [string, Json] => [name, mapObjects(member, change)]);
  return change(Object.fromEntries(entries));
}

/** An object without a field. */
export function without(object: JsonObject, field: string): JsonObject {
  const { [field]: _gone, ...rest } = object;
  return rest;
}
