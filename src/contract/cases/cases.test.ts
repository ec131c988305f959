import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { createTinyContract } from "../../testing/tiny-contract.js";
import type { Case } from "../case.js";
import type { Contract } from "../contract.js";
import { listBoundaryCases } from "./boundary-cases.js";
import { listInvalidCases } from "./invalid-cases.js";
import { isSendable } from "./is-sendable.js";
import { isValid, proveCase } from "./prove-case.js";
import { readCase } from "./read-case.js";
import { listUnreadable } from "./unreadable-cases.js";
import { listValidCases } from "./valid-cases.js";
import { withBody, withParameter } from "./write-value.js";

/** A good case of the first operation of a contract, with that body. */
function createCase({ document }: Contract, body?: Json, more: Partial<Case> = {}): Case {
  const [operation] = document.operations;
  if (!operation) throw new Error("a contract has an operation");
  const bare: Case = {
    operation,
    about: "a good one",
    expectation: "accepted",
    path: {},
    query: [],
    headers: [],
    cookies: [],
    credential: "valid",
    violations: [],
    ...more,
  };
  return withBody(bare, body);
}

/** A contract whose only operation takes a body of a schema, and those parameters. */
function createContract(
  schema: JsonObject,
  parameters: JsonObject[] = [],
  media: JsonObject = {},
  more: JsonObject = {},
) {
  const operation = {
    operationId: "put",
    parameters,
    requestBody: { "x-evidence": "published", content: { "application/json": { schema, ...media } } },
    responses: { "200": { description: "" } },
  };
  return createTinyContract({ "/things": { put: operation } }, more);
}

const everything = createContract(
  {
    type: "object",
    required: ["text"],
    additionalProperties: false,
    minProperties: 2,
    maxProperties: 12,
    properties: {
      text: { type: "string", minLength: 2, maxLength: 5 },
      code: { type: "string", pattern: "^[A-Z]{3}$" },
      day: { type: "string", format: "date" },
      kind: { enum: ["a", "b"] },
      fixed: { const: 7 },
      small: { type: "integer", minimum: 1, maximum: 9 },
      open: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
      step: { type: "number", multipleOf: 0.5 },
      list: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 3, uniqueItems: true },
      maybe: { type: ["string", "null"] },
      choice: { oneOf: [{ $ref: "#/components/schemas/Cat" }], discriminator: { propertyName: "is" } },
      deep: { type: "object", properties: { inner: { type: "boolean" } } },
    },
  },
  [],
  {},
  { components: { schemas: { Cat: { type: "object", properties: { is: { type: "string" } } } } } },
);

const good: JsonObject = {
  text: "text",
  code: "ABC",
  day: "2024-02-01",
  kind: "a",
  fixed: 7,
  small: 3,
  open: 0.5,
  step: 1.5,
  list: ["x", "y"],
  maybe: null,
  choice: { is: "Cat" },
  deep: { inner: true },
};

test("of every keyword that a value can break there is a case that the document proves to be invalid", () => {
  const broken = new Set<string>();
  for (const { keyword, cases } of listInvalidCases(everything, createCase(everything, good))) {
    for (const wanted of fc.sample(cases, { seed: 1, numRuns: 20 })) {
      if (wanted.expectation !== "refused") continue;
      expect(isValid(proveCase(everything, wanted))).toBe(false);
      broken.add(keyword);
    }
  }
  const keywords =
    "additionalProperties const discriminator enum exclusiveMaximum exclusiveMinimum format maxItems maxLength maxProperties " +
    "maximum minItems minLength minProperties minimum multipleOf pattern required type uniqueItems";
  expect(broken).toEqual(new Set(keywords.split(" ")));
});

test("an invalid case differs from the good one in the place that it names, and in nothing else", () => {
  const base = createCase(everything, good);
  for (const { name, cases } of listInvalidCases(everything, base)) {
    const [, place = ""] = /^body ([a-z]+)/.exec(name) ?? [];
    const [wanted] = fc.sample(cases, { seed: 2, numRuns: 1 });
    const { body } = readCase(wanted ?? base);
    // What is broken at the top, such as a key that is missing, is about several places.
    if (!(place in good) || body.kind !== "value") continue;
    expect({ ...(isJsonObject(body.value) && body.value), [place]: good[place] }, name).toEqual(good);
  }
});

