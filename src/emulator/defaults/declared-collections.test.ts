import { expect, test } from "vitest";
import { parseJson, type Json, type JsonObject } from "../../openapi/json.js";
import { loadDocumentText } from "../../openapi/load-document.js";
import { createPatternEngine } from "../../openapi/pattern-engine.js";
import { answers, serveDocument, takes } from "../../testing/serve-document.js";
import { createEmulator } from "../emulator.js";
import { createDefaultApi } from "./default-api.js";

const HUB: JsonObject = {
  type: "object",
  required: ["id"],
  properties: {
    id: { type: "string" },
    name: { type: "string" },
    access: {
      type: "object",
      properties: { user: { type: "string" }, key: { type: "string", "x-standin-secret": true } },
    },
  },
};

const id = { name: "id", in: "path", required: true, schema: { type: "string" } };

const PATHS: JsonObject = {
  "/hubs": {
    get: { operationId: "listHubs", responses: { 200: answers({ type: "array", items: HUB }) } },
    post: { operationId: "createHub", requestBody: takes(HUB), responses: { 201: answers(HUB) } },
  },
  "/hubs/{id}": {
    parameters: [id],
    get: { operationId: "readHub", responses: { 200: answers(HUB), 404: { description: "there is none" } } },
    patch: {
      operationId: "changeHub",
      requestBody: takes(HUB),
      responses: { 200: answers(HUB), 404: { description: "" } },
    },
    delete: { operationId: "deleteHub", responses: { 204: { description: "gone" }, 404: { description: "" } } },
  },
};

function declare(schema: JsonObject, more: JsonObject): JsonObject {
  return { identity: "id", cleanup: "delete", schema, ...more };
}

/** The collection of hubs, of which more is kept than is shown. */
function declareHubs(kept: JsonObject, more: JsonObject): JsonObject {
  const schema = { type: "object", properties: { ...(HUB["properties"] as JsonObject), ...kept } }; // an object, as above
  return { collections: { hubs: declare(schema, more) } };
}

test.each<[string, JsonObject, Json]>([
  ["a flag", { isDeleted: { type: "boolean" } }, true],
  ["a time", { deletedAt: { type: "string", format: "date-time" } }, expect.stringMatching(/^20\d\d-.*Z$/) as string],
])(
  "a collection that deletes softly keeps what is deleted, marked by %s, and lists it no more",
  async (_, kept, mark) => {
    const extension = declareHubs(kept, { cleanup: "soft" });
    const { ask, emulator } = serveDocument({ paths: PATHS, extension, isEmpty: true });
    await ask("POST /hubs", { id: "a" });
    await ask("POST /hubs", { id: "b" });
    expect(await ask("DELETE /hubs/a")).toMatchObject({ status: 204 });
    expect((await ask("GET /hubs")).body).toEqual([{ id: "b" }]);
    expect(await ask("GET /hubs/a")).toMatchObject({ status: 200, body: { id: "a" } });
    expect(await ask("DELETE /hubs/a")).toMatchObject({ status: 204 });
    const records = Object.values(emulator.freeze().collections).flat();
    expect(records).toContainEqual({ id: "a", [Object.keys(kept)[0] ?? ""]: mark });
  },
);

test("a collection that does not say so deletes for good, whatever its fields are called", async () => {
  const extension = declareHubs({ isDeleted: { type: "boolean" } }, { cleanup: "delete" });
  const { ask } = serveDocument({ paths: PATHS, extension, isEmpty: true });
  await ask("POST /hubs", { id: "a" });
  await ask("DELETE /hubs/a");
  expect(await ask("GET /hubs/a")).toMatchObject({ status: 404 });
});

test("what is declared as secret is kept, and never answered", async () => {
  const { ask, emulator } = serveDocument({ paths: PATHS, isEmpty: true });
  const sent = { id: "a", access: { user: "ada", key: "k-1" } };
  const shown = { id: "a", access: { user: "ada", key: "[REDACTED]" } };
  expect((await ask("POST /hubs", sent)).body).toEqual(shown);
  expect((await ask("GET /hubs/a")).body).toEqual(shown);
  expect((await ask("GET /hubs")).body).toEqual([shown]);
  expect((await ask("PATCH /hubs/a", { id: "a", name: "One" })).body).toEqual({ ...shown, name: "One" });
  expect(JSON.stringify(emulator.freeze())).toContain("k-1");
});

test("a secret of what is kept is not answered where the answer's own schema does not call it one", async () => {
  const plain = { ...HUB, properties: { id: { type: "string" }, code: { type: "string" } } };
  const paths = JSON.parse(JSON.stringify(PATHS).replaceAll(JSON.stringify(HUB), JSON.stringify(plain))) as JsonObject; // as it was
  const extension = declareHubs({ code: { type: "string", "x-standin-secret": true } }, {});
  const { ask } = serveDocument({ paths, extension, isEmpty: true });
  expect((await ask("POST /hubs", { id: "a", code: "0000" })).body).toEqual({ id: "a", code: "[REDACTED]" });
});

