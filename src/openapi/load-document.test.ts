import { expect, test } from "vitest";
import type { Json } from "./json.js";
import { loadDocumentText } from "./load-document.js";
import { findAtPointer } from "./reference.js";

const INFO = { title: "Things", version: "1" };

function load(document: object) {
  return loadDocumentText(JSON.stringify(document), "things.json");
}

/** What becomes of one schema of OpenAPI 3.0. */
function upgrade(schema: Json): Json | undefined {
  const { source } = load({ openapi: "3.0.3", info: INFO, paths: {}, components: { schemas: { Thing: schema } } });
  return findAtPointer(source, "/components/schemas/Thing");
}

test("JSON and YAML come to the same", () => {
  const yaml =
    'openapi: "3.1.0"\ninfo: {title: Things, version: "1"}\npaths: {/things: {get: {responses: {200: {description: ok}}}}}\n';
  const json = {
    openapi: "3.1.0",
    info: INFO,
    paths: { "/things": { get: { responses: { 200: { description: "ok" } } } } },
  };
  expect(loadDocumentText(yaml, "things.yaml").source).toEqual(load(json).source);
});

test.each<[string, Json, Json]>([
  ["nullable", { type: "string", nullable: true, enum: ["a"] }, { type: ["string", "null"], enum: ["a", null] }],
  [
    "nullable without a type",
    { nullable: true, allOf: [{ type: "string" }] },
    { anyOf: [{ allOf: [{ type: "string" }] }, { type: "null" }] },
  ],
  [
    "an excluded minimum",
    { type: "number", minimum: 1, exclusiveMinimum: true },
    { type: "number", exclusiveMinimum: 1 },
  ],
  ["a maximum not excluded", { type: "number", maximum: 9, exclusiveMaximum: false }, { type: "number", maximum: 9 }],
  [
    "properties that are called like keywords",
    { type: "object", properties: { nullable: { type: "string", nullable: true }, example: { type: "string" } } },
    { type: "object", properties: { nullable: { type: ["string", "null"] }, example: { type: "string" } } },
  ],
  [
    "data that looks like a schema",
    { type: "object", example: { nullable: true, type: "string" } },
    { type: "object", example: { nullable: true, type: "string" } },
  ],
])("%s of OpenAPI 3.0 is upgraded", (_about, before, after) => {
  expect(upgrade(before)).toEqual(after);
});

test("a Swagger 2.0 document is upgraded whole", () => {
  const { source, defects } = load({
    swagger: "2.0",
    info: INFO,
    host: "things.example",
    basePath: "/v1",
    schemes: ["https"],
    produces: ["application/json"],
    securityDefinitions: { login: { type: "basic" } },
    security: [{ login: [] }],
    parameters: { body: { in: "body", name: "thing", required: true, schema: { $ref: "#/definitions/Thing" } } },
    paths: {
      "/things": {
        post: {
          operationId: "createThing",
          parameters: [
            { $ref: "#/parameters/body" },
            { in: "query", name: "tags", type: "array", items: { type: "string" }, collectionFormat: "pipes" },
          ],
          responses: { 200: { description: "ok", schema: { $ref: "#/definitions/Thing" } } },
        },
        put: {
          operationId: "uploadThing",
          parameters: [{ in: "formData", name: "file", type: "file", required: true }],
          responses: { 204: { description: "ok" } },
        },
      },
    },
    definitions: { Thing: { type: "object", properties: { id: { type: "integer", "x-nullable": true } } } },
  });
  expect(defects).toEqual([]);
  expect(source).toMatchObject({
    openapi: "3.1.0",
    servers: [{ url: "https://things.example/v1" }],
    components: {
      schemas: { Thing: { properties: { id: { type: ["integer", "null"] } } } },
      securitySchemes: { login: { type: "http", scheme: "basic" } },
    },
    paths: {
      "/things": {
        post: {
          parameters: [{ name: "tags", style: "pipeDelimited", explode: false, schema: { type: "array" } }],
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
          },
          responses: { 200: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } } },
        },
        put: {
          requestBody: {
            content: {
              "multipart/form-data": {
                schema: { properties: { file: { type: "string", format: "binary" } }, required: ["file"] },
              },
            },
          },
        },
      },
    },
  });
});

test("a defect is told with where it is written, and with what was decided", () => {
  const text = [
    "swagger: '2.0'",
    "info: {title: Things, version: '1'}",
    "paths:",
    "  /things/{id}:",
    "    get:",
    "      operationId: getThing",
    "      parameters:",
    "        - {in: path, name: id, required: true, type: strange}",
    "      responses:",
    "        200: {description: ok, schema: {$ref: '#/definitions/Missing'}}",
  ].join("\n");
  expect(loadDocumentText(text, "things.yaml").defects).toEqual([
    {
      id: "wrong-keyword",
      pointer: "/paths/~1things~1{id}/get/parameters/0/type",
      position: { line: 8, column: 48 },
      about: expect.stringContaining('and is the string "strange"') as string,
      decided: "type is left out",
    },
    {
      id: "unresolved-reference",
      pointer: "/paths/~1things~1{id}/get/responses/200/schema/$ref",
      position: { line: 10, column: 41 },
      about: '"#/definitions/Missing" leads nowhere',
      decided: "any value is allowed there",
    },
  ]);
});

test.each([
  ["JSON that breaks off", "things.json", '{"openapi": "3.1.0",', "things.json:1:21: not well-formed JSON"],
  ["YAML that breaks off", "things.yaml", "openapi: 3.1.0\npaths: [", "things.yaml:2:9: not well-formed YAML"],
  ["no version", "things.yaml", "info: {}", "things.yaml:1:1: no version of OpenAPI"],
  [
    "another version",
    "things.yaml",
    "info: {}\nswagger: '1.2'",
    "things.yaml:2:1: no version of OpenAPI that is known",
  ],
  ["a list", "things.yaml", "- a", "things.yaml:1:1: an OpenAPI document must be an object"],
  ["nothing", "things.yaml", "", "things.yaml:1:1: an OpenAPI document must be an object"],
])("%s is refused, with where it is", (_about, path, text, message) => {
  expect(() => loadDocumentText(text, path)).toThrow(message);
});