test("the same seed makes the same cases, another one others", () => {
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).not.toEqual(draw(6));
});

function draw(seed: number) {
  return [...listInvalidCases(everything, createCase(everything, good))].map(({ cases }) =>
    fc.sample(cases, { seed, numRuns: 3 }).map(({ body }) => body?.value),
  );
}

test("values at the edge are valid, and are there from both sides", () => {
  const edges = [...listBoundaryCases(everything, createCase(everything, good))];
  expect(edges.every((wanted) => isValid(proveCase(everything, wanted)))).toBe(true);
  const abouts = edges.map(({ about }) => about);
  for (const about of [
    "small is 1",
    "small is 9",
    "text is of 2 characters",
    "text is of 5 characters",
    'kind is "b" of its values',
    "maybe is null",
  ]) {
    expect(abouts, about).toContain(`body ${about}`);
  }
});

test("a value that names a record is left as it is, and so is what only the server writes", () => {
  const contract = createContract({
    type: "object",
    properties: {
      owner: { type: "string", "x-standin-param": "ownerId" },
      made: { type: "string", readOnly: true },
      name: { type: "string" },
    },
  });
  const abouts = [...listBoundaryCases(contract, createCase(contract, { owner: "o1", name: "n" }))].map(
    ({ about }) => about,
  );
  expect(abouts.some((about) => about.startsWith("body name"))).toBe(true);
  expect(abouts.filter((about) => /owner|made/.test(about))).toEqual([]);
});

test("what breaks only a rule has that rule and its evidence, what breaks the documentation has the documentation's", () => {
  const contract = createContract(
    { type: "object", properties: { name: { type: "string" } } },
    [],
    {
      "x-assumed": {
        rule: "T-1",
        evidence: "observed",
        status: { on: 422, off: null },
        switch: "s",
        schema: { required: ["name"] },
      },
    },
    {
      "x-standin": { api: "tiny", error: {}, collections: {}, rules: { "T-1": { evidence: "assumed", about: "So." } } },
    },
  );
  const lacking = proveCase(contract, createCase(contract, {}));
  expect(lacking.documented).toEqual([]);
  expect(lacking.assumed).toMatchObject([{ rule: "T-1", statuses: [422] }]);
  expect(lacking.assumed[0]?.findStatement()).toMatchObject({ evidence: "assumed", rule: "T-1" });
  const wrong = proveCase(contract, createCase(contract, { name: 1 }));
  expect(wrong.documented[0]?.findStatement()).toEqual({
    pointer: "/paths/~1things/put/requestBody/content/application~1json/schema/properties/name/type",
    evidence: "published",
    rule: undefined,
  });
  // Without a body, a rule lacks what it asks for.
  expect(proveCase(contract, createCase(contract)).assumed).toHaveLength(1);
});

test("a request is not asked for what is only read, even where that is required", () => {
  const contract = createContract({
    type: "object",
    required: ["id"],
    properties: { id: { type: "string", readOnly: true } },
  });
  expect(isValid(proveCase(contract, createCase(contract, {})))).toBe(true);
});

