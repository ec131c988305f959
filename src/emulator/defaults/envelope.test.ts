import { expect, test } from "vitest";
import type { JsonObject } from "../../openapi/json.js";
import { createForeignEmulator } from "../../testing/create-foreign-emulator.js";

const json = (schema: JsonObject): JsonObject => ({ description: "", content: { "application/json": { schema } } });
const booking: JsonObject = { $ref: "#/components/schemas/Booking" };

/** Bookings whose list is an envelope that all lists share, and a part beside it that says of what. */
const DOCUMENT: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Travel", version: "1" },
  paths: {
    "/bookings": {
      get: {
        operationId: "listBookings",
        responses: {
          "200": json({
            allOf: [
              { $ref: "#/components/schemas/Envelope" },
              { properties: { data: { type: "array", items: booking } } },
            ],
          }),
        },
      },
      post: {
        operationId: "createBooking",
        requestBody: { content: { "application/json": { schema: booking } } },
        responses: { "201": json(booking) },
      },
    },
    "/bookings/{bookingId}": {
      parameters: [{ name: "bookingId", in: "path", required: true, schema: { type: "string" } }],
      get: { operationId: "getBooking", responses: { "200": json(booking) } },
    },
  },
  components: {
    schemas: {
      Booking: {
        type: "object",
        required: ["id"],
        properties: { id: { type: "string", readOnly: true }, passenger: { type: "string" } },
      },
      Envelope: {
        type: "object",
        properties: { data: { type: "array", items: { type: "object" } }, links: { type: "object" } },
      },
    },
  },
};

test("what is made is in a list whose envelope says only beside it what it lists", async () => {
  const emulator = createForeignEmulator(DOCUMENT);
  const headers = { "content-type": "application/json" };
  const made = await emulator.handle({ method: "POST", url: "/bookings", headers, body: '{"passenger":"Ada"}' });
  const { data } = JSON.parse((await emulator.handle({ method: "GET", url: "/bookings", headers: {} })).body ?? "") as {
    data: unknown[]; // as the document has it
  };
  expect(data).toContainEqual(JSON.parse(made.body ?? ""));
});
