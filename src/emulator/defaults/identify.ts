import { toText, type Json, type JsonObject } from "../../openapi/json.js";
import type { Resource, ResourceIdentity } from "../../openapi/resources/resource.js";
import { readFieldPath, writeFieldPath } from "../../openapi/resources/field-path.js";
import { findSchemaPart, hasType, listProperties } from "../../openapi/resources/schema-place.js";
import { squash, toSingular } from "../../openapi/resources/word-form.js";
import { getCollection, KEY, toKey, type DefaultCall } from "./default-context.js";

/** A record that is to get an identity. */
export interface Unidentified {
  readonly content: JsonObject;
  /** Values of the path before its identity. */
  readonly scope: readonly string[];
  readonly seed: string;
  /** Whether the stand-in made it, so that each of its values may be changed. */
  readonly isMade: boolean;
  /** Values that identify it, where the path says them. */
  readonly given?: readonly string[];
}

/** A record with its identity, and the values by which its path finds it. */
export interface Identified {
  readonly record: JsonObject;
  readonly values: readonly string[];
}

/** How often another identity is tried before it is taken that all are taken. */
const MOST_TRIES = 50;

/** Gives a record the values that identify it: those of its path, its own, or new ones that nothing else has. */
export function identify(asked: DefaultCall, resource: Resource, unidentified: Unidentified): Identified {
  const { content, scope, given } = unidentified;
  const within = nameScope(asked, resource, content, scope);
  if (given) return { record: setAll(asked, resource, within, given), values: [...scope, ...given] };
  if (resource.isSingle) return { record: within, values: scope };
  const collection = getCollection(asked, resource);
  // What has no identity in its path still needs one to be kept.
  const identity = resource.identity.length > 0 ? resource.identity : [HIDDEN];
  let values: string[] = [];
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    values = identity.map((part) => chooseValue(asked, resource, part, unidentified, tries));
    if (!collection.find(toKey([...scope, ...values]))) break;
  }
  return { record: setAll(asked, resource, within, values), values: [...scope, ...values] };
}

const HIDDEN: ResourceIdentity = { parameter: "id", schema: true, field: undefined };

/** A record's own value first; a client's own is kept even when it is taken, so that it hears of the conflict. */
function chooseValue(
  asked: DefaultCall,
  resource: Resource,
  part: ResourceIdentity,
  { content, seed, isMade, scope }: Unidentified,
  tries: number,
): string {
  const schema = findFieldSchema(asked, resource, part);
  const own = part.field === undefined ? undefined : readFieldPath(content, part.field);
  const isTheirs = isMade && isChosenByClients(asked, resource, part);
  const isUsable = isText(own) && own !== "" && !isTheirs && isInPath(asked, part.schema, own);
  if (isUsable && (!isMade || (tries === 0 && !isNumber(asked, schema)))) {
    return isMade ? toPathText(asked, schema, String(own)) : String(own);
  }
  if (isNumber(asked, schema)) return String(findNext(asked, resource, part, scope.length));
  return makeText(asked, schema, { part, seed: `${seed} id ${tries}`, isMade });
}

/** Whether who makes a record says its identity: then the first records keep away from what the examples of that say. */
function isChosenByClients({ context }: DefaultCall, resource: Resource, { field }: ResourceIdentity): boolean {
  return [...context.inference.roles.values()].some(
    ({ does }) =>
      does?.kind === "create" &&
      does.resource === resource &&
      does.sent !== undefined &&
      field !== undefined &&
      listProperties(context.places, does.sent.record).includes(field.replace(/[.].*$/, "")),
  );
}

/** Whether a value may stand in the path: what could never be read again is no identity. */
function isInPath({ context }: DefaultCall, schema: Json, value: string | number): boolean {
  const { minimum, maximum, enum: values } = context.places.reader.describe(schema);
  if (Array.isArray(values)) return values.map(toText).includes(String(value));
  const number = Number(value);
  return !(typeof minimum === "number" && number < minimum) && !(typeof maximum === "number" && number > maximum);
}

