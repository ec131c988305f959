import { expect, test } from "vitest";
import type { Json, JsonObject } from "./json.js";
import { loadDocumentText } from "./load-document.js";

const OK = { 200: { description: "ok" } };

/** The ids of the defects of a document, and of each what was decided. */
function examine(parts: JsonObject): string[] {
  const whole = { openapi: "3.1.0", info: { title: "Things", version: "1" }, paths: {}, ...parts };
  return loadDocumentText(JSON.stringify(whole), "things.json").defects.map(({ id, decided }) => `${id}: ${decided}`);
}

function examineSchema(schema: Json): string[] {
  return examine({ components: { schemas: { Thing: schema } } });
}

function examinePath(path: string, item: JsonObject): string[] {
  return examine({ paths: { [path]: item } });
}

test.each<[string, Json, string[]]>([
  ["a type that is none", { type: "strnig" }, ["wrong-keyword: type is left out"]],
  ["required that is no list", { required: true }, ["wrong-keyword: required is left out"]],
  ["an enum without a value", { enum: [] }, ["wrong-keyword: enum is left out"]],
  [
    "what is required and can have no value",
    { properties: { a: false, b: {} }, required: ["a", "b"] },
    ["required-not-allowed: it is not required"],
  ],
  [
    "parts that have no type in common",
    { allOf: [{ type: "object" }, { type: ["string", "null"] }] },
    ["contradictory-parts: what is answered there can't be valid, and says so in x-standin-violations"],
  ],
  ["parts that have a type in common", { type: "number", allOf: [{ type: ["integer", "null"] }] }, []],
  ["a minimum above the maximum", { minimum: 3, maximum: 2 }, ["contradictory-bounds: maximum is left out"]],
  [
    "an enum value of another type",
    { type: "string", enum: ["a", 1] },
    ["enum-of-wrong-type: the value is never valid"],
  ],
  ["enum values all of another type", { type: "string", enum: [1] }, ["enum-of-wrong-type: the type is left out"]],
  [
    "what is required and not defined",
    { properties: { a: {} }, required: ["a", "b"] },
    ["required-not-defined: it is required, with any value"],
  ],
  [
    "what is required and not allowed",
    { properties: { a: {} }, required: ["b"], additionalProperties: false },
    ["required-not-defined: it is not required, since it would not be allowed either"],
  ],
  ["an unknown format", { type: "string", format: "zip-code" }, ["unknown-format: it is not checked"]],
  ["a keyword that is nearly one", { type: "string", maxlength: 3 }, ["misspelt-keyword: it says nothing"]],
  ["a pattern that is none", { pattern: "(" }, ["wrong-pattern: it is not checked"]],
  ["a pattern that may take for ever", { pattern: "(?=a)b" }, ["unbounded-pattern: it is not checked"]],
  ["a pattern that only looks as if", { pattern: "^([a-z0-9]+[-._]?)+$" }, []],
  [
    "a default that breaks the schema",
    { type: "integer", default: "a" },
    ["wrong-default: it is not answered or used where it would not be valid"],
  ],
  [
    "an example that breaks the schema",
    { type: "integer", example: "a" },
    ["wrong-example: it is not answered or used where it would not be valid"],
  ],
  [
    "a discriminator that leads nowhere",
    { discriminator: { propertyName: "kind", mapping: { a: "Missing" } }, oneOf: [{}] },
    ["discriminator-to-nowhere: the entry is left out"],
  ],
  [
    "a schema that is part of itself",
    { allOf: [{ $ref: "#/components/schemas/Thing" }] },
    ["circular-schema: the reference that closes the circle is left out"],
  ],
  ["a schema that holds itself", { properties: { next: { $ref: "#/components/schemas/Thing" } } }, []],
  [
    "a remote reference",
    { $ref: "https://elsewhere.example/x.json" },
    ["remote-reference: any value is allowed there"],
  ],
  ["a text for a schema", { items: "string" }, ["wrong-type: it is left out"]],
])("of a schema %s is told", (_about, schema, defects) => {
  expect(examineSchema(schema)).toEqual(defects);
});

