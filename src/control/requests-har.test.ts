import { expect, test } from "vitest";
import { compileDataSchema } from "../openapi/schema-validator.js";
import { createTestEmulator } from "../testing/test-emulator.js";

const INSTITUTION = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

const text = { type: "string" };
const size = { type: "integer" };
const pairs = {
  type: "array",
  items: { type: "object", required: ["name", "value"], properties: { name: text, value: text } },
};

/** What HAR 1.2 asks of an archive, as far as the tools that open one do. */
const HAR = {
  type: "object",
  required: ["log"],
  properties: {
    log: {
      type: "object",
      required: ["version", "creator", "entries"],
      properties: {
        version: { const: "1.2" },
        creator: { type: "object", required: ["name", "version"], properties: { name: text, version: text } },
        entries: {
          type: "array",
          items: {
            type: "object",
            required: ["startedDateTime", "time", "request", "response", "cache", "timings"],
            properties: {
              startedDateTime: { type: "string", format: "date-time" },
              time: { type: "number", minimum: 0 },
              request: {
                type: "object",
                required: [
                  "method",
                  "url",
                  "httpVersion",
                  "cookies",
                  "headers",
                  "queryString",
                  "headersSize",
                  "bodySize",
                ],
                properties: {
                  method: text,
                  url: { type: "string", format: "uri" },
                  httpVersion: text,
                  cookies: { type: "array" },
                  headers: pairs,
                  queryString: pairs,
                  headersSize: size,
                  bodySize: size,
                  postData: { type: "object", required: ["mimeType", "text"], properties: { mimeType: text, text } },
                },
              },
              response: {
                type: "object",
                required: [
                  "status",
                  "statusText",
                  "httpVersion",
                  "cookies",
                  "headers",
                  "content",
                  "redirectURL",
                  "headersSize",
                  "bodySize",
                ],
                properties: {
                  status: size,
                  headers: pairs,
                  content: {
                    type: "object",
                    required: ["size", "mimeType"],
                    properties: { size, mimeType: text, text },
                  },
                  redirectURL: text,
                },
              },
              cache: { type: "object" },
              timings: { type: "object", required: ["send", "wait", "receive"] },
            },
          },
        },
      },
    },
  },
};

test("the journal is told as an archive of HAR 1.2, whatever was sent", async () => {
  const emulator = await createTestEmulator();
  const json = { name: "Inbox", type: "Email", provider: "Gmail" };
  await emulator.send({
    line: `POST ${INSTITUTION}?a=1&b=%20`,
    as: "fassport.admin",
    json,
    headers: { host: "auto.test:1" },
  });
  for (const line of ["GET //", "GET /%zz?%zz", "OPTIONS *", "GET http://elsewhere.test/nowhere", "GET /nowhere"]) {
    await emulator.send({ line, headers: { host: "b@d host" } });
  }
  await emulator.send({ line: `POST ${INSTITUTION}`, as: "fassport.admin", body: "{" });
  const { status, body } = await emulator.send({ line: "GET /__standin/requests.har" });
  expect(status).toBe(200);
  expect(compileDataSchema(HAR)(body)).toEqual([]);
  expect(body).toMatchObject({
    log: {
      entries: [
        {
          startedDateTime: "2026-01-15T12:00:00.000Z",
          request: {
            method: "POST",
            url: `http://auto.test:1${INSTITUTION}?a=1&b=%20`,
            queryString: [
              { name: "a", value: "1" },
              { name: "b", value: " " },
            ],
            postData: { mimeType: "application/json", text: JSON.stringify(json) },
          },
          response: { status: 200, content: { mimeType: "application/json; charset=utf-8" } },
          _standin: { operation: "fassport.createIntegration", principal: "admin", evidence: "assumed" },
        },
        ...Array.from({ length: 6 }, () => ({})),
      ],
    },
  });
});

test("an archive holds what its filter lets through, and of a session's own requests only", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: `GET ${INSTITUTION}`, as: "fassport.admin" });
  await emulator.send({ line: `GET ${INSTITUTION}`, headers: { "x-standin-session": "other" } });
  await emulator.send({ line: "GET /nowhere" });
  const { body } = await emulator.send({ line: "GET /__standin/requests.har?api=fassport" });
  expect(body).toMatchObject({ log: { entries: [{ response: { status: 200 } }] } });
});

test("a filter that is none is refused", async () => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: "GET /__standin/requests.har?status=x" })).toMatchObject({
    status: 400,
    body: { error: "invalid-request" },
  });
});
