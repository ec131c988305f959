import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { findAtPointer, joinPointer, type Pointer } from "../../openapi/reference.js";
import { listSame } from "../describe-value.js";
import type { ValuePath } from "./value-path.js";

/** A place in a value, or one that its schemas would have there. */
export interface ValuePlace {
  readonly path: ValuePath;
  /** All schemas that say something of it. */
  readonly schemas: readonly JsonObject[];
  /** What is there; `undefined` where nothing is. */
  readonly value: Json | undefined;
}

/** How many places of one value are looked at: those nearest to its top. */
const MOST_PLACES = 200;

/** How many items of a list are looked at; the others are of the same schema. */
const MOST_ITEMS = 2;

interface Waiting extends Pick<ValuePlace, "path" | "value"> {
  readonly pointers: readonly Pointer[];
}

/** Visits a value by the schemas at these pointers, from its top down, members that it could have included. */
export function* visitPlaces(
  document: JsonObject,
  pointers: readonly Pointer[],
  value: Json | undefined,
): Generator<ValuePlace> {
  const waiting: Waiting[] = [{ path: [], pointers, value }];
  for (const place of waiting) {
    const same = listSame(document, place.pointers, place.value ?? null);
    yield { path: place.path, value: place.value, schemas: same.map((pointer) => findSchema(document, pointer)) };
    if (waiting.length < MOST_PLACES) waiting.push(...listBelow(document, same, place));
  }
}

function listBelow(document: JsonObject, same: readonly Pointer[], { path, value }: Waiting): Waiting[] {
  const below = (step: string | number, part: Json | undefined, ...steps: readonly string[]): Waiting => ({
    path: [...path, step],
    pointers: same.map((pointer) => joinPointer(pointer, ...steps)),
    value: part,
  });
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item, index) => below(index, item, "items"));
  // Of what is not there itself, nothing within is looked at.
  if (!isJsonObject(value)) return [];
  const described = new Set(same.flatMap((pointer) => listProperties(findSchema(document, pointer))));
  const others = Object.keys(value).filter((key) => !described.has(key));
  return [
    ...[...described].map((key) => below(key, findOwn(value, key), "properties", key)),
    ...others.map((key) => below(key, value[key], "additionalProperties")),
  ];
}

function listProperties({ properties }: JsonObject): string[] {
  return isJsonObject(properties) ? Object.keys(properties) : [];
}

function findOwn(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function findSchema(document: JsonObject, pointer: Pointer): JsonObject {
  const schema = findAtPointer(document, pointer);
  return isJsonObject(schema) ? schema : {};
}
