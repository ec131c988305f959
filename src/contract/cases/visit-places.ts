import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Pointer } from "../../openapi/reference.js";
import { listAt, listBelow, listSame, type SchemaNode } from "../schema-node.js";
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
  readonly nodes: readonly SchemaNode[];
}

/** Visits a value by the schemas at these pointers, from its top down, members that it could have included. */
export function* visitPlaces(
  document: JsonObject,
  pointers: readonly Pointer[],
  value: Json | undefined,
): Generator<ValuePlace> {
  const waiting: Waiting[] = [{ path: [], nodes: listAt(document, ...pointers), value }];
  for (const place of waiting) {
    const same = listSame(document, place.nodes, place.value);
    yield { path: place.path, value: place.value, schemas: same.map(({ schema }) => schema) };
    if (waiting.length < MOST_PLACES) waiting.push(...listWithin(same, place));
  }
}

function listWithin(same: readonly SchemaNode[], { path, value }: Waiting): Waiting[] {
  if (Array.isArray(value)) {
    const nodes = same.flatMap((node) => listBelow(node, "items"));
    return value.slice(0, MOST_ITEMS).map((item, index) => ({ path: [...path, index], nodes, value: item }));
  }
  // Of what is not there itself, nothing within is looked at.
  if (!isJsonObject(value)) return [];
  const described = new Set(same.flatMap(({ schema }) => listProperties(schema)));
  const others = Object.keys(value).filter((key) => !described.has(key));
  const ofOthers = same.flatMap((node) => listBelow(node, "additionalProperties"));
  return [
    ...[...described].map((key) => ({
      path: [...path, key],
      nodes: same.flatMap((node) => listBelow(node, "properties", key)),
      value: findOwn(value, key),
    })),
    ...others.map((key) => ({ path: [...path, key], nodes: ofOthers, value: findOwn(value, key) })),
  ];
}

function listProperties({ properties }: JsonObject): string[] {
  return isJsonObject(properties) ? Object.keys(properties) : [];
}

function findOwn(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
