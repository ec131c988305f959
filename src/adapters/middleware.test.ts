import { createRequire } from "node:module";
import { connect, type AddressInfo } from "node:net";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express5, { type Express } from "express";
import { delay, http, HttpResponse, passthrough, type RequestHandler } from "msw";
import { expect, onTestFinished, test } from "vitest";
import type { FaultEffect } from "../emulator/fault.js";
import { createFeed } from "../testing/create-feed.js";
import { sendRaw } from "../testing/send-raw.js";
import { createTestEmulator } from "../testing/test-emulator.js";
import { listen } from "./http-server.js";
import { createMiddleware, type MiddlewareOptions } from "./middleware.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const NEW_INTEGRATION = { name: "by Express", type: "Email", provider: "Gmail" };

// Express 4 comes with the middleware that we put in front of ours.
const require = createRequire(createRequire(import.meta.url).resolve("@mswjs/http-middleware"));
const express4 = require("express") as typeof express5; // what is used of it here is the same in both

const VERSIONS: [string, typeof express5][] = [
  ["Express 4", express4],
  ["Express 5", express5],
];

test.each(VERSIONS)("mounted in an app of %s, it answers and keeps what is created", async (_, express) => {
  const { url, credential, emulator } = await mount({}, express, (app, middleware) => app.use(middleware));
  const created = await post(url + INTEGRATIONS, credential, NEW_INTEGRATION);
  expect(created.status).toBe(200);
  const listed = await emulator.send({ line: `GET ${INTEGRATIONS}`, as: "fassport.admin" });
  expect(listed.body).toContainEqual(await created.json());
});

test.each(VERSIONS)("mounted below a prefix of %s, it sees paths without the prefix", async (_, express) => {
  const { url, credential } = await mount({}, express, (app, middleware) => app.use("/fassport", middleware));
  const listed = await fetch(`${url}/fassport${INTEGRATIONS}`, { headers: credential });
  expect(listed.headers.get("x-standin-operation")).toBe("fassport.listIntegrations");
  expect((await fetch(url + INTEGRATIONS)).headers.get("x-standin-operation")).toBeNull();
});

test.each(VERSIONS)("behind the JSON parser of %s, it gets the body all the same", async (_, express) => {
  const { url, credential } = await mount({}, express, (app, middleware) => app.use(express.json(), middleware));
  const created = await post(url + INTEGRATIONS, credential, NEW_INTEGRATION);
  expect(await created.json()).toMatchObject(NEW_INTEGRATION);
});

test.each([
  ["raw", express5.raw({ type: "*/*" })],
  ["text", express5.text({ type: "*/*" })],
])("behind a %s parser, it gets the body byte for byte", async (_, parser) => {
  const { url, credential } = await mount({}, express5, (app, middleware) => app.use(parser, middleware));
  const created = await post(url + INTEGRATIONS, credential, NEW_INTEGRATION);
  expect(await created.json()).toMatchObject(NEW_INTEGRATION);
  const refused = await fetch(url + INTEGRATIONS, {
    method: "POST",
    headers: { ...credential, "content-type": "application/json" },
    body: "{",
  });
  expect(refused.status).toBe(400);
});

test("behind a parser, a request without a body is one without a body", async () => {
  const { url, credential } = await mount({}, express4, (app, middleware) => app.use(express4.json(), middleware));
  const tested = await fetch(`${url}${INTEGRATIONS}6790b2b1c3a84d0012e5f7a1/test`, {
    method: "POST",
    headers: credential,
  });
  expect(tested.status).toBe(200);
});

test("a body that somebody read and left nowhere is answered 500, and the log says what to do", async () => {
  const messages: string[] = [];
  const { url, credential } = await mount(
    { log: ({ message }) => messages.push(message) },
    express5,
    (app, middleware) => app.use((request, _response, next) => void request.resume().once("end", next), middleware),
  );
  const response = await post(url + INTEGRATIONS, credential, NEW_INTEGRATION);
  expect(response.status).toBe(500);
  expect(messages).toEqual([expect.stringContaining("mount the stand-in first")]);
});

test("it works with Node's own server, without Express", async () => {
  const emulator = await createTestEmulator();
  const url = await serve(createServer(createMiddleware(emulator)));
  expect((await fetch(`${url}/__standin/health`)).status).toBe(200);
});

test.each([
  ["a bad Host", "GET /__standin/health HTTP/1.1\r\nhost: a b\r\n\r\n", 400],
  ["an empty Host", "GET /__standin/health HTTP/1.1\r\nhost:\r\n\r\n", 400],
  ["TRACE", "TRACE /__standin/health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n", 405],
  ["the path //", "GET // HTTP/1.1\r\nhost: a\r\n\r\n", 404],
  ["a path that looks like a host", "GET //[ HTTP/1.1\r\nhost: a\r\n\r\n", 404],
  ["a target that is a star", "OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n", 404],
])("with a user's handlers, %s is answered and ends nothing", async (_, chunk, status) => {
  const { port, url } = await mount({ handlers: [http.get("*/mine", () => HttpResponse.json({}))] });
  const { replies } = await sendRaw({ port, chunks: [chunk] });
  expect(replies.map((reply) => reply.status)).toEqual([status]);
  expect((await fetch(`${url}/mine`)).status).toBe(200);
});

