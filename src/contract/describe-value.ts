import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "../openapi/reference.js";
import { listBranches } from "../openapi/schema-dialect.js";
import { joinField } from "../openapi/violation.js";

/** A member of an object within a value, and the schemas that say something of it. */
export interface DescribedMember {
  /** As people write it: `rows[0].name`. */
  readonly field: string;
  readonly key: string;
  readonly value: Json;
  /** Whether its object's schemas have a place for it. */
  readonly isDescribed: boolean;
  /** Schemas of the member itself. */
  readonly schemas: readonly Pointer[];
  /** The schemas of the object that has it. */
  readonly owners: readonly Pointer[];
}

/** Lists all members of the objects within a value, with what the document says of them by the schema of the whole. */
export function* describeMembers(
  document: JsonObject,
  schemas: readonly Pointer[],
  value: Json,
  field = "",
): Generator<DescribedMember> {
  const same = listSame(document, schemas, value);
  if (Array.isArray(value)) {
    const items = same.map((pointer) => joinPointer(pointer, "items")).filter((pointer) => has(document, pointer));
    for (const [index, item] of value.entries()) yield* describeMembers(document, items, item, `${field}[${index}]`);
  } else if (isJsonObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      const own = same.flatMap((pointer) => listOfMember(document, pointer, key));
      const place = joinField(field, key);
      yield {
        field: place,
        key,
        value: member,
        isDescribed: own.length > 0,
        schemas: listSame(document, own, member),
        owners: same,
      };
      yield* describeMembers(document, own, member, place);
    }
  }
}

/** The schemas themselves, what they refer to and are put together of; of alternatives that a value names, that one. */
export function listSame(document: JsonObject, schemas: readonly Pointer[], value: Json): Pointer[] {
  const found = new Set<Pointer>();
  const waiting = [...schemas];
  for (const pointer of waiting) {
    const schema = findAtPointer(document, pointer);
    if (found.has(pointer) || !isJsonObject(schema)) continue;
    found.add(pointer);
    waiting.push(...listParts(document, pointer, schema, value));
  }
  return [...found];
}

function listParts(document: JsonObject, pointer: Pointer, schema: JsonObject, value: Json): Pointer[] {
  const { $ref, discriminator } = schema;
  const named = isJsonObject(discriminator) && findNamed(schema, discriminator, value);
  const referred = typeof $ref === "string" ? [resolveAtPointer(document, pointer).pointer] : [];
  const lists = ["allOf", "anyOf", ...(named ? [] : ["oneOf"])].flatMap((keyword) => {
    const list = schema[keyword];
    return Array.isArray(list) ? [...list.keys()].map((at) => joinPointer(pointer, keyword, String(at))) : [];
  });
  const conditional = ["then", "else"].map((keyword) => joinPointer(pointer, keyword));
  return [...referred, ...(named ? [named] : []), ...lists, ...conditional];
}

function findNamed({ oneOf }: JsonObject, discriminator: JsonObject, value: Json): Pointer | undefined {
  const property = discriminator["propertyName"];
  if (!Array.isArray(oneOf) || typeof property !== "string" || !isJsonObject(value)) return undefined;
  const branch = listBranches(oneOf, discriminator["mapping"]).find((one) => one.value === value[property])?.branch;
  const reference = isJsonObject(branch) ? branch["$ref"] : undefined;
  return typeof reference === "string" ? decodeURIComponent(reference.slice(1)) : undefined;
}

function listOfMember(document: JsonObject, pointer: Pointer, key: string): Pointer[] {
  const own = joinPointer(pointer, "properties", key);
  if (findAtPointer(document, own) !== undefined) return [own];
  const patterns = findAtPointer(document, joinPointer(pointer, "patternProperties"));
  const matching = Object.keys(isJsonObject(patterns) ? patterns : {}).filter((pattern) => matches(pattern, key));
  if (matching.length > 0) return matching.map((pattern) => joinPointer(pointer, "patternProperties", pattern));
  return ["additionalProperties", "unevaluatedProperties"]
    .map((keyword) => joinPointer(pointer, keyword))
    .filter((place) => has(document, place));
}

/** A pattern that can't be compiled might match anything. */
function matches(pattern: string, key: string): boolean {
  try {
    return new RegExp(pattern, "u").test(key);
  } catch (error) {
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}

function has(document: JsonObject, pointer: Pointer): boolean {
  return isJsonObject(findAtPointer(document, pointer));
}
