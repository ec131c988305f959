import { isJsonObject, type Json, type JsonObject } from "./json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "./reference.js";
import { isSecretMember } from "./secret-name.js";

/** What is shown where a secret is stored. */
export const REDACTED = "[REDACTED]";

/** The steps from a value to a place in it: keys, and indices as texts. */
type Path = readonly string[];

/** The value without what the schema at a pointer calls secret, `x-standin-secret: true` or `writeOnly: true`, or what its names do. */
export function redactSecrets(document: JsonObject, schema: Pointer, value: Json): Json {
  return listSecrets(document, schema, value, []).reduce(
    (shown, path) => replaceAt(shown, path, () => REDACTED),
    value,
  );
}

/** As {@link redactSecrets}, of what is declared with `x-standin-secret: true` alone. */
export function redactDeclaredSecrets(document: JsonObject, schema: Pointer, value: Json): Json {
  return listSecrets(document, schema, value, [], isDeclaredSecret).reduce(
    (shown, path) => replaceAt(shown, path, () => REDACTED),
    value,
  );
}

/** The mark of a secret. */
export const SECRET_MARK = "x-standin-secret";

function isDeclaredSecret(schema: JsonObject): boolean {
  return schema[SECRET_MARK] === true;
}

/** What is never answered is secret too, and what is called like a secret. */
function isAnySecret(schema: JsonObject, key?: string, member: Json = null): boolean {
  if (key !== undefined) return isSecretMember(key, member);
  return isDeclaredSecret(schema) || schema["writeOnly"] === true;
}

/** A value with its secrets, and the places where it has the mark of one and nothing is stored. */
export interface Restored {
  readonly value: Json;
  /** As people write them: `credentials.action[0].credential.data.value`. */
  readonly missing: readonly string[];
}

/** Puts back what {@link redactSecrets} took out, from what is stored; items of lists find theirs by `id`, else by place. */
export function restoreSecrets(document: JsonObject, schema: Pointer, value: Json, stored: Json | undefined): Restored {
  const marked = listSecrets(document, schema, value, []).filter((path) => findAt(value, path) === REDACTED);
  const missing = new Set<string>();
  const restored = marked.reduce((whole, path) => {
    const secret = findCounterpart(value, stored, path);
    if (secret === undefined) missing.add(toField(path));
    return secret === undefined ? whole : replaceAt(whole, path, () => secret);
  }, value);
  return { value: restored, missing: [...missing] };
}

/** Where a value has something secret: by its schema, or by the name of a member. What is `null` hides nothing. */
function listSecrets(
  document: JsonObject,
  pointer: Pointer,
  value: Json,
  path: Path,
  isSecret: (schema: JsonObject, key?: string, member?: Json) => boolean = isAnySecret,
): Path[] {
  if (value === null) return [];
  const described = findAtPointer(document, pointer);
  // Where nothing is described, names still tell.
  const schema = isJsonObject(described) ? described : {};
  if (isSecret(schema)) return [path];
  const { $ref: reference } = schema;
  const ofReference = typeof reference === "string" ? [resolveAtPointer(document, pointer).pointer] : [];
  const same = [...ofReference, ...listMeant(document, pointer, schema, value)];
  return [
    ...same.flatMap((place) => listSecrets(document, place, value, path, isSecret)),
    ...listMembers(schema, value).flatMap(([place, key, member]) =>
      isSecret({}, key, member)
        ? [[...path, key]]
        : listSecrets(document, joinPointer(pointer, ...place), member, [...path, key], isSecret),
    ),
  ];
}

/** Each member of a value with the steps to the schema that is said of it. */
function listMembers(schema: JsonObject, value: Json): [place: string[], key: string, member: Json][] {
  if (Array.isArray(value)) return value.map((item, index) => [["items"], String(index), item]);
  if (!isJsonObject(value)) return [];
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  return Object.entries(value).map(([key, member]) => {
    const place = Object.hasOwn(properties, key) ? ["properties", key] : ["additionalProperties"];
    return [place, key, member];
  });
}

/** The parts of a schema that are said of the very same value: of alternatives those that it means, all when it means none. */
function listMeant(document: JsonObject, pointer: Pointer, schema: JsonObject, value: Json): Pointer[] {
  return ["allOf", "oneOf", "anyOf"].flatMap((keyword) => {
    const list = schema[keyword];
    const parts = Array.isArray(list) ? [...list.keys()].map((at) => joinPointer(pointer, keyword, String(at))) : [];
    const meant = keyword === "allOf" ? parts : parts.filter((part) => isMeant(document, part, value));
    return meant.length > 0 ? meant : parts;
  });
}

/** Whether a value has none but the constants that an alternative asks for. */
function isMeant(document: JsonObject, pointer: Pointer, value: Json): boolean {
  const { value: schema, pointer: place } = resolveAtPointer(document, pointer);
  const { properties, allOf } = schema;
  const constants = Object.entries(isJsonObject(properties) ? properties : {}).every(([key, property]) => {
    if (!isJsonObject(property) || !isJsonObject(value) || !Object.hasOwn(value, key)) return true;
    return property["const"] === undefined || property["const"] === value[key];
  });
  const parts = Array.isArray(allOf) ? [...allOf.keys()] : [];
  return constants && parts.every((at) => isMeant(document, joinPointer(place, "allOf", String(at)), value));
}

function replaceAt(value: Json, [step, ...rest]: Path, replace: (before: Json) => Json): Json {
  if (step === undefined) return replace(value);
  if (Array.isArray(value)) {
    return value.map((item, index) => (String(index) === step ? replaceAt(item, rest, replace) : item));
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === step ? replaceAt(member, rest, replace) : member]),
  );
}

function findAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>(findMember, value);
}

function findMember(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

/** What is stored at the place of a value, whose lists may have another order by now. */
function findCounterpart(value: Json, stored: Json | undefined, path: Path): Json | undefined {
  let [own, other]: [Json | undefined, Json | undefined] = [value, stored];
  for (const step of path) {
    const member = findMember(own, step);
    const id = isJsonObject(member) ? member["id"] : undefined;
    other =
      Array.isArray(other) && typeof id === "string"
        ? other.find((item) => isJsonObject(item) && item["id"] === id)
        : findMember(other, step);
    own = member;
  }
  return other;
}

function toField(path: Path): string {
  return path.reduce((field, step) => {
    if (/^\d+$/.test(step)) return `${field}[${step}]`;
    return field === "" ? step : `${field}.${step}`;
  }, "");
}
