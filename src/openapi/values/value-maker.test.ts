import { expect, test } from "vitest";
import type { Json, JsonObject } from "../json.js";
import { createSchemaReader } from "../schema-reader.js";
import { createSchemaValidators } from "../schema-validator.js";
import { loadImagination } from "./imagination.js";
import { createValueMaker } from "./value-maker.js";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const imagination = await loadImagination();

/** Makes values by a schema, whose references lead to `definitions`, and checks each of them by it. */
function make(schema: JsonObject, definitions: JsonObject = {}, count = 50): Json[] {
  const document: JsonObject = { components: { schemas: { ...definitions, Made: schema } } };
  const maker = createValueMaker({ reader: createSchemaReader(document), imagination, now: NOW });
  const validate = createSchemaValidators(document).get("/components/schemas/Made");
  const made = Array.from({ length: count }, (_, at) => maker.make(schema, { seed: String(at) }));
  expect(made.flatMap((value) => validate(value))).toEqual([]);
  return made;
}

test.each([
  "date-time",
  "date",
  "time",
  "uuid",
  "ulid",
  "email",
  "uri",
  "hostname",
  "ipv4",
  "ipv6",
  "byte",
  "password",
])("a string of format %s has it", (format) => {
  expect(new Set(make({ type: "string", format })).size).toBeGreaterThan(20);
});

test.each([
  "^[0-9a-f]{24}$",
  "^[0-9a-fA-F]{24}$",
  "^[a-z0-9_-]+$",
  String.raw`^[\w-]{16,}$`,
  String.raw`^[a-z0-9_-]+\.[a-z0-9_-]+$`,
  String.raw`^\d{3}-\d{4}$`,
])("a string of pattern %s keeps to it", (pattern) => {
  expect(new Set(make({ type: "string", pattern })).size).toBeGreaterThan(20);
});

test.each<JsonObject>([
  { type: "string", minLength: 40, maxLength: 50 },
  { type: "string", maxLength: 2 },
  { type: "integer", minimum: 3, maximum: 5 },
  { type: "integer", exclusiveMinimum: 3, exclusiveMaximum: 5 },
  { type: "integer", multipleOf: 7, minimum: 100 },
  { type: "number", minimum: -1, maximum: 1 },
  { type: "number", maximum: -20 },
  { type: "array", items: { type: "integer" }, minItems: 3, maxItems: 4 },
  { type: "array", items: { enum: ["a", "b"] }, uniqueItems: true },
  { type: "object", minProperties: 2 },
  { type: "object", required: ["undescribed"] },
  { const: { fixed: true } },
  { type: ["integer", "null"], minimum: 5 },
  { allOf: [{ type: "object", required: ["a"] }, { properties: { a: { type: "boolean" } } }] },
  { properties: { a: { type: "string" } }, allOf: [{ properties: { a: { pattern: "^x{3}$" } } }], required: ["a"] },
])("a value for %j is one that it allows", (schema) => {
  expect(make(schema)).toHaveLength(50);
});

test("a value of an enumeration is each of its values in time", () => {
  expect(new Set(make({ enum: ["a", 1, null] }))).toEqual(new Set(["a", 1, null]));
});

test("a property that is not required is there at times, one that may be null is at times", () => {
  const made = make({ type: "object", properties: { a: { type: ["string", "null"] } } });
  expect(made).toContainEqual({});
  expect(made).toContainEqual({ a: null });
});

test("names hint at believable values, and a lone example stands where they do not", () => {
  const properties = {
    email: { type: "string" },
    logoUrl: { type: "string" },
    displayName: { type: "string" },
    provider: { type: "string", examples: ["Gmail"] },
  };
  const [made] = make({ type: "object", required: Object.keys(properties), properties }, {}, 1);
  expect(made).toMatchObject({ provider: "Gmail" });
  expect(JSON.stringify(made)).toMatch(/"email":"[^"@]+@example\.\w+","logoUrl":"https:\/\/[^"]+","displayName":"\w+ /);
});

test("a discriminator's branch is made with the value that names it", () => {
  const schema = {
    oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
    discriminator: { propertyName: "kind", mapping: { "a-cat": "#/components/schemas/Cat" } },
  };
  const made = make(schema, {
    Cat: { type: "object", required: ["purrs"], properties: { purrs: { type: "boolean" } } },
    Dog: { type: "object", required: ["barks"], properties: { barks: { const: true } } },
  });
  expect(made).toContainEqual({ kind: "a-cat", purrs: true });
  expect(made).toContainEqual({ kind: "Dog", barks: true });
});

test("a schema that refers to itself ends", () => {
  const schema = {
    type: "object",
    required: ["name"],
    properties: {
      name: { type: "string" },
      next: { $ref: "#/components/schemas/Made" },
      all: { type: "array", items: { $ref: "#/components/schemas/Made" } },
    },
  };
  expect(make(schema)).toHaveLength(50);
});

test("the same seed makes the same values", () => {
  const schema = {
    type: "object",
    properties: { name: { type: "string" }, at: { type: "string", format: "date-time" } },
  };
  expect(make(schema)).toEqual(make(schema));
});
