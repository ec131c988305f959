import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import type { FaultEffect } from "../emulator/fault.js";
import type { PlainReply } from "../emulator/message.js";
import { createFeed, type Feed } from "../testing/create-feed.js";
import { sendRaw } from "../testing/send-raw.js";
import { createTestEmulator } from "../testing/test-emulator.js";
import { listen, type ListenOptions } from "./http-server.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const NEW = { name: "Lost and found", type: "Email", provider: "Gmail" };
const EVENTS = { status: 200, headers: { "content-type": "text/event-stream" }, body: undefined };

test("a reset in place of a reply is a reset connection, without a byte of a reply", async () => {
  const { port, head } = await startWithFault({ kind: "reset" });
  expect(await receive(port, `GET ${head}`)).toEqual({ text: "", ending: "ECONNRESET" });
});

test("a fetch that is reset rejects, and what was done before the reset stays done", async () => {
  const { url, headers, emulator } = await startWithFault({ kind: "reset" }, "createIntegration");
  const init = { method: "POST", headers: { ...headers, "content-type": "application/json" } };
  await expect(fetch(url + INTEGRATIONS, { ...init, body: JSON.stringify(NEW) })).rejects.toThrow("fetch failed");
  const listed = await emulator.send({ line: `GET ${INTEGRATIONS}`, as: "fassport.admin" });
  expect(listed.body).toContainEqual(expect.objectContaining(NEW));
});

test("a request whose body is too large is reset too", async () => {
  const { url, headers } = await startWithFault({ kind: "reset" }, "createIntegration");
  const init = { method: "POST", headers: { ...headers, "content-type": "application/json" } };
  await expect(fetch(url + INTEGRATIONS, { ...init, body: "x".repeat(1_048_577) })).rejects.toThrow("fetch failed");
});

test("a truncated body says its whole length, and its connection ends after what was to be sent", async () => {
  const { port, head, emulator } = await startWithFault({ kind: "truncate", bytes: 7 });
  const { text, ending } = await receive(port, `GET ${head}`);
  const [heading = "", body = ""] = text.split("\r\n\r\n");
  emulator.sessions.base.faults.disarm();
  const [whole] = (await sendRaw({ port, chunks: [`GET ${head}`] })).replies;
  expect(heading).toContain(`content-length: ${whole?.headers["content-length"]}\r\n`);
  expect([body, ending]).toEqual([whole?.body.slice(0, 7), "end"]);
});

test("a body that is truncated at its beginning has a head all the same", async () => {
  const { port, head } = await startWithFault({ kind: "truncate", bytes: 0 });
  const { text, ending } = await receive(port, `GET ${head}`);
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n$/);
  expect(ending).toBe("end");
});

test("a fetch of a truncated body rejects when it is read", async () => {
  const { url, headers } = await startWithFault({ kind: "truncate", bytes: 7 });
  const response = await fetch(url + INTEGRATIONS, { headers });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow("terminated");
});

test("a slow body comes whole", async () => {
  const { url, headers, emulator } = await startWithFault({ kind: "slow", bytes: 50, milliseconds: 1 });
  const slow = await fetch(url + INTEGRATIONS, { headers });
  expect(slow.headers.get("x-standin-injected")).toBe("fault");
  const body: unknown = await slow.json();
  emulator.sessions.base.faults.disarm();
  expect(body).toEqual(await (await fetch(url + INTEGRATIONS, { headers })).json());
});

test("a slow body comes piece by piece, each after its pause, and no more of it when the client is gone", async () => {
  const { port, head } = await startWithFault({ kind: "slow", bytes: 5, milliseconds: 60_000 });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const socket = connect(port, "127.0.0.1");
  socket.write(`GET ${head}`);
  expect(String(await once(socket, "data"))).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n$/);
  for (let piece = 0; piece < 3; piece++) {
    expect(vi.getTimerCount()).toBe(1);
    const arriving = once(socket, "data");
    vi.advanceTimersByTime(60_000);
    expect(await arriving).toEqual([expect.objectContaining({ length: 5 })]);
  }
  expect(vi.getTimerCount()).toBe(1);
  socket.destroy();
  await until(() => vi.getTimerCount() === 0);
});

test("a reply in pieces and one behind it on the same connection come in their order", async () => {
  const { port, head } = await startWithFault({ kind: "slow", bytes: 100, milliseconds: 1 });
  const chunks = [`GET ${head}`, `GET ${head}`, "GET /nowhere HTTP/1.1\r\nhost: a\r\n\r\n"];
  const { replies } = await sendRaw({ port, chunks, replies: 3 });
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 404]);
  expect(replies[0]?.body).toBe(replies[1]?.body);
});

test("a reset waits for the reply before it on the same connection", async () => {
  const { port, head } = await startWithFault({ kind: "reset" });
  const { text, ending } = await receive(port, `GET /nowhere HTTP/1.1\r\nhost: a\r\n\r\nGET ${head}`);
  expect(text).toMatch(/^HTTP\/1\.1 404 /);
  expect(ending).toBe("ECONNRESET");
});

