import { expect, test } from "vitest";
import type { Json } from "../openapi/json.js";
import { createForeignEmulator } from "../testing/create-foreign-emulator.js";

/** How a body goes out whose response documents those media types. */
async function answer(body: Json, ...mediaTypes: readonly string[]) {
  const content = Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: { $ref: "#/components/schemas/Thing" } }]),
  );
  const paths = { "/x": { get: { operationId: "get", responses: { 200: { description: "ok", content } } } } };
  const document = { openapi: "3.1.0", info: {}, paths, components: { schemas: { Thing: {} } } };
  const emulator = createForeignEmulator(document, { get: () => ({ status: 200, body, rules: [] }) });
  const { headers, body: text } = await emulator.handle({ method: "GET", url: "/x", headers: {} });
  return [headers["content-type"], text];
}

const XML = '<?xml version="1.0" encoding="UTF-8"?><Thing><id>1</id></Thing>';

test.each<[string, Json, readonly string[], readonly string[]]>([
  [
    "JSON is preferred",
    { id: 1 },
    ["application/xml", "application/json"],
    ["application/json; charset=utf-8", '{"id":1}'],
  ],
  ["a value is written as XML", { id: 1 }, ["application/xml"], ["application/xml; charset=utf-8", XML]],
  ["XML that is a text already stays", "<a/>", ["text/xml"], ["text/xml; charset=utf-8", "<a/>"]],
  ["text is no JSON string", "a\nb", ["text/plain"], ["text/plain; charset=utf-8", "a\nb"]],
  ["a range becomes a media type", { id: 1 }, ["*/*"], ["application/json; charset=utf-8", '{"id":1}']],
  ["what is binary has no charset", "abc", ["image/png"], ["image/png", "abc"]],
])("%s", async (_about, body, mediaTypes, wire) => {
  expect(await answer(body, ...mediaTypes)).toEqual(wire);
});
