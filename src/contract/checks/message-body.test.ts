import { expect, test } from "vitest";
import type { JsonObject } from "../../openapi/json.js";
import { createExchange, createTinyContract, type TinyAnswer } from "../../testing/tiny-contract.js";
import type { Check } from "../check.js";
import { c003 } from "./c003-media-type.js";
import { c004 } from "./c004-body-schema.js";
import { c006 } from "./c006-undocumented-fields.js";

/** A contract whose only operation answers 200 with a body of a schema, and 204 with none. */
function createContract(schema: JsonObject, more: JsonObject = {}, content: JsonObject = {}) {
  return createTinyContract(
    {
      "/pets": {
        get: {
          operationId: "list",
          responses: {
            "200": { description: "", content: { "application/json": { schema, ...content }, "text/*": {} } },
            "202": { description: "" },
            "204": { description: "" },
            default: { description: "", "x-evidence": "inferred", content: { "application/json": { schema } } },
          },
        },
      },
    },
    more,
  );
}

function judge(check: Check, contract: ReturnType<typeof createContract>, answer: TinyAnswer) {
  return check.judge?.(createExchange(contract, answer), { contract });
}

const anything = createContract({});

test("C003 notices a body without a media type, or with one that is not well-formed", () => {
  expect(judge(c003, anything, { body: {}, type: null })).toMatchObject([{ check: "C003", evidence: "published" }]);
  for (const type of ["json", "application/json; charset", "application/json; charset = utf-8", 'text/html;;; x="y']) {
    expect(judge(c003, anything, { body: {}, type }), type).toHaveLength(1);
  }
  const twice = judge(c003, anything, { body: {}, headers: { "content-type": "text/plain" } });
  expect(twice?.[0]?.message).toBe("There is more than one Content-Type.");
});

test("C003 knows parameters, ranges and the default, and that problem+json is another media type", () => {
  for (const type of ['application/json; charset="utf-8"; v=1', "text/csv", "APPLICATION/JSON", "application/json;"]) {
    expect(judge(c003, anything, { body: "{}", type }), type).toEqual([]);
  }
  expect(judge(c003, anything, { body: {}, type: "application/problem+json" })).toHaveLength(1);
  expect(judge(c003, anything, { status: 418, body: "<p>", type: "text/html" })).toMatchObject([
    { evidence: "inferred" },
  ]);
});

test("C003 notices a body where none is documented, and JSON that is none", () => {
  expect(judge(c003, anything, { status: 202, body: {} })?.[0]?.message).toContain("where 202 has none");
  expect(judge(c003, anything, { body: "{'a': 1}" })?.[0]?.message).toContain("not well-formed JSON");
  expect(judge(c003, anything, { body: '{"a": 1} done' })).toHaveLength(1);
});

test("C003 has nothing to say of an empty body, of HEAD, and of a method that is not documented but for its form", () => {
  expect(judge(c003, anything, { status: 204 })).toBeUndefined();
  expect(judge(c003, anything, { body: {}, request: { method: "HEAD" } })).toBeUndefined();
  expect(judge(c003, anything, { status: 405, body: "<p>", type: "text/html", sent: { method: "PUT" } })).toEqual([]);
});

const pet = createContract({
  type: "object",
  required: ["id", "born", "secret", "kind"],
  properties: {
    id: { type: "integer", "x-evidence": "observed" },
    born: { type: "string", format: "date" },
    secret: { type: "string", writeOnly: true },
    tags: { type: "array", items: { type: "object", required: ["name"], properties: { name: { type: "string" } } } },
    kind: { type: ["string", "null"] },
  },
});

test("C004 notices what breaks the schema, formats and nullability included, with place, statement and evidence", () => {
  const findings = judge(c004, pet, { body: { id: "1", born: "31.1.2020", tags: [{ name: 1 }, {}] } });
  expect(findings?.map(({ message, evidence }) => [message, evidence])).toEqual([
    ["kind is required.", "source"],
    ["id must be integer.", "observed"],
    ['born must match format "date".', "source"],
    ["tags[0].name must be string.", "source"],
    ["tags[1].name is required.", "source"],
  ]);
  expect(findings?.[1]?.pointer).toBe(
    "/paths/~1pets/get/responses/200/content/application~1json/schema/properties/id/type",
  );
});

test("C004 does not ask for what is written only, and notices when it is there", () => {
  expect(judge(c004, pet, { body: { id: 1, born: "2020-01-31", kind: null } })).toEqual([]);
  const shown = judge(c004, pet, { body: { id: 1, born: "2020-01-31", kind: null, secret: "s" } });
  expect(shown?.map(({ message }) => message)).toEqual(["secret is written only, and is in the answer."]);
});

test("C004 judges of a discriminator's branches the one that the value names", () => {
  const animal = createContract(
    {
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: { propertyName: "kind", mapping: { cat: "#/components/schemas/Cat" } },
    },
    {
      components: {
        schemas: {
          Cat: {
            type: "object",
            required: ["lives"],
            properties: { kind: { type: "string" }, lives: { type: "integer" } },
          },
          Dog: { type: "object", properties: { kind: { type: "string" }, barks: { type: "boolean" } } },
        },
      },
    },
  );
  expect(judge(c004, animal, { body: { kind: "Dog", barks: true } })).toEqual([]);
  expect(judge(c004, animal, { body: { kind: "cat" } })?.map(({ message }) => message)).toEqual(["lives is required."]);
  expect(judge(c004, animal, { body: { kind: "cow" } })).toHaveLength(1);
  expect(judge(c006, animal, { body: { kind: "cat", lives: 9, barks: true } })).toMatchObject([
    { severity: "warning" },
  ]);
});

test("C004 blames the document where its own example breaks the schema in the same place", () => {
  const wrong = createContract(
    { type: "array", items: { type: "object", properties: { id: { type: "integer" } } } },
    {},
    { example: [{ id: "a" }] },
  );
  expect(judge(c004, wrong, { body: [{ id: 1 }, { id: "b" }] })).toMatchObject([{ blame: "document" }]);
  expect(judge(c004, wrong, { body: {} })).toMatchObject([{ blame: "server" }]);
});

test("C004 notices an empty body where one is documented, and judges nothing that it has no schema for", () => {
  expect(judge(c004, pet, {})?.[0]?.message).toBe("The body is empty where 200 has one.");
  expect(judge(c004, pet, { status: 202, body: {} })).toBeUndefined();
  expect(judge(c004, pet, { body: "a,b", type: "text/csv" })).toBeUndefined();
});

test("C006 warns once of a field that no part of the schema describes, and names the schema that lacks it", () => {
  const list = createContract({
    type: "array",
    items: { allOf: [{ properties: { id: {} } }, { properties: { name: true } }] },
  });
  const findings = judge(c006, list, {
    body: [
      { id: 1, name: "a", token: "t" },
      { id: 2, token: "u" },
    ],
  });
  expect(findings).toMatchObject([
    {
      message: "[].token is not documented.",
      received: { token: "u" },
      severity: "warning",
      documented: ["id", "name"],
    },
  ]);
});

test("C006 takes objects that say nothing, or that allow others, for open", () => {
  const open: JsonObject[] = [{ type: "object" }, { properties: { a: {} }, additionalProperties: true }, {}];
  for (const schema of open) {
    expect(judge(c006, createContract(schema), { body: { b: 1 } })).toEqual([]);
  }
  const map = createContract({ additionalProperties: { properties: { a: {} } } });
  expect(judge(c006, map, { body: { x: { a: 1 }, y: { b: 1 } } })?.map(({ message }) => message)).toEqual([
    "y.b is not documented.",
  ]);
});