test.each<[string, string, JsonObject, string[]]>([
  [
    "no responses",
    "/a",
    { get: { operationId: "a" } },
    ["missing-responses: any status without a body may be answered"],
  ],
  [
    "no success",
    "/a",
    { get: { operationId: "a", responses: { 404: { description: "none" } } } },
    ["no-success: success is answered as 200 without a body"],
  ],
  [
    "a status that is none",
    "/a",
    { get: { operationId: "a", responses: { ...OK, ok: { description: "ok" } } } },
    ["wrong-status: the response is left out"],
  ],
  [
    "a body of GET",
    "/a",
    { get: { operationId: "a", requestBody: { content: {} }, responses: OK } },
    ["unexpected-body: it is read all the same"],
  ],
  [
    "a path parameter that is not declared",
    "/a/{id}",
    { get: { operationId: "a", responses: OK } },
    ["undeclared-path-parameter: it is taken for a text"],
  ],
  [
    "a path parameter that is not in the path",
    "/a",
    { get: { operationId: "a", parameters: [{ name: "id", in: "path", required: true, schema: {} }], responses: OK } },
    ["unused-path-parameter: it is left out"],
  ],
  [
    "a parameter that is there twice",
    "/a",
    {
      get: { operationId: "a", parameters: [1, 2].map(() => ({ name: "q", in: "query", schema: {} })), responses: OK },
    },
    ["repeated-parameter: the last one counts"],
  ],
  [
    "no operationId",
    "/a/{id}/b",
    { parameters: [{ name: "id", in: "path", required: true, schema: {} }], get: { responses: OK } },
    ["missing-operation-id: it is called getAByIdB"],
  ],
  [
    "a path without a slash",
    "a",
    { get: { operationId: "a", responses: OK } },
    ["relative-path: it is served as if it did"],
  ],
  [
    "a path with a query",
    "/a?b=1",
    { get: { operationId: "a", responses: OK } },
    ["unreachable-path: no request comes to it"],
  ],
])("of an operation %s is told", (_about, path, item, defects) => {
  expect(examinePath(path, item)).toEqual(defects);
});

test("paths that can't be told apart are told, and the first is served", () => {
  const paths = {
    "/a/{x}": {
      parameters: [{ name: "x", in: "path", required: true, schema: {} }],
      get: { operationId: "x", responses: OK },
    },
    "/a/{y}": {
      parameters: [{ name: "y", in: "path", required: true, schema: {} }],
      get: { operationId: "y", responses: OK },
    },
  };
  expect(examine({ paths })).toEqual(["ambiguous-path: only /a/{x} is served"]);
});

test("operations of one name are told, and one is called otherwise", () => {
  const paths = { "/a": { get: { operationId: "a", responses: OK }, put: { operationId: "a", responses: OK } } };
  expect(examine({ paths })).toEqual(["repeated-operation-id: it is called putA"]);
});

test("security that can't be had is told", () => {
  const components = { securitySchemes: { key: { type: "apiKey", name: "k", in: "header" }, odd: { type: "magic" } } };
  expect(examine({ security: [{ login: [] }, { odd: [] }], components })).toEqual([
    "undefined-security-scheme: a bearer token is asked for",
    "unused-security-scheme: nothing asks for it",
    "wrong-security-scheme: a bearer token is asked for",
  ]);
});

test("servers that can't be understood are told", () => {
  const servers = [{ url: "https://{region}.example" }, { url: "http://[" }];
  expect(examine({ servers })).toEqual([
    "undefined-server-variable: its name stands for it",
    "wrong-server: / is taken for it",
  ]);
});

test("a key that is there twice is told", () => {
  const text = 'openapi: "3.1.0"\ninfo: {}\npaths: {}\npaths: {}\n';
  expect(loadDocumentText(text, "things.yaml").defects).toMatchObject([{ id: "repeated-key", position: { line: 4 } }]);
});

test("a path that is longer than any honest one, and more servers than these, are left out", () => {
  const get = { operationId: "get", responses: OK };
  expect(examinePath(`/${"a".repeat(2000)}`, { get })).toEqual(["overlong-path: it is left out"]);
  const servers = Array.from({ length: 51 }, (_, at) => ({ url: `/v${at}` }));
  expect(examine({ servers })).toEqual(["too-many-servers: the first 50 are served"]);
});

test("operations that want the same name are numbered", () => {
  const get = { responses: OK };
  expect(examine({ paths: { "/a-b": { get }, "/a_b": { get }, "/a.b": { get } } })).toEqual([
    "missing-operation-id: it is called getAB",
    "missing-operation-id: it is called getAB2",
    "missing-operation-id: it is called getAB3",
  ]);
});
