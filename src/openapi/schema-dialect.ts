import { defineMember, isJsonObject, type Json, type JsonObject } from "./json.js";

/**
 * A document whose schemas a JSON Schema 2020-12 validator understands as OpenAPI means them:
 * a `discriminator` becomes an `if`/`then` per value, so that the branch which the value names is the only one judged.
 * Examples, which are no schemas, are left out.
 */
export function toJsonSchemaDialect(document: JsonObject): JsonObject {
  return convertObject(document);
}

function convert(value: Json): Json {
  if (Array.isArray(value)) return value.map(convert);
  return isJsonObject(value) ? convertObject(value) : value;
}

function convertObject(object: JsonObject): JsonObject {
  const converted: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (isExample(key, value)) continue;
    defineMember(converted, key, convert(value));
  }
  return hasDiscriminator(converted) ? spellOutDiscriminator(converted) : converted;
}

function isExample(key: string, value: Json): boolean {
  // A property named "example" is a schema and has to stay: below "properties" it is an object with keywords of its own.
  return (key === "example" || key === "examples") && !(isJsonObject(value) && ("type" in value || "$ref" in value));
}

/** A schema that chooses among alternatives by a property. */
interface Discriminated extends JsonObject {
  discriminator: JsonObject & { propertyName: string };
  oneOf: Json[];
}

/** Whether a schema chooses among alternatives by a property. */
export function hasDiscriminator(schema: JsonObject): schema is Discriminated {
  const { discriminator, oneOf } = schema;
  return isJsonObject(discriminator) && typeof discriminator["propertyName"] === "string" && Array.isArray(oneOf);
}

/** The same with an `if`/`then` for each alternative. */
export function spellOutDiscriminator(schema: Discriminated): JsonObject {
  const { discriminator, oneOf, allOf, ...rest } = schema;
  const property = discriminator.propertyName;
  const branches = listBranches(oneOf, discriminator["mapping"]);
  return {
    ...rest,
    type: "object",
    allOf: [
      ...(Array.isArray(allOf) ? allOf : []),
      { required: [property], properties: { [property]: { enum: branches.map((branch) => branch.value) } } },
      ...branches.map(({ value, branch }) => ({
        if: { required: [property], properties: { [property]: { const: value } } },
        then: branch,
      })),
    ],
  };
}

/** The branches of a `oneOf` with a discriminator, each with the value that names it. */
export function listBranches(oneOf: readonly Json[], mapping: Json | undefined): { value: string; branch: Json }[] {
  const mapped = isJsonObject(mapping) ? Object.entries(mapping) : [];
  const named = mapped.flatMap(([value, target]) =>
    typeof target === "string" ? [{ value, branch: { $ref: toReference(target) } }] : [],
  );
  const references = new Set(named.map(({ branch }) => branch.$ref));
  // A branch that no mapping names goes by its schema's name.
  const unnamed = oneOf.flatMap((branch) => {
    const reference = isJsonObject(branch) ? branch["$ref"] : undefined;
    if (typeof reference !== "string" || references.has(reference)) return [];
    return [{ value: reference.slice(reference.lastIndexOf("/") + 1), branch }];
  });
  return [...named, ...unnamed];
}

function toReference(target: string): string {
  return /[#/]/.test(target) ? target : `#/components/schemas/${target}`;
}
