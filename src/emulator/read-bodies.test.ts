import { expect, test } from "vitest";
import type { Json, JsonObject } from "../openapi/json.js";
import { createForeignEmulator } from "../testing/create-foreign-emulator.js";

/** What a behaviour is given of a body that is sent as a media type, which has that schema; or the status of the refusal. */
async function send(
  media: { readonly type: string; readonly schema?: Json; readonly encoding?: JsonObject },
  body: string | Uint8Array,
  contentType = media.type,
): Promise<Json | undefined> {
  const { type, schema = {}, encoding = {} } = media;
  const content = { [type]: { schema, encoding } };
  const responses = { 200: { description: "ok", content: { "application/json": {} } } };
  const paths = { "/send": { post: { operationId: "send", requestBody: { content }, responses } } };
  let received: Json | undefined;
  const emulator = createForeignEmulator(
    { openapi: "3.1.0", info: {}, paths },
    {
      send({ body: own }) {
        received = own;
        return { status: 200, body: own, rules: [] };
      },
    },
  );
  const { status } = await emulator.handle({
    method: "POST",
    url: "/send",
    headers: { "content-type": contentType },
    body,
  });
  return status === 200 ? received : status;
}

const FORM = "application/x-www-form-urlencoded";

function object(properties: JsonObject): Json {
  return { type: "object", properties };
}

test.each<[string, JsonObject, JsonObject, string, Json]>([
  ["numbers and flags", { n: { type: "integer" }, on: { type: "boolean" } }, {}, "n=7&on=true", { n: 7, on: true }],
  ["repeated fields", { tags: { type: "array", items: { type: "integer" } } }, {}, "tags=1&tags=2", { tags: [1, 2] }],
  [
    "fields with delimiters",
    { tags: { type: "array", items: { type: "string" } } },
    { tags: { style: "pipeDelimited", explode: false } },
    "tags=a%7Cb",
    { tags: ["a", "b"] },
  ],
  ["objects as JSON", { at: object({ x: { type: "integer" } }) }, {}, "at=%7B%22x%22%3A1%7D", { at: { x: 1 } }],
  [
    "deep objects, deeper than OpenAPI says",
    { at: object({ x: { type: "integer" }, of: { type: "array", items: object({ y: { type: "integer" } }) } }) },
    { at: { style: "deepObject", explode: true } },
    "at[x]=1&at[of][0][y]=2&at[of][1][y]=3",
    { at: { x: 1, of: [{ y: 2 }, { y: 3 }] } },
  ],
  ["what is no field", {}, {}, "other=1&__proto__=2", JSON.parse('{"other":"1","__proto__":"2"}') as Json],
])("a form's %s are read by its schema", async (_about, properties, encoding, body, read) => {
  expect(await send({ type: FORM, schema: object(properties), encoding }, body)).toEqual(read);
});

test("a form that breaks its schema is refused", async () => {
  expect(await send({ type: FORM, schema: object({ n: { type: "integer" } }) }, "n=seven")).toBe(400);
});

test("a multipart body is read, files byte by byte", async () => {
  const schema = object({
    name: { type: "string" },
    n: { type: "integer" },
    meta: object({}),
    file: { type: "string", format: "binary" },
  });
  const form = new FormData();
  form.set("name", "Ünal");
  form.set("n", "7");
  form.set("meta", '{"a": 1}');
  form.set("file", new Blob([new Uint8Array([0, 13, 10, 255])]), "x.bin");
  const request = new Request("http://localhost/", { method: "POST", body: form });
  const [type, body] = [request.headers.get("content-type") ?? "", new Uint8Array(await request.arrayBuffer())];
  expect(await send({ type: "multipart/form-data", schema }, body, type)).toEqual({
    name: "Ünal",
    n: 7,
    meta: { a: 1 },
    file: "\u0000\r\n\u00ff",
  });
});

test.each(["", "--x", "--x\r\n\r\n--x--", "no boundary at all"])(
  "a multipart body that is not well-formed is refused: %j",
  async (body) => {
    const answer = await send({ type: "multipart/form-data" }, body, "multipart/form-data; boundary=x");
    expect(answer).toBe(body === "" ? undefined : 400);
  },
);

test("text is text, XML is taken as it is, and bytes are characters", async () => {
  expect(await send({ type: "text/plain", schema: { type: "string", maxLength: 2 } }, "abc")).toBe(400);
  expect(await send({ type: "text/plain", schema: { type: "string" } }, "abc")).toBe("abc");
  expect(await send({ type: "application/xml", schema: { type: "object" } }, "<a/>")).toBe("<a/>");
  expect(await send({ type: "application/octet-stream" }, new Uint8Array([255, 0]))).toBe("\u00ff\u0000");
  expect(await send({ type: "application/merge-patch+json", schema: { type: "object" } }, "[]")).toBe(400);
});