test("a principal reaches the records of its own tenant only, where collection and principal name one", async () => {
  const securitySchemes = { key: { type: "apiKey", in: "header", name: "x-key" } };
  const responses = { 401: { description: "" } };
  const paths = JSON.parse(
    JSON.stringify(PATHS).replaceAll('"responses":{', `"responses":{${JSON.stringify(responses).slice(1, -1)},`),
  ) as JsonObject; // as it was
  const extension = declareHubs({ owner: { type: "string" } }, { tenant: "owner" });
  const whole = { openapi: "3.1.0", info: { title: "x", version: "1" }, paths, components: { securitySchemes } };
  const text = JSON.stringify({ ...whole, security: [{ key: [] }], "x-standin": extension });
  const api = createDefaultApi(loadDocumentText(text, "hubs.json").source, { compilePattern: createPatternEngine() });
  const { demo } = api.fixtures;
  const principals = (demo?.collections["principals"] ?? []) as { name: string }[]; // as every fixture has them
  const owned = principals.map((principal) => ({ ...principal, owner: `of-${principal.name}` }));
  const collections = { ...demo?.collections, principals: owned, hubs: [] };
  const emulator = createEmulator({
    apis: [{ ...api, fixtures: { demo: { api: "hubs", name: "demo", about: "", collections } } }],
  });
  const ask = async (who: string, method: string, url: string, body?: Json) => {
    const headers = { "x-key": `standin-hubs-${who}-key`, "content-type": "application/json" };
    const reply = await emulator.handle({
      method,
      url,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return reply.body === undefined || reply.status >= 400 ? reply.status : parseJson(reply.body);
  };
  await ask("admin", "POST", "/hubs", { id: "a" });
  await ask("guest", "POST", "/hubs", { id: "b", owner: "of-admin" });
  expect(await ask("admin", "GET", "/hubs")).toEqual([{ id: "a" }]);
  expect(await ask("guest", "GET", "/hubs")).toEqual([{ id: "b" }]);
  expect(await ask("guest", "GET", "/hubs/a")).toBe(404);
  expect(await ask("guest", "PATCH", "/hubs/a", { id: "a" })).toBe(404);
  expect(await ask("guest", "DELETE", "/hubs/a")).toBe(404);
  expect(await ask("admin", "GET", "/hubs/a")).toEqual({ id: "a" });
});

test("a record is found by what is declared to be unique within its scope, and what belongs to it by its identity", async () => {
  const text = { type: "string" };
  const user = { type: "object", properties: { id: text, externalId: text } };
  const key = { type: "object", properties: { id: text } };
  const parameters = ["hubId", "userId"].map((name) => ({ name, in: "path", required: true, schema: text }));
  const missing = { 404: { description: "there is none" } };
  const paths = {
    "/hubs/{hubId}/users": {
      parameters: parameters.slice(0, 1),
      get: { operationId: "listUsers", responses: { 200: answers({ type: "array", items: user }) } },
      post: { operationId: "createUser", requestBody: takes(user), responses: { 201: answers(user) } },
    },
    "/hubs/{hubId}/users/{userId}": {
      parameters,
      get: { operationId: "readUser", responses: { 200: answers(user), ...missing } },
      delete: { operationId: "deleteUser", responses: { 204: { description: "gone" }, ...missing } },
    },
    "/hubs/{hubId}/users/{userId}/keys": {
      parameters,
      get: { operationId: "listKeys", responses: { 200: answers({ type: "array", items: key }), ...missing } },
      post: { operationId: "createKey", requestBody: takes(key), responses: { 201: answers(key), ...missing } },
    },
  };
  const extension = {
    collections: {
      users: declare(
        { type: "object", properties: { id: text, hubId: text, externalId: text } },
        { unique: [["hubId", "externalId"]] },
      ),
      keys: declare(
        { type: "object", properties: { id: text, userId: text } },
        { references: { userId: { collection: "users", onDelete: "cascade" } } },
      ),
    },
  };
  const { ask, emulator } = serveDocument({ paths, extension, isEmpty: true });
  for (const hub of ["h1", "h2"]) await ask(`POST /hubs/${hub}/users`, { id: `ada-of-${hub}`, externalId: "ada" });
  expect((await ask("GET /hubs/h2/users/ada")).body).toEqual({ id: "ada-of-h2", externalId: "ada" });
  expect((await ask("GET /hubs/h2/users/ada-of-h2")).body).toEqual({ id: "ada-of-h2", externalId: "ada" });
  expect(await ask("GET /hubs/h2/users/ada-of-h1")).toMatchObject({ status: 404 });
  const { body: made } = await ask("POST /hubs/h1/users/ada/keys", {});
  expect(emulator.freeze().collections["shop.keys"]).toEqual([{ ...(made as JsonObject), userId: "ada-of-h1" }]); // as documented
  expect((await ask("GET /hubs/h1/users/ada/keys")).body).toEqual([made]);
  expect((await ask("GET /hubs/h2/users/ada/keys")).body).toEqual([]);
  expect(await ask("DELETE /hubs/h1/users/ada")).toMatchObject({ status: 204 });
  expect(await ask("GET /hubs/h1/users/ada")).toMatchObject({ status: 404 });
  expect(await ask("GET /hubs/h2/users/ada")).toMatchObject({ status: 200 });
  expect(emulator.freeze().collections["shop.keys"] ?? []).toEqual([]);
});