test("a user's handler comes first, and what it does not answer the stand-in does", async () => {
  const handlers = [
    http.get("*/mine", () => HttpResponse.json({ mine: true }, { status: 203, headers: { "x-mine": "yes" } })),
    http.get(`*${INTEGRATIONS}`, () => passthrough()),
  ];
  const { url, credential } = await mount({ handlers });
  const mine = await fetch(`${url}/mine`);
  expect([mine.status, mine.headers.get("x-mine"), await mine.json()]).toEqual([203, "yes", { mine: true }]);
  const listed = await fetch(url + INTEGRATIONS, { headers: credential });
  expect(listed.headers.get("x-standin-operation")).toBe("fassport.listIntegrations");
  const created = await post(url + INTEGRATIONS, credential, NEW_INTEGRATION);
  expect(await created.json()).toMatchObject(NEW_INTEGRATION);
});

test("a user's handler reads a body of 900 kB, and one that reads none hangs nothing", async () => {
  const handlers = [
    http.post("*/length", async ({ request }) => HttpResponse.json({ length: (await request.text()).length })),
    http.post("*/unread", () => HttpResponse.json({})),
  ];
  const { url } = await mount({ handlers });
  const body = "x".repeat(900_000);
  expect(await (await fetch(`${url}/length`, { method: "POST", body })).json()).toEqual({ length: 900_000 });
  expect((await fetch(`${url}/unread`, { method: "POST", body })).status).toBe(200);
  expect((await fetch(`${url}/nowhere`, { method: "POST", body })).status).toBe(404);
});

