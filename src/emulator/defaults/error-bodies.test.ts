import { expect, test } from "vitest";
import type { JsonObject } from "../../openapi/json.js";
import { answers, inPath, serveDocument, takes } from "../../testing/serve-document.js";

/** A thing that can be made and read; its errors are like that. */
function serveThing(error: JsonObject, statuses = { invalid: "400", missing: "404" }) {
  const thing: JsonObject = {
    type: "object",
    required: ["name"],
    properties: { id: { type: "string" }, name: { type: "string" } },
  };
  return serveDocument({
    paths: {
      "/things": {
        post: {
          operationId: "createThing",
          requestBody: takes(thing),
          responses: { "201": answers(thing), [statuses.invalid]: answers(error) },
        },
      },
      "/things/{id}": {
        parameters: [inPath("id")],
        get: { operationId: "getThing", responses: { "200": answers(thing), [statuses.missing]: answers(error) } },
      },
    },
    isEmpty: true,
  });
}

const string = { type: "string" };

test.each<[string, JsonObject, unknown]>([
  ["a code and a message", { code: { type: "integer" }, message: string }, { code: 400, message: "name is required." }],
  ["a code in words", { code: string, detail: string }, { code: "invalid_request", detail: "name is required." }],
  [
    "an object within",
    { error: { type: "object", properties: { status: { type: "integer" }, message: string } } },
    { error: { status: 400, message: "name is required." } },
  ],
  [
    "an entry for each field",
    { errors: { type: "array", items: { type: "object", properties: { field: string, message: string } } } },
    { errors: [{ field: "name", message: "is required" }] },
  ],
  ["texts", { errors: { type: "array", items: string } }, { errors: ["name is required"] }],
])("an error says in the documented fields what is wrong: %s", async (_, properties, body) => {
  const { ask } = serveThing({ type: "object", required: Object.keys(properties), properties });
  expect(await ask("POST /things", {})).toMatchObject({ status: 400, body });
});

test.each([
  [{ invalid: "422", missing: "410" }, [422, 410]],
  [{ invalid: "4XX", missing: "4XX" }, [400, 404]],
  [{ invalid: "default", missing: "default" }, [400, 404]],
])("an error has the documented status that fits best: %j", async (documented, statuses) => {
  const error = { type: "object", required: ["message"], properties: { message: string } };
  const { ask } = serveThing(error, documented);
  const replies = [await ask("POST /things", {}), await ask("GET /things/none")];
  expect(replies.map(({ status }) => status)).toEqual(statuses);
  for (const { body } of replies) expect(body).toHaveProperty("message");
});
