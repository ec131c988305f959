import { joinField } from "../openapi/violation.js";

/** Values of a request that tell which of their parts were looked at. */
export interface TrackedReads {
  /** The JSON value as it is, but for telling who reads it; `name` begins its fields' names. */
  track<Value>(name: string, value: Value): Value;
  /** As `track`, of a value whose unread parts are of no interest. */
  watch<Value>(name: string, value: Value): Value;
  /** The fields that nobody read, the outermost of each: `body.config`, `query.first`. */
  listUnread(): string[];
}

/** Starts with nothing read. */
export function trackReads(): TrackedReads {
  const tracked: Member[] = [];
  const read = new Set<string>();
  // A proxy of a value passes for it wherever values of its type are taken.
  const watch = <Value>(name: string, value: Value) => toProxy(value, name, read) as Value;
  return {
    watch,
    track(name, value) {
      tracked.push([name, value]);
      return watch(name, value);
    },
    listUnread: () =>
      tracked.flatMap(([name, value]) => listMembers(value, name).flatMap((member) => listBelow(member, read))),
  };
}

type Member = readonly [field: string, value: unknown];

function toProxy(value: unknown, name: string, read: Set<string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const note = (key: string | symbol) => {
    if (typeof key === "symbol" || key === "length" || !Object.hasOwn(value, key)) return undefined;
    const field = toFieldName(value, name, key);
    read.add(field);
    return field;
  };
  return new Proxy(value, {
    get(target, key) {
      const field = note(key);
      const member: unknown = Reflect.get(target, key);
      // What has no field's name is a method.
      return field === undefined ? member : toProxy(member, field, read);
    },
    has(target, key) {
      note(key);
      return Reflect.has(target, key);
    },
  });
}

function listMembers(value: unknown, name: string): Member[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([key, member]: [string, unknown]) => [toFieldName(value, name, key), member]);
}

function listBelow([field, value]: Member, read: ReadonlySet<string>): string[] {
  return read.has(field) ? listMembers(value, field).flatMap((member) => listBelow(member, read)) : [field];
}

function toFieldName(parent: object, name: string, key: string): string {
  return Array.isArray(parent) ? `${name}[${key}]` : joinField(name, key);
}
