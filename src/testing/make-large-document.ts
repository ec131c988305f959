import type { Json, JsonObject } from "../openapi/json.js";

/**
 * Makes a document of many paths, as those of large companies are: services with collections, their items with actions,
 * and what belongs to the items, with schemas that all share and some that each resource has of its own.
 */
export function makeDocumentOfPaths(count: number): JsonObject {
  const schemas: JsonObject = { ...SHARED };
  const paths: [string, Json][] = [];
  for (let at = 0; paths.length < count; at++) {
    const name = `${WORDS[at % WORDS.length]}${at}`;
    schemas[`${name}Part`] = describePart(name);
    schemas[name] = describeRecord(name);
    const collection = `/service${at % 40}/${name}s`;
    paths.push(...listPaths(collection, name), ...listPaths(`${collection}/{${name}Id}/parts`, `${name}Part`));
  }
  return { ...HEAD, paths: Object.fromEntries(paths.slice(0, count)), components: { schemas, parameters, responses } };
}

/** Makes a document of few paths with so many bytes at least, of schemas that refer to each other, and their examples. */
export function makeDocumentOfSize(bytes: number): JsonObject {
  const schemas: JsonObject = { ...SHARED };
  for (let size = 0, at = 0; size < bytes; at++) {
    const schema = describeLarge(at);
    schemas[`large${at}`] = schema;
    size += JSON.stringify(schema).length;
  }
  const names = Object.keys(schemas).slice(-10);
  const paths = Object.fromEntries(names.flatMap((name) => listPaths(`/${name}s`, name)));
  return { ...HEAD, paths, components: { schemas, parameters, responses } };
}

const HEAD = { openapi: "3.1.0", info: { title: "Large", version: "1" } };

const WORDS = ["account", "order", "invoice", "device", "ticket", "shipment", "member", "report", "alert", "plan"];

function refer(name: string, kind = "schemas"): JsonObject {
  return { $ref: `#/components/${kind}/${name}` };
}

const text = { type: "string", maxLength: 200 };

const SHARED: JsonObject = {
  Named: { type: "object", required: ["id", "name"], properties: { id: { ...text, readOnly: true }, name: text } },
  Labels: { type: "object", additionalProperties: text },
  Money: {
    type: "object",
    required: ["amount", "currency"],
    properties: { amount: { type: "number", minimum: 0 }, currency: { type: "string", enum: ["EUR", "USD"] } },
  },
  Tree: { type: "object", properties: { title: text, children: { type: "array", items: refer("Tree") } } },
  Problem: {
    type: "object",
    required: ["code", "message"],
    properties: { code: { type: "string", pattern: "^[a-z-]+$" }, message: { type: "string" } },
  },
};

const parameters: JsonObject = {
  limit: { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 100 } },
  cursor: { name: "cursor", in: "query", schema: { type: "string" } },
};

const responses: JsonObject = { Problem: { description: "what is wrong", ...json(refer("Problem")) } };

function json(schema: Json): JsonObject {
  return { content: { "application/json": { schema } } };
}

function describePart(name: string): Json {
  return { allOf: [refer("Named"), { type: "object", properties: { [`${name}Id`]: text, price: refer("Money") } }] };
}

function describeRecord(name: string): Json {
  const state = { type: "string", enum: ["draft", "active", "archived"] };
  const own = { state, labels: refer("Labels"), created: { type: "string", format: "date-time" }, tree: refer("Tree") };
  const best = { oneOf: [refer(`${name}Part`), { type: "null" }] };
  return { allOf: [refer("Named"), { type: "object", properties: { ...own, best } }] };
}

/** What there is of a collection: to list, make, read, change, delete and archive. */
function listPaths(collection: string, name: string): [string, Json][] {
  const own = [...collection.matchAll(/\{(\w+)\}/g)].map(([, parameter = ""]) => toPathParameter(parameter));
  const id = toPathParameter(`${name}Id`);
  const body = { required: true, ...json(refer(name)) };
  const answer = (schema: Json) => ({ description: "done", ...json(schema) });
  const operation = (verb: string, responded: JsonObject, more: JsonObject = {}): JsonObject => ({
    operationId: `${verb}-${name}`,
    ...more,
    responses: { ...responded, 404: refer("Problem", "responses"), default: refer("Problem", "responses") },
  });
  const page = { type: "object", properties: { data: { type: "array", items: refer(name) }, next: text } };
  const pages = { parameters: [refer("limit", "parameters"), refer("cursor", "parameters")] };
  return [
    [
      collection,
      {
        parameters: own,
        get: operation("list", { 200: answer(page) }, pages),
        post: operation("create", { 201: answer(refer(name)) }, { requestBody: body }),
      },
    ],
    [
      `${collection}/{${name}Id}`,
      {
        parameters: [...own, id],
        get: operation("read", { 200: answer(refer(name)) }),
        patch: operation("change", { 200: answer(refer(name)) }, { requestBody: body }),
        delete: operation("delete", { 204: { description: "done" } }),
      },
    ],
    [
      `${collection}/{${name}Id}/archive`,
      { parameters: [...own, id], post: operation("archive", { 200: answer(refer(name)) }) },
    ],
  ];
}

function toPathParameter(name: string): JsonObject {
  return { name, in: "path", required: true, schema: { type: "string" } };
}

/** A schema of some kilobytes, with an example, that refers to the one before it. */
function describeLarge(at: number): Json {
  const fields = Array.from({ length: 40 }, (_, number) => `field${number}`);
  const properties = Object.fromEntries(
    fields.map((field) => [field, { ...text, description: `What ${field} says of the ${at}th, and why it is there.` }]),
  );
  const example = Object.fromEntries(fields.map((field) => [field, `the ${field} of the ${at}th`]));
  const before = at === 0 ? refer("Named") : refer(`large${at - 1}`);
  return { type: "object", properties: { id: text, ...properties, before }, example };
}
