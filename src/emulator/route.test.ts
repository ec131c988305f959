import { expect, test } from "vitest";
import type { JsonObject } from "../openapi/json.js";
import { createTinyApi } from "../testing/tiny-api.js";
import type { Api } from "./api.js";
import { createEmulator } from "./emulator.js";

/** An API that answers each of its paths with the operation's name and the path's parameters. */
function createEcho(
  templates: Readonly<Record<string, readonly string[]>>,
  more: { name?: string; server?: string } = {},
): Api {
  const responses = { "200": { description: "The name.", content: { "application/json": { schema: {} } } } };
  const paths = Object.entries(templates).map(([template, methods]): [string, JsonObject] => {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const parameters = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
    const operations = methods.map((method) => [
      method,
      { operationId: `${method} ${template}`, parameters, responses },
    ]);
    return [template, Object.fromEntries(operations) as JsonObject];
  });
  const ids = Object.entries(templates).flatMap(([template, methods]) =>
    methods.map((method) => `${method} ${template}`),
  );
  return createTinyApi({
    ...more,
    paths: Object.fromEntries(paths),
    behaviours: Object.fromEntries(
      ids.map((id) => [id, ({ params }) => ({ status: 200, body: { operation: id, ...params.path }, rules: [] })]),
    ),
  });
}

async function get(
  apis: readonly Api[],
  url: string,
  method = "GET",
): Promise<{ status: number; body: unknown; allow?: string }> {
  const { status, body, headers } = await createEmulator({ apis }).handle({ method, url, headers: {} });
  const allow = headers["allow"];
  return { status, body: body === undefined ? undefined : JSON.parse(body), ...(allow !== undefined && { allow }) };
}

test("literal segments win over parameters, segment by segment", async () => {
  const api = createEcho({ "/a/{x}": ["get"], "/a/b": ["get"], "/{y}/b/c": ["get"], "/a/{x}/{z}": ["get"] });
  expect(await get([api], "/a/b")).toMatchObject({ body: { operation: "get /a/b" } });
  expect(await get([api], "/a/q")).toMatchObject({ body: { operation: "get /a/{x}", x: "q" } });
  expect(await get([api], "/a/b/c")).toMatchObject({ body: { operation: "get /a/{x}/{z}", x: "b", z: "c" } });
  expect(await get([api], "/q/b/c")).toMatchObject({ body: { operation: "get /{y}/b/c", y: "q" } });
});

test("a segment that mixes text and parameters comes between a literal and a parameter", async () => {
  const api = createEcho({ "/f/{id}": ["get"], "/f/{id}.json": ["get"], "/f/x.json": ["get"] });
  expect(await get([api], "/f/x.json")).toMatchObject({ body: { operation: "get /f/x.json" } });
  expect(await get([api], "/f/y.json")).toMatchObject({ body: { operation: "get /f/{id}.json", id: "y" } });
  expect(await get([api], "/f/y.xml")).toMatchObject({ body: { operation: "get /f/{id}", id: "y.xml" } });
});

test("a path parameter is decoded after the path is split", async () => {
  const api = createEcho({ "/a/{x}": ["get"] });
  expect(await get([api], "/a/b%2Fc%20%C3%A9?q=1#f")).toMatchObject({ body: { x: "b/c é" } });
});

test("an empty segment is no parameter", async () => {
  expect(await get([createEcho({ "/a/{x}/b": ["get"] })], "/a//b")).toMatchObject({ status: 404 });
});

test("bad percent-encoding is refused in the API's own form", async () => {
  const reply = await get([createEcho({ "/a/{x}": ["get"] })], "/a/%zz");
  expect(reply).toMatchObject({ status: 400, body: { kind: "malformed-url" } });
});

test("an undocumented method is refused with those that there are", async () => {
  const api = createEcho({ "/a": ["get", "post"], "/b": ["put"] });
  expect(await get([api], "/a", "DELETE")).toMatchObject({ status: 405, allow: "GET, HEAD, OPTIONS, POST" });
  expect(await get([api], "/b", "HEAD")).toMatchObject({ status: 405, allow: "OPTIONS, PUT" });
});

test("OPTIONS tells the methods of a path", async () => {
  const reply = await get([createEcho({ "/a": ["get"] })], "/a", "OPTIONS");
  expect(reply).toEqual({ status: 204, body: undefined, allow: "GET, HEAD, OPTIONS" });
});

test("HEAD is answered as GET without the body", async () => {
  const emulator = createEmulator({ apis: [createEcho({ "/a": ["get"] })] });
  const [asked, headed] = await Promise.all(
    ["GET", "HEAD"].map(async (method) => emulator.handle({ method, url: "/a", headers: {} })),
  );
  expect(headed?.body).toBeUndefined();
  expect(headed?.headers["content-length"]).toBe(String(asked?.body?.length));
  expect(headed?.headers["content-type"]).toBe(asked?.headers["content-type"]);
});

test("an unknown path is answered by the API to which it is nearest", async () => {
  const one = createEcho({ "/things": ["get"] }, { name: "one", server: "https://one.test/api/v1" });
  const two = createEcho({ "/things": ["get"] }, { name: "two", server: "https://two.test/api/v2" });
  expect(await get([one, two], "/api/v2/nothing")).toMatchObject({ status: 404, body: { kind: "unknown-path" } });
  expect(await get([one, two], "/elsewhere")).toMatchObject({
    status: 404,
    body: { apis: { one: "/api/v1", two: "/api/v2" } },
  });
});

test("every base path of the documented servers is served, the origin does not matter", async () => {
  const api = createEcho({ "/a": ["get"] }, { server: "https://real.test/base/" });
  expect(await get([api], "/base/a")).toMatchObject({ status: 200 });
  expect(await get([api], "https://elsewhere.test/base/a")).toMatchObject({ status: 200 });
});

test("two APIs that claim one path are refused, unless one is mounted elsewhere", async () => {
  const [one, two] = ["one", "two"].map((name) => createEcho({ "/a/{x}": ["get"] }, { name }));
  if (!one || !two) throw new Error("there should be two");
  expect(() => createEmulator({ apis: [one, two] })).toThrow("one.get /a/{x} both claim GET /a/{x}");
  const emulator = createEmulator({ apis: [one, two], mounts: { two: "/second" } });
  expect(await emulator.handle({ method: "GET", url: "/second/a/1", headers: {} })).toMatchObject({ status: 200 });
});

test("a mount that is no path is refused", () => {
  const api = createEcho({ "/a": ["get"] });
  expect(() => createEmulator({ apis: [api], mounts: { tiny: "no slash" } })).toThrow('"no slash"');
});