test("a user's handler gets malformed JSON as it is", async () => {
  const { url } = await mount({
    handlers: [http.post("*/echo", async ({ request }) => HttpResponse.text(await request.text()))],
  });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/echo`, { method: "POST", headers, body: "{malformed" });
  expect(await response.text()).toBe("{malformed");
});

test.each([
  ["throws an error", () => Promise.reject(new Error("thrown on purpose"))],
  ["throws what is no error", () => Promise.reject("thrown on purpose")],
])("a user's handler that %s is answered 500 in the API's words, and logged", async (_, resolver) => {
  const messages: string[] = [];
  const handlers = [http.get(`*${INTEGRATIONS}`, resolver)];
  const { url } = await mount({ handlers, log: ({ message }) => messages.push(message) });
  const response = await fetch(url + INTEGRATIONS);
  expect(response.status).toBe(500);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ status: 500 });
  expect(text).not.toContain("thrown on purpose");
  expect(messages).toEqual([`GET ${INTEGRATIONS} failed: Error: thrown on purpose`]);
});

test("a user's handler that asks for a failed connection gets one", async () => {
  const { url } = await mount({ handlers: [http.get("*/error", () => HttpResponse.error())] });
  await expect(fetch(`${url}/error`)).rejects.toThrow("fetch failed");
  expect((await fetch(`${url}/__standin/health`)).status).toBe(200);
});

test("a user's handler that gives one Response twice is told so in the log, and ends nothing", async () => {
  const messages: string[] = [];
  const response = HttpResponse.json({ once: true });
  const { url } = await mount({
    handlers: [http.get("*/once", () => response)],
    log: ({ message }) => messages.push(message),
  });
  expect(await (await fetch(`${url}/once`)).json()).toEqual({ once: true });
  expect((await fetch(`${url}/once`)).status).toBe(500);
  expect(messages).toEqual([expect.stringContaining("gave a Response whose body was read before")]);
});

test("a user's handler may stream, and a stream that fails breaks the reply off and nothing else", async () => {
  const handlers = [
    http.get("*/whole", () => new HttpResponse(toStream([A, A]))),
    http.get("*/failing", () => new HttpResponse(toStream([A, new Error("failed on purpose")]))),
    http.get("*/failed", () => new HttpResponse(toStream([new Error("failed on purpose")]))),
  ];
  const { url } = await mount({ handlers });
  expect(await (await fetch(`${url}/whole`)).text()).toBe("aa");
  const failing = await fetch(`${url}/failing`);
  await expect(failing.text()).rejects.toThrow("terminated");
  expect((await fetch(`${url}/failed`)).status).toBe(500);
  expect((await fetch(`${url}/__standin/health`)).status).toBe(200);
});

const A = new TextEncoder().encode("a");

/** A stream of those pieces, slowly; an error ends it. */
function toStream(pieces: readonly (Uint8Array | Error)[]): ReadableStream {
  const rest = pieces.values();
  return new ReadableStream({
    async pull(controller) {
      const { value } = rest.next();
      await delay(20);
      if (value === undefined) controller.close();
      else if (value instanceof Error) controller.error(value);
      else controller.enqueue(value);
    },
  });
}

test("a user's header that HTTP does not allow is answered 500 and logged", async () => {
  const messages: string[] = [];
  const handlers = [http.get("*/bad", () => new HttpResponse("a", { headers: { "x-bad": "\u0001", "x-good": "a" } }))];
  const { url } = await mount({ handlers, log: ({ message }) => messages.push(message) });
  const response = await fetch(`${url}/bad`);
  expect([response.status, response.headers.get("x-good")]).toEqual([500, null]);
  expect(messages).toEqual([expect.stringContaining("x-bad")]);
  expect((await fetch(`${url}/__standin/health`)).status).toBe(200);
});

test("a client that goes away while it is answered ends nothing", async () => {
  const handlers = [
    http.get("*/endless", () => new HttpResponse(toStream(Array.from({ length: 100 }, () => A)))),
    http.get("*/slow", async () => {
      await delay(100);
      return HttpResponse.json({});
    }),
  ];
  const { url, port } = await mount({ handlers });
  for (const path of ["/endless", "/slow", INTEGRATIONS]) {
    const socket = connect(port, "127.0.0.1");
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
    await delay(30);
    socket.resetAndDestroy();
  }
  await delay(150);
  expect((await fetch(`${url}/__standin/health`)).status).toBe(200);
});

test("a server that listens puts a user's handlers in front too", async () => {
  const emulator = await createTestEmulator();
  const handlers = [http.get("*/mine", ({ request }) => HttpResponse.json({ url: new URL(request.url).pathname }))];
  const server = await listen(emulator, { port: 0, handlers, cors: "*" });
  onTestFinished(() => server.close());
  const mine = await fetch(`${server.url}/mine?a=b`, { headers: { origin: "http://page.example" } });
  expect(await mine.json()).toEqual({ url: "/mine" });
  expect(mine.headers.get("access-control-allow-origin")).toBe("*");
  expect((await fetch(`${server.url}/__standin/health`)).status).toBe(200);
  expect((await fetch(`${server.url}/nowhere`)).status).toBe(404);
});

test.each(VERSIONS)(
  "behind %s, a reset, a truncated body and a slow one are as they would be without it",
  async (_, express) => {
    const { url, credential, emulator } = await mount({}, express);
    const { faults } = emulator.sessions.base;
    const arm = (effect: FaultEffect) => faults.arm({ operation: "fassport.listIntegrations", effect }, 0);
    arm({ kind: "reset" });
    await expect(fetch(url + INTEGRATIONS, { headers: credential })).rejects.toThrow("fetch failed");
    faults.disarm();
    arm({ kind: "truncate", bytes: 7 });
    const truncated = await fetch(url + INTEGRATIONS, { headers: credential });
    await expect(truncated.text()).rejects.toThrow("terminated");
    faults.disarm();
    arm({ kind: "slow", bytes: 100, milliseconds: 1 });
    expect((await fetch(url + INTEGRATIONS, { headers: credential })).status).toBe(200);
  },
);

test("a stream behind Express is told when its client is gone", async () => {
  const feed = createFeed();
  const handle = async () => ({ status: 200, headers: {}, body: undefined, stream: feed });
  const emulator = { ...(await createTestEmulator()), handle };
  const url = await serve(createServer(express5().use(createMiddleware(emulator))));
  const abort = new AbortController();
  const reader = (await fetch(url, { signal: abort.signal })).body?.getReader();
  feed.push("one");
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("one");
  abort.abort();
  await feed.stopped;
});

test("a connection that can't be reset, such as one over a Unix socket, is closed", async () => {
  const emulator = await createTestEmulator();
  emulator.sessions.base.faults.arm({ operation: "fassport.listIntegrations", effect: { kind: "reset" } }, 0);
  const folder = await mkdtemp(join(tmpdir(), "standin-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "socket");
  const server = createServer(createMiddleware(emulator)).listen(path);
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const request = get({ socketPath: path, path: INTEGRATIONS });
  await expect(once(request, "response")).rejects.toThrow("socket hang up");
});

type Mount = (app: Express, middleware: ReturnType<typeof createMiddleware>) => void;

async function mount(
  options: MiddlewareOptions & { readonly handlers?: readonly RequestHandler[] },
  express: typeof express5 = express5,
  use: Mount = (app, middleware) => app.use(middleware),
) {
  const emulator = await createTestEmulator();
  const app = express();
  use(app, createMiddleware(emulator, options));
  const url = await serve(createServer(app));
  const { headers: credential } = await emulator.issueCredential("fassport", { as: "admin" });
  return { url, port: Number(new URL(url).port), credential, emulator };
}

async function serve(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  });
  const { port } = server.address() as AddressInfo; // a server on a port has one
  return `http://127.0.0.1:${port}`;
}

function post(url: string, credential: Readonly<Record<string, string>>, json: object): Promise<Response> {
  const headers = { ...credential, "content-type": "application/json" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(json) });
}
