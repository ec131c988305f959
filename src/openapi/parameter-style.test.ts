import { expect, test } from "vitest";
import { parsePairs, parseStyledText } from "./parameter-style.js";
import { readDocument } from "./document.js";
import { createSchemaValidators } from "./schema-validator.js";
import type { JsonObject } from "./json.js";
import type { Parameter } from "./parameter.js";

const COLOURS = { type: "array", items: { type: "string" } };
const COLOUR = { type: "object", properties: { R: { type: "integer" }, G: { type: "integer" } } };

/** The one parameter of a document made for it. */
function readOnlyParameter(parameter: JsonObject): Parameter {
  const operation = { parameters: [parameter], responses: {} };
  const document: JsonObject = {
    openapi: "3.1.0",
    info: { title: "Styles", version: "1" },
    paths: { "/": { get: operation } },
    "x-standin": { api: "styles", error: {}, collections: {}, rules: {} },
  };
  const [read] = readDocument(document, createSchemaValidators(document)).operations[0]?.parameters ?? [];
  if (!read) throw new Error("the document should have one parameter");
  return read;
}

test.each([
  ["simple", false, COLOURS, "blue,black", ["blue", "black"]],
  ["simple", true, COLOURS, "blue,black", ["blue", "black"]],
  ["simple", false, COLOUR, "R,100,G,200", { R: 100, G: 200 }],
  ["simple", true, COLOUR, "R=100,G=200", { R: 100, G: 200 }],
  ["label", false, COLOURS, ".blue,black", ["blue", "black"]],
  ["label", true, COLOURS, ".blue.black", ["blue", "black"]],
  ["label", true, COLOUR, ".R=100.G=200", { R: 100, G: 200 }],
  ["matrix", false, COLOURS, ";color=blue,black", ["blue", "black"]],
  ["matrix", true, COLOURS, ";color=blue;color=black", ["blue", "black"]],
  ["matrix", true, COLOUR, ";R=100;G=200", { R: 100, G: 200 }],
  ["matrix", false, { type: "integer" }, ";color=5", 5],
])("a path parameter of style %s, explode %s, is parsed (%#)", (style, explode, schema, text, expected) => {
  const parameter = readOnlyParameter({ name: "color", in: "path", required: true, style, explode, schema });
  expect(parseStyledText(text, parameter)).toEqual(expected);
});

test.each([
  ["form", true, COLOURS, "color=blue&color=black", ["blue", "black"]],
  ["form", false, COLOURS, "color=blue,black", ["blue", "black"]],
  ["form", false, COLOURS, "color=", []],
  ["form", true, COLOUR, "R=100&G=200&other=1", { R: 100, G: 200 }],
  ["form", false, COLOUR, "color=R,100,G,200", { R: 100, G: 200 }],
  ["spaceDelimited", false, COLOURS, "color=blue%20black", ["blue", "black"]],
  ["pipeDelimited", false, COLOURS, "color=blue|black", ["blue", "black"]],
  ["deepObject", true, COLOUR, "color[R]=100&color[G]=200", { R: 100, G: 200 }],
  ["form", true, { type: "integer" }, "color=20", 20],
  ["form", true, { type: "integer" }, "color=twenty", "twenty"],
  ["form", true, { type: "boolean" }, "color=false", false],
  ["form", true, COLOURS, "other=1", undefined],
  ["deepObject", true, COLOUR, "other=1", undefined],
])("a query parameter of style %s, explode %s, is parsed (%#)", (style, explode, schema, query, expected) => {
  const parameter = readOnlyParameter({ name: "color", in: "query", style, explode, schema });
  expect(parsePairs([...new URLSearchParams(query)], parameter)).toEqual(expected);
});

test("a parameter that is documented by content is JSON", () => {
  const content = { "application/json": { schema: { type: "object" } } };
  const parameter = readOnlyParameter({ name: "filter", in: "query", content });
  expect(parsePairs([["filter", '{"a":[1]}']], parameter)).toEqual({ a: [1] });
  expect(parsePairs([["filter", "{"]], parameter)).toBe("{");
});