test("what a request says of a field that is only read proves nothing, as servers pass over it", () => {
  const contract = createContract({
    type: "object",
    properties: {
      id: { type: "string", readOnly: true },
      made: { type: "object", readOnly: true, properties: { by: { type: "string" } } },
      idea: { type: "string" },
    },
  });
  const prove = (body: Json) => isValid(proveCase(contract, createCase(contract, body)));
  expect([prove({ id: 1 }), prove({ made: { by: 1 } }), prove({ made: 1 }), prove({ idea: 1 })]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test("valid cases have the documented examples, the least and the most, but for the run's marker", () => {
  const contract = createContract(
    {
      type: "object",
      required: ["a"],
      properties: { a: { type: "string" }, b: { type: "integer" }, note: { type: "string" }, c: { type: "object" } },
    },
    [{ name: "deep", in: "query", schema: { type: "boolean" } }],
    { examples: { one: { value: { a: "x" } }, wrong: { value: { b: 1 } } } },
  );
  const base = createCase(contract, { a: "y", b: 2, note: "mark" });
  const found = [...listValidCases(contract, { base, keep: "note", seed: 1 })];
  const values = found.map(({ body }) => body?.value);
  expect(found.map(({ about }) => about)).toContain('the documented example "one"');
  expect(values).toContainEqual({ a: "x", note: "mark" });
  expect(values).toContainEqual({ a: "y", note: "mark" });
  expect(values).toContainEqual({ a: "y", b: 2, note: "mark", c: { probe: "x", nested: { deep: [1, true] } } });
  expect(found.some(({ query }) => query.some(([name]) => name === "deep"))).toBe(true);
});

const STYLES: readonly JsonObject[] = [
  { name: "p", in: "query", schema: { type: "array", items: { type: "integer" } } },
  { name: "p", in: "query", explode: false, schema: { type: "array", items: { type: "integer" } } },
  {
    name: "p",
    in: "query",
    style: "pipeDelimited",
    explode: false,
    schema: { type: "array", items: { type: "integer" } },
  },
  {
    name: "p",
    in: "query",
    style: "spaceDelimited",
    explode: false,
    schema: { type: "array", items: { type: "integer" } },
  },
  { name: "p", in: "header", schema: { type: "array", items: { type: "integer" } } },
];

test.each(STYLES)(
  "a list is written as its parameter's style has it, so that it is read as the same: %o",
  (parameter) => {
    const contract = createContract({}, [parameter]);
    const base = createCase(contract, {});
    const [own] = base.operation.parameters;
    if (!own) throw new Error("the operation has a parameter");
    expect(readCase(withParameter(base, own, [1, 2])).parameters[0]?.value).toEqual([1, 2]);
    expect(
      readCase(withParameter(withParameter(base, own, [1, 2]), own, undefined)).parameters[0]?.value,
    ).toBeUndefined();
  },
);

test("an object is written as deepObject, form and simple have it", () => {
  const schema = { type: "object", properties: { a: { type: "integer" }, b: { type: "string" } } };
  const parameters: JsonObject[] = [
    { name: "deep", in: "query", style: "deepObject", explode: true, schema },
    { name: "form", in: "query", explode: false, schema },
    { name: "x-simple", in: "header", schema },
    { name: "json", in: "query", content: { "application/json": { schema } } },
  ];
  const base = createCase(createContract({}, parameters), {});
  for (const parameter of base.operation.parameters) {
    const written = withParameter(base, parameter, { a: 1, b: "x" });
    expect(readCase(written).parameters.find((read) => read.parameter === parameter)?.value, parameter.name).toEqual({
      a: 1,
      b: "x",
    });
  }
});

test("what HTTP would trim, split or take for another path is not sent", () => {
  const base = createCase(createContract({}), {});
  for (const text of ["", ".", "..", "a/b", "\ud800"])
    expect(isSendable({ ...base, path: { id: text } }), text).toBe(false);
  for (const text of [" a", "a\nb", "ä"]) expect(isSendable({ ...base, headers: [["x", text]] }), text).toBe(false);
  expect(isSendable({ ...base, path: { id: "ä %" }, headers: [["x", "a b"]], cookies: [["c", "v"]] })).toBe(true);
});

test("an unreadable body is none that the document could read; a form has no malformed JSON", () => {
  const contract = createContract({ type: "object" });
  const unreadable = listUnreadable(createCase(contract, { a: "b" }), 3);
  const refused = unreadable.filter(({ wanted }) => wanted.expectation === "refused");
  expect(refused.map(({ wanted }) => readCase(wanted).body.kind)).toEqual(refused.map(() => "unreadable"));
  expect(new Set(unreadable.map(({ kind }) => kind))).toEqual(new Set(["media-type", "malformed"]));
  const form = withBody(createCase(contract), { a: "b" }, "application/x-www-form-urlencoded");
  expect(listUnreadable(form, 3).map(({ kind }) => kind)).toEqual(["media-type", "media-type"]);
});
