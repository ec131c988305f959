import { expect, test } from "vitest";
import type { JsonObject } from "../../openapi/json.js";
import { answers, inPath, serveDocument, takes } from "../../testing/serve-document.js";

const user: JsonObject = { $ref: "#/components/schemas/User" };

const SCHEMAS: JsonObject = {
  Stamp: { type: "string", format: "date-time", readOnly: true },
  User: {
    allOf: [{ required: ["createdAt"] }],
    type: "object",
    required: ["id", "name", "password", "address"],
    properties: {
      id: { type: "integer", readOnly: true },
      createdAt: { $ref: "#/components/schemas/Stamp" },
      name: { type: "string" },
      password: { type: "string", writeOnly: true },
      address: { type: "object", required: ["city", "zone"], properties: { city: {}, zone: { readOnly: true } } },
    },
  },
};

const PATHS: JsonObject = {
  "/users": {
    get: { operationId: "listUsers", responses: { "200": answers({ type: "array", items: user }) } },
    post: {
      operationId: "createUser",
      requestBody: takes(user),
      responses: { "201": answers(user), "400": { description: "no" } },
    },
  },
  "/users/{id}": {
    parameters: [inPath("id", { type: "integer" })],
    get: { operationId: "getUser", responses: { "200": answers(user), "404": { description: "no" } } },
  },
};

const SENT: JsonObject = { name: "Ada", password: "secret", address: { city: "London" } };

test("what is required and read only need not be sent, and what is written only is not answered", async () => {
  const { ask } = serveDocument({ paths: PATHS, schemas: SCHEMAS });
  const made = await ask("POST /users", SENT);
  expect(made).toMatchObject({ status: 201, body: { name: "Ada", address: { city: "London" } } });
  expect(made.body).toHaveProperty("createdAt");
  expect(made.body).not.toHaveProperty("password");
  expect(made.headers).not.toHaveProperty("x-standin-violations");
});

test.each(["name", "password", "address"])(
  "a request that lacks %s, which goes to the server, is refused",
  async (name) => {
    const { ask } = serveDocument({ paths: PATHS, schemas: SCHEMAS });
    const { [name]: _, ...rest } = SENT;
    expect(await ask("POST /users", rest)).toMatchObject({ status: 400 });
  },
);
