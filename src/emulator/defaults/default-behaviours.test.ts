import { expect, test } from "vitest";
import { parseJson, type Json, type JsonObject } from "../../openapi/json.js";
import { loadImagination } from "../../openapi/values/imagination.js";
import { createEmulator } from "../emulator.js";

const imagination = await loadImagination();

/** An emulator of a document of which only the paths and schemas are known, and a shorter way to ask it. */
function serve(document: { paths: JsonObject; schemas?: JsonObject }) {
  const { paths, schemas = {} } = document;
  const source = { openapi: "3.1.0", info: { title: "Pet shop", version: "1" }, paths, components: { schemas } };
  const emulator = createEmulator({ apis: [{ document: source, imagination, fixtures: {} }] });
  return {
    emulator,
    ask: async (line: string, json?: Json) => {
      const [method = "", url = ""] = line.split(" ", 2);
      const body = json === undefined ? {} : { body: JSON.stringify(json) };
      const headers = json === undefined ? {} : { "content-type": "application/json" };
      const reply = await emulator.handle({ method, url, headers, ...body });
      expect(emulator.defects.list()).toEqual([]);
      return { ...reply, body: reply.body === undefined ? undefined : parseJson(reply.body) };
    },
  };
}

const PET: JsonObject = {
  type: "object",
  required: ["id", "name"],
  properties: {
    id: { type: "integer", readOnly: true },
    name: { type: "string" },
    tag: { type: "string" },
    status: { type: "string", enum: ["available", "sold"], default: "available" },
    createdAt: { type: "string", format: "date-time", readOnly: true },
  },
};

function content(schema: Json): JsonObject {
  return { "application/json": { schema } };
}

const pet = { $ref: "#/components/schemas/Pet" };
const error = { description: "no", content: content({ $ref: "#/components/schemas/Error" }) };
const id = { name: "petId", in: "path", required: true, schema: { type: "integer" } };

const PATHS: JsonObject = {
  "/pets": {
    get: {
      operationId: "listPets",
      parameters: [
        { name: "limit", in: "query", schema: { type: "integer" } },
        { name: "page", in: "query", schema: { type: "integer" } },
        { name: "status", in: "query", schema: { type: "string" } },
      ],
      responses: {
        "200": {
          description: "ok",
          content: content({
            type: "object",
            required: ["data", "total"],
            properties: {
              data: { type: "array", items: pet },
              total: { type: "integer" },
              has_more: { type: "boolean" },
            },
          }),
        },
      },
    },
    post: {
      operationId: "createPet",
      requestBody: { required: true, content: content(pet) },
      responses: { "201": { description: "made", content: content(pet) }, "400": error },
    },
  },
  "/pets/{petId}": {
    parameters: [id],
    get: {
      operationId: "getPet",
      responses: { "200": { description: "ok", content: content(pet) }, "404": error },
    },
    patch: {
      operationId: "changePet",
      requestBody: { content: content({ type: "object", properties: { name: { type: "string" } } }) },
      responses: { "200": { description: "ok", content: content(pet) }, "404": error },
    },
    delete: { operationId: "deletePet", responses: { "204": { description: "gone" }, "404": error } },
  },
};

const SCHEMAS: JsonObject = {
  Pet: PET,
  Error: {
    type: "object",
    required: ["code", "message"],
    properties: { code: { type: "integer" }, message: { type: "string" } },
  },
};

test("a record that is made can be read, listed, changed and deleted, and says that this was inferred", async () => {
  const { ask } = serve({ paths: PATHS, schemas: SCHEMAS });
  const made = await ask("POST /pets", { id: 0, name: "Rex", tag: "dog" });
  expect(made).toMatchObject({
    status: 201,
    headers: { "x-standin-evidence": "inferred" },
    // Three are there at first.
    body: { id: 4, name: "Rex", tag: "dog", status: "available" },
  });
  expect((await ask("GET /pets/4")).body).toEqual(made.body);
  expect((await ask("PATCH /pets/4", { name: "Max" })).body).toMatchObject({ id: 4, name: "Max", tag: "dog" });
  expect((await ask("GET /pets?page=4&limit=1")).body).toMatchObject({ data: [{ id: 4 }], total: 4, has_more: false });
  expect(await ask("DELETE /pets/4")).toMatchObject({ status: 204, body: undefined });
  expect(await ask("GET /pets/4")).toMatchObject({ status: 404, body: { code: 404 } });
});
