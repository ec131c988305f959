import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { joinField } from "../openapi/violation.js";

/** Values of a request that tell which of their parts were looked at. */
export interface TrackedReads {
  /** The value as it is, but for telling who reads it; `name` begins its fields' names. */
  track<Value extends Json | undefined>(name: string, value: Value): Value;
  /** The fields that nobody read, the outermost of each: `body.config`, `query.first`. */
  listUnread(): string[];
}

/** Starts with nothing read. */
export function trackReads(): TrackedReads {
  const tracked: [name: string, value: Json][] = [];
  const read = new Set<string>();
  return {
    track(name, value) {
      if (value === undefined) return value;
      tracked.push([name, value]);
      // A proxy of a value passes for it wherever values of its type are taken.
      return toProxy(value, name, read) as typeof value;
    },
    listUnread: () => tracked.flatMap(([name, value]) => listMembers(value, name).flatMap((it) => listBelow(it, read))),
  };
}

type Member = readonly [field: string, value: Json];

function toProxy(value: Json, name: string, read: Set<string>): Json {
  if (typeof value !== "object" || value === null) return value;
  const note = (key: string | symbol) => {
    if (typeof key === "symbol" || !Object.hasOwn(value, key) || key === "length") return undefined;
    const field = toFieldName(value, name, key);
    read.add(field);
    return field;
  };
  return new Proxy<JsonObject | Json[]>(value, {
    get(target, key) {
      const field = note(key);
      const member: unknown = Reflect.get(target, key);
      // What has a field's name is a member of a JSON value; all else is a method.
      return field === undefined ? member : toProxy(member as Json, field, read);
    },
    has(target, key) {
      note(key);
      return Reflect.has(target, key);
    },
  });
}

function listMembers(value: Json, name: string): Member[] {
  if (Array.isArray(value)) return value.map((item, at) => [toFieldName(value, name, String(at)), item]);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([key, member]) => [toFieldName(value, name, key), member]);
}

function listBelow([field, value]: Member, read: ReadonlySet<string>): string[] {
  return read.has(field) ? listMembers(value, field).flatMap((member) => listBelow(member, read)) : [field];
}

function toFieldName(parent: Json, name: string, key: string): string {
  return Array.isArray(parent) ? `${name}[${key}]` : joinField(name, key);
}