test("a stream's head comes at once and without a length, and its pieces as they are made", async () => {
  const feed = createFeed();
  const { url } = await startStream(feed);
  const response = await fetch(url);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("content-length")).toBeNull();
  const reader = response.body?.getReader();
  for (const text of ["data: one\n\n", "data: zwölf\n\n"]) {
    feed.push(text);
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(text);
  }
});

test("a stream's source is told when its client is gone, also while nothing comes", async () => {
  const feed = createFeed();
  const { url } = await startStream(feed);
  const abort = new AbortController();
  await fetch(url, { signal: abort.signal });
  abort.abort();
  await expect(feed.stopped).resolves.toBeUndefined();
});

test("a stream's source is told when its client went before the stream began", async () => {
  const feed = createFeed();
  const sockets: Socket[] = [];
  const { port } = await start(async () => {
    for (const socket of sockets) socket.resetAndDestroy();
    await delay(50);
    return { ...EVENTS, stream: feed };
  });
  sockets.push(connect(port, "127.0.0.1"));
  for (const socket of sockets) socket.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
  await expect(feed.stopped).resolves.toBeUndefined();
});

test("a server that closes ends its streams whole, without its patience running out", async () => {
  const feed = createFeed();
  const { url, close } = await startStream(feed, { closeTimeout: 60_000 });
  const response = await fetch(url);
  feed.push("last words");
  const [text] = await Promise.all([response.text(), feed.stopped, close()]);
  expect("last words").toContain(text);
});

test("a stream that ends by itself ends the reply, and the connection serves on", async () => {
  const { url } = await start(async () => ({ ...EVENTS, stream: tellTwo() }));
  expect(await (await fetch(url)).text()).toBe("one two");
  expect(await (await fetch(url)).text()).toBe("one two");
});

async function* tellTwo() {
  yield "one ";
  yield "two";
}

test("a stream that fails breaks its reply off, and is logged", async () => {
  const feed = createFeed();
  const messages: string[] = [];
  const { url } = await startStream(feed, { log: ({ message }) => messages.push(message) });
  const response = await fetch(url);
  feed.fail(new Error("failed on purpose"));
  await expect(response.text()).rejects.toThrow("terminated");
  expect(messages).toEqual(["GET / failed: Error: failed on purpose"]);
});

test("a client that reads slowly makes the stream wait", async () => {
  const piece = "x".repeat(1_000_000);
  let made = 0;
  async function* tell() {
    for (; made < 50; made++) yield piece;
  }
  const { url } = await start(async () => ({ ...EVENTS, stream: tell() }));
  const reader = (await fetch(url)).body?.getReader();
  await reader?.read();
  expect(made).toBeLessThan(50);
  let length = 0;
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) length += next.value.length;
  expect(made).toBe(50);
  expect(length).toBeGreaterThan(40_000_000);
});

test("a body of megabytes comes whole, whatever characters its pieces end with, and its connection goes on", async () => {
  const body = `x${"😀".repeat(600_000)}`;
  const { port } = await start(async () => ({ status: 200, headers: { "content-type": "text/plain" }, body }));
  const request = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
  const { replies } = await sendRaw({ port, chunks: [request, request], replies: 2 });
  const bytes = String(Buffer.byteLength(body));
  expect(replies.map(({ headers }) => headers["content-length"])).toEqual([bytes, bytes]);
  expect(replies.every((reply) => reply.body === body)).toBe(true);
});

async function start(handle: () => Promise<PlainReply>, options: ListenOptions = {}) {
  const emulator = { ...(await createTestEmulator({ only: ["fassport"] })), handle };
  const server = await listen(emulator, { port: 0, closeTimeout: 50, ...options });
  onTestFinished(() => server.close());
  return server;
}

function startStream(stream: Feed, options?: ListenOptions) {
  return start(async () => ({ ...EVENTS, stream }), options);
}

/** A server with a fault armed after an operation of Fassport, and the head of the request that lists. */
async function startWithFault(effect: FaultEffect, operation = "listIntegrations") {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const { base } = emulator.sessions;
  base.faults.arm({ operation: `fassport.${operation}`, effect, point: "after" }, base.clock.now());
  const server = await listen(emulator, { port: 0, closeTimeout: 50 });
  onTestFinished(() => server.close());
  const { headers } = await emulator.issueCredential("fassport", { as: "admin" });
  const lines = Object.entries({ host: "a", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return { ...server, emulator, headers, head: `${INTEGRATIONS} HTTP/1.1\r\n${lines.join("")}\r\n` };
}

/** Sends a request; gives all that comes until the connection ends, and by what it ended. */
function receive(port: number, request: string): Promise<{ text: string; ending: string }> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(port, "127.0.0.1");
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve({ text, ending: error.code ?? "" }));
    socket.once("end", () => resolve({ text, ending: "end" }));
    socket.write(request);
  });
}

/** Waits without a timer, as those are not real in the test that asks. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => void setImmediate(resolve));
}
