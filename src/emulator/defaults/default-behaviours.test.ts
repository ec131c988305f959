import { expect, test } from "vitest";
import type { JsonObject } from "../../openapi/json.js";
import { jsonContent, serveDocument as serve } from "../../testing/serve-document.js";

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

const pet = { $ref: "#/components/schemas/Pet" };
const error = { description: "no", content: jsonContent({ $ref: "#/components/schemas/Error" }) };
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
          content: jsonContent({
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
      requestBody: { required: true, content: jsonContent(pet) },
      responses: { "201": { description: "made", content: jsonContent(pet) }, "400": error },
    },
  },
  "/pets/{petId}": {
    parameters: [id],
    get: {
      operationId: "getPet",
      responses: { "200": { description: "ok", content: jsonContent(pet) }, "404": error },
    },
    patch: {
      operationId: "changePet",
      requestBody: { content: jsonContent({ type: "object", properties: { name: { type: "string" } } }) },
      responses: { "200": { description: "ok", content: jsonContent(pet) }, "404": error },
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
