import { expect, test } from "vitest";
import { createReadyResponse } from "./ready-response.js";

const BODY = '{"name":"Zoë"}';
const reply = { status: 201, headers: { "content-type": "application/json", "x-a": "1" }, body: BODY };

/** The same as the platform makes it. */
const create = () => [createReadyResponse(reply), new Response(BODY, reply)] as const;

test("a reply's response is one of the platform's, with its status and headers", () => {
  const [own, native] = create();
  expect(own).toBeInstanceOf(Response);
  expect([own.status, own.ok, own.statusText, own.type, own.url, own.redirected]).toEqual([
    native.status,
    native.ok,
    native.statusText,
    native.type,
    native.url,
    native.redirected,
  ]);
  expect([...own.headers]).toEqual([...native.headers]);
});

test.each<[string, (response: Response) => Promise<unknown>]>([
  ["text", (response) => response.text()],
  ["json", (response) => response.json()],
  ["arrayBuffer", (response) => response.arrayBuffer()],
  ["blob", async (response) => (await response.blob()).text()],
  ["its clone", async (response) => [await response.clone().text(), await response.text()]],
  ["its stream", async (response) => new Response(response.body).text()],
])("%s gives what the platform's gives, once", async (_way, read) => {
  const [own, native] = create();
  expect(own.bodyUsed).toBe(false);
  expect(await read(own)).toEqual(await read(native));
  expect(own.bodyUsed).toBe(true);
  await expect(own.text()).rejects.toThrow(TypeError);
  await expect(own.json()).rejects.toThrow(TypeError);
  await expect(native.text()).rejects.toThrow(TypeError);
  expect(() => own.clone()).toThrow(TypeError);
});

test("what is no JSON rejects, and an empty body can be read again", async () => {
  await expect(createReadyResponse({ ...reply, body: "<" }).json()).rejects.toThrow(SyntaxError);
  const empty = createReadyResponse({ status: 204, headers: {}, body: undefined });
  expect(empty.body).toBeNull();
  expect([await empty.text(), await empty.text(), empty.bodyUsed]).toEqual(["", "", false]);
});

const read = (body: string) => createReadyResponse({ ...reply, body }).text();

test("a text that UTF-8 changes is changed", async () => {
  expect(await read("\uFEFFafter the mark")).toBe("after the mark");
  expect(await read("half \uD800 a character")).toBe("half \uFFFD a character");
});
