import { expect, test } from "vitest";
import { readDocument } from "./document.js";
import type { Json, JsonObject } from "./json.js";

/** A document with one operation, whose error response, parameter and operation say how they are provoked. */
function readProvoked(provoke: { response?: Json; operation?: Json; parameter?: Json }) {
  const parameter = { name: "id", in: "path", required: true, schema: {}, ...marked(provoke.parameter) };
  const source: JsonObject = {
    openapi: "3.1.0",
    info: { title: "Tiny", version: "1" },
    paths: {
      "/things/{id}": {
        parameters: [parameter],
        get: { responses: { "404": marked(provoke.response) }, ...marked(provoke.operation) },
      },
    },
    "x-standin": { api: "tiny", error: {}, collections: {}, rules: {} },
  };
  return readDocument(source, { get: () => () => [] }).operations[0]?.responses[0]?.provoked;
}

function marked(value: Json | undefined): JsonObject {
  return value === undefined ? {} : { "x-standin-provoke": value };
}

const MISSING = { about: "It is not there.", rules: ["T-1"] };

test("provocations stand beside a response, in its operation and in a parameter, whose value they give", () => {
  const provoked = readProvoked({
    response: [{ ...MISSING, principal: "ada" }],
    operation: { "404": [{ ...MISSING, body: {} }], "400": [MISSING] },
    parameter: { "404": [{ ...MISSING, value: "none" }] },
  });
  expect(provoked?.provocations).toEqual([
    { ...MISSING, principal: "ada" },
    { ...MISSING, body: {} },
    { ...MISSING, path: { id: "none" } },
  ]);
});

test("one beside a shared response may be for some methods only", () => {
  const response = [
    { ...MISSING, methods: ["GET"] },
    { ...MISSING, methods: ["PUT"] },
  ];
  expect(readProvoked({ response })?.provocations).toEqual([{ ...MISSING, methods: ["GET"] }]);
});

test("a text in their place is the reason why there are none", () => {
  expect(readProvoked({ response: "Nothing leads to it." })).toEqual({
    provocations: [],
    unprovoked: "Nothing leads to it.",
  });
});

test.each([
  ["no list", { response: { ...MISSING } }, "responses/404/x-standin-provoke needs the rules"],
  ["an item without rules", { operation: { "404": [{ about: "?" }] } }, "get/x-standin-provoke needs the rules"],
  ["a list where a map of statuses is asked for", { parameter: [MISSING] }, "parameters/0/x-standin-provoke is no map"],
])("%s is refused with its place", (_, provoke, message) => {
  expect(() => readProvoked(provoke)).toThrow(message);
});