function isText(value: Json | undefined): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function findFieldSchema({ context }: DefaultCall, { record }: Resource, { field, schema }: ResourceIdentity): Json {
  const steps = field?.split(".") ?? [];
  const part = steps.reduce(
    (place, step) => place && findSchemaPart(context.places, place, step),
    field === undefined ? undefined : record,
  );
  return part ? { allOf: [part.schema, schema] } : schema;
}

function isNumber({ context }: DefaultCall, schema: Json): boolean {
  const { type } = context.places.reader.describe(schema);
  const isAny = type === undefined || hasType(type, "string");
  return !isAny && (hasType(type, "integer") || hasType(type, "number"));
}

/** One more than the greatest that there is. */
function findNext(asked: DefaultCall, resource: Resource, part: ResourceIdentity, at: number): number {
  const numbers = getCollection(asked, resource)
    .list()
    .map((record) => Number(toText(record[KEY]).split("/")[at + resource.identity.indexOf(part)]));
  return Math.max(0, ...numbers.filter(Number.isFinite)) + 1;
}

/** A new identity: the World's own kinds of id where they are allowed, else what the schema asks for. */
function makeText(
  { context, call }: DefaultCall,
  schema: Json,
  { part, seed, isMade }: { readonly part: ResourceIdentity; readonly seed: string; readonly isMade: boolean },
): string {
  const { format, pattern, enum: values, maxLength, minLength } = context.places.reader.describe(schema);
  const isFree = [pattern, values, maxLength, minLength].every((keyword) => keyword === undefined);
  if (!isMade && isFree) {
    if (format === "uuid") return call.world.ids.uuid();
    if (format === "ulid") return call.world.ids.ulid();
    if (format === undefined) return call.world.ids.objectId();
  }
  const made = context.values.make(schema, { seed, name: part.field ?? part.parameter });
  return isText(made) ? toPathText({ context }, schema, String(made)) : call.world.ids.objectId();
}

/** A text that reads well in a path, where nothing says how it has to be. */
function toPathText({ context }: Pick<DefaultCall, "context">, schema: Json, text: string): string {
  const { format, pattern, enum: values } = context.places.reader.describe(schema);
  if ([format, pattern, values].some((keyword) => keyword !== undefined)) return text;
  return text.replaceAll(/[^\p{L}\p{N}._~@-]+/gu, "-").replaceAll(/^-+|-+$/g, "") || text;
}

/** The record with its identity in its fields. */
function setAll(asked: DefaultCall, resource: Resource, record: JsonObject, values: readonly string[]): JsonObject {
  const fields = resource.identity.flatMap((part, at): [string, Json][] => {
    const value = values[at];
    if (part.field === undefined || value === undefined) return [];
    return [
      [
        part.field,
        isNumber(asked, findFieldSchema(asked, resource, { ...part, schema: true })) ? Number(value) : value,
      ],
    ];
  });
  return fields.reduce((named, [field, value]) => writeFieldPath(named, field, value), record);
}

/** The record with the path's values in the fields that are called as they are: `hub_id` in `hubId`, `{id}` of a pet in `petId`. */
function nameScope(asked: DefaultCall, resource: Resource, record: JsonObject, scope: readonly string[]): JsonObject {
  if (!resource.record || scope.length === 0) return record;
  const named: JsonObject = {};
  const { properties } = asked.context.places.reader.describe(resource.record.schema);
  const fields = Object.keys(typeof properties === "object" && properties !== null ? properties : {});
  for (const [at, parameter] of resource.scope.entries()) {
    const names = new Set([parameter, `${toSingular(resource.parent?.name ?? "")}_${parameter}`].map(squash));
    const field = fields.find((candidate) => names.has(squash(candidate)) && squash(candidate) !== "id");
    const part = field === undefined ? undefined : findSchemaPart(asked.context.places, resource.record, field);
    const value = scope[at];
    if (field === undefined || !part || value === undefined) continue;
    const { type } = asked.context.places.reader.describe(part.schema);
    if (isNumber(asked, part.schema)) named[field] = Number(value);
    else if (type !== undefined && hasType(type, "string")) named[field] = value;
  }
  return { ...record, ...named };
}
