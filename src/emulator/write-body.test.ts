import { expect, test } from "vitest";
import type { Validate } from "../openapi/schema-validator.js";
import { createConstantMemory } from "./constant-memory.js";
import { writeBody } from "./write-body.js";

interface Row {
  readonly id: string;
}

const hasId = (value: unknown) => typeof value === "object" && value !== null && "id" in value;
const told = (field: string) => [{ field, message: "is required", keyword: "required", schemaPath: "#" }];

/** A schema that wants an id, and says how often it was asked. */
function createSchema() {
  const asked = { item: 0, whole: 0 };
  const validateItem: Validate = (value) => {
    asked.item++;
    return hasId(value) ? [] : told("id");
  };
  const validate: Validate = (value) => {
    asked.whole++;
    if (!Array.isArray(value)) return hasId(value) ? [] : told("id");
    return value.flatMap((item, at) => (hasId(item) ? [] : told(`[${at}].id`)));
  };
  return { asked, schema: { validate, validateItem } };
}

const toRow = (id: string): Row => Object.freeze({ id });

test("a record is judged once by each schema", () => {
  const { asked, schema } = createSchema();
  const memory = createConstantMemory();
  const row = toRow("a");
  for (let count = 0; count < 3; count++) {
    expect(writeBody(memory, row, schema)).toEqual({ text: '{"id":"a"}', violations: [] });
  }
  expect(asked.whole).toBe(1);
  const other = createSchema();
  writeBody(memory, row, other.schema);
  expect(other.asked.whole).toBe(1);
});

test("of a list only the records that are new are judged, and it is written as JSON has it", () => {
  const { asked, schema } = createSchema();
  const memory = createConstantMemory();
  const [a, b, c] = [toRow("a"), toRow("b"), toRow("c")];
  expect(writeBody(memory, Object.freeze([a, b]), schema).text).toBe('[{"id":"a"},{"id":"b"}]');
  expect(asked.item).toBe(2);
  expect(writeBody(memory, [a, b, c], schema).text).toBe('[{"id":"a"},{"id":"b"},{"id":"c"}]');
  expect(asked.item).toBe(3);
  expect(writeBody(memory, [], schema).text).toBe("[]");
});

test("a record that breaks its schema breaks it each time, and its place in a list is told", () => {
  const { schema } = createSchema();
  const memory = createConstantMemory();
  const bad: object = Object.freeze({ name: "no id" });
  for (let count = 0; count < 2; count++) {
    expect(writeBody(memory, bad, schema).violations).toMatchObject([{ field: "id" }]);
    expect(writeBody(memory, [toRow("a"), bad], schema).violations).toMatchObject([{ field: "[1].id" }]);
  }
});

test("what is made for one reply is judged and written each time", () => {
  const { asked, schema } = createSchema();
  const memory = createConstantMemory();
  const row = { id: "a" };
  writeBody(memory, row, schema);
  row.id = "b";
  expect(writeBody(memory, row, schema).text).toBe('{"id":"b"}');
  expect(asked.whole).toBe(2);
});

test("nothing, a text and a list of texts are what they are in JSON", () => {
  const memory = createConstantMemory();
  expect(writeBody(memory, undefined).text).toBeUndefined();
  expect(writeBody(memory, null).text).toBe("null");
  expect(writeBody(memory, "a").text).toBe('"a"');
  expect(writeBody(memory, ["a", null, 1]).text).toBe('["a",null,1]');
});
