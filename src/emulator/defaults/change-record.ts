import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Resource } from "../../openapi/resources/resource.js";
import { hasType } from "../../openapi/resources/schema-place.js";
import { toContent, type DefaultCall, type KeptRecord } from "./default-context.js";

/** What a request sends of a record: its body, or the part of it where the record is, without what clients may not set. */
export function readSent({ context, call, role }: DefaultCall, resource: Resource): JsonObject {
  const path = role.does?.sent?.path ?? [];
  const sent = path.reduce<Json | undefined>(
    (value, name) => (isJsonObject(value) ? value[name] : undefined),
    call.body,
  );
  if (!isJsonObject(sent)) return {};
  const known = resource.record ? context.places.reader.describe(resource.record.schema)["properties"] : undefined;
  const schemas = isJsonObject(known) ? known : {};
  return Object.fromEntries(
    Object.entries(sent).filter(([name]) => !name.startsWith("$") && !isReadOnly(context, schemas, name)),
  );
}

function isReadOnly({ places }: DefaultCall["context"], schemas: JsonObject, name: string): boolean {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  return schema !== undefined && places.reader.flatten(schema).keywords["readOnly"] === true;
}

/** What a record has just after it was made, beside what was sent: what has to be there, defaults, and the time. */
export function makeFresh({ context, call }: DefaultCall, resource: Resource, seed: string): JsonObject {
  if (!resource.record) return {};
  const { schema } = resource.record;
  const made = context.values.make(schema, { seed, name: resource.name, extent: "bare", sentBy: "server" });
  const bare = isJsonObject(made) ? made : {};
  const extra: JsonObject = {};
  for (const [name, part] of listProperties(context, resource)) {
    const { default: fallback } = context.places.reader.flatten(part).keywords;
    if (fallback !== undefined && !Object.hasOwn(bare, name)) extra[name] = fallback;
    const time = isTime(name, CREATED) || isTime(name, CHANGED) ? toTime(context, part, call.world.now) : undefined;
    if (time !== undefined) extra[name] = time;
  }
  return { ...bare, ...extra };
}

/** The fields of a change that tell when it was. */
export function makeChangeTimes({ context, call }: DefaultCall, resource: Resource): JsonObject {
  const times = listProperties(context, resource).flatMap(([name, part]): [string, Json][] => {
    const time = isTime(name, CHANGED) ? toTime(context, part, call.world.now) : undefined;
    return time === undefined ? [] : [[name, time]];
  });
  return Object.fromEntries(times);
}

const CREATED = /^(creat(ed|ion)|added|registered|inserted)(_?(at|on|date|time|timestamp))*$/i;
const CHANGED = /^((last_?)?(updated|modified|changed)|modification|update)(_?(at|on|date|time|timestamp))*$/i;

function isTime(name: string, pattern: RegExp): boolean {
  return pattern.test(name.replaceAll(/[^a-z]/gi, "_"));
}

/** An instant in the form of a schema: text with a format, or seconds or milliseconds since 1970; `undefined` for any other. */
export function toTime({ places }: DefaultCall["context"], schema: Json, now: number): Json | undefined {
  const { type, format } = places.reader.describe(schema);
  const text = new Date(now).toISOString();
  if (format === "date-time") return text;
  if (format === "date") return text.slice(0, 10);
  if (type !== undefined && hasType(type, "string") && format === undefined) return text;
  if (type === undefined || !(hasType(type, "integer") || hasType(type, "number"))) return undefined;
  // Seconds are the more usual, and milliseconds do not fit into 32 bits.
  return Math.floor(now / 1000);
}

function listProperties({ places }: DefaultCall["context"], { record }: Resource): [string, Json][] {
  const properties = record ? places.reader.describe(record.schema)["properties"] : undefined;
  return isJsonObject(properties) ? Object.entries(properties) : [];
}

/** The content of a record after a merge (RFC 7386 where the media type says so): what is null goes where null may not stand. */
export function mergeContent(asked: DefaultCall, resource: Resource, record: KeptRecord, sent: JsonObject): JsonObject {
  const { places } = asked.context;
  const isMergePatch = asked.call.mediaType?.startsWith("application/merge-patch+json") ?? false;
  const merged = new Map(Object.entries(toContent(record)));
  for (const [name, value] of Object.entries(sent)) {
    const before = merged.get(name);
    const part = resource.record ? places.reader.findPart(resource.record.schema, name).schema : true;
    const { type } = places.reader.describe(part);
    const isNull = value === null && (isMergePatch || (type !== undefined && !hasType(type, "null")));
    if (isNull) merged.delete(name);
    else
      merged.set(name, isMergePatch && isJsonObject(value) && isJsonObject(before) ? mergeDeep(before, value) : value);
  }
  return Object.fromEntries(merged);
}

function mergeDeep(before: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(patch)) {
    const inner = merged.get(name);
    if (value === null) merged.delete(name);
    else merged.set(name, isJsonObject(value) ? mergeDeep(isJsonObject(inner) ? inner : {}, value) : value);
  }
  return Object.fromEntries(merged);
}
