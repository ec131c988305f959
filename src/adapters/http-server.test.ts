import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { ConfigurationError } from "../emulator/configuration-error.js";
import type { PlainRequest } from "../emulator/message.js";
import { findFreePort } from "../testing/find-free-port.js";
import { sendRaw } from "../testing/send-raw.js";
import { createTestEmulator } from "../testing/test-emulator.js";
import { listen, listenFor, type ListenOptions, type RunningServer } from "./http-server.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

test("a server on port 0 says where it is and answers there", async () => {
  const { url, port } = await start();
  expect(url).toBe(`http://127.0.0.1:${port}`);
  const response = await fetch(`${url}/__standin/health`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(await response.json()).toMatchObject({ status: "ok" });
});

test("whoever connects while what is served is made finds the port taken, and goes before the rest of the start", async () => {
  const [port, emulator] = await Promise.all([findFreePort(), createTestEmulator()]);
  // Others are waited for as long as it takes.
  vi.spyOn(process, "uptime").mockReturnValue(0);
  onTestFinished(() => void vi.restoreAllMocks());
  const steps: string[] = [];
  const { giveWay, close } = await listenFor(
    () => {
      const socket = connect(port, "127.0.0.1").setEncoding("utf8");
      socket.on("data", (text: string) => steps.push(text.slice(0, text.indexOf("\r\n"))));
      socket.write("GET /__standin/health HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n");
      return emulator;
    },
    { port },
  );
  onTestFinished(close);
  await giveWay();
  steps.push("went on");
  expect(steps).toEqual(["HTTP/1.1 200 OK", "went on"]);
});

test("what can't be made leaves the port to others", async () => {
  const port = await findFreePort();
  const refusal = new ConfigurationError("there is no such API");
  const failing = listenFor(
    () => {
      throw refusal;
    },
    { port },
  );
  await expect(failing).rejects.toBe(refusal);
  expect(await start({ port })).toMatchObject({ port });
});

test("whoever stays connected holds up nobody who lets others go first", async () => {
  const { port, giveWay } = await start();
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => void socket.once("connect", resolve));
  await giveWay();
  expect(socket.destroyed).toBe(false);
});

test("a body that is posted is read, and what it makes can be got", async () => {
  const { url, credential } = await start();
  const created = await fetch(url + INTEGRATIONS, {
    method: "POST",
    headers: { ...credential, "content-type": "application/json" },
    body: JSON.stringify({ name: "Ümlaut ✓", type: "Email", provider: "Gmail" }),
  });
  expect(created.status).toBe(200);
  const record = (await created.json()) as { _id: string }; // as its document has it
  const { _id: id } = record;
  const read = await fetch(url + INTEGRATIONS + id, { headers: credential });
  expect(await read.json()).toEqual(record);
  expect(record).toMatchObject({ name: "Ümlaut ✓" });
});

test("content-length counts bytes, and HEAD tells what GET would have", async () => {
  const { url, credential } = await start();
  const got = await fetch(url + INTEGRATIONS, { headers: credential });
  const text = await got.text();
  const head = await fetch(url + INTEGRATIONS, { method: "HEAD", headers: credential });
  expect(head.status).toBe(200);
  expect(await head.text()).toBe("");
  expect(head.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
  expect(got.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
});

test("OPTIONS answers 204 with the methods, without a body or a length", async () => {
  const { port } = await start();
  const { replies } = await sendRaw({ port, chunks: [`OPTIONS ${INTEGRATIONS} HTTP/1.1\r\nhost: a\r\n\r\n`] });
  expect(replies).toMatchObject([{ status: 204, headers: { allow: "GET, HEAD, OPTIONS, POST" }, body: "" }]);
  expect(replies[0]?.headers).not.toHaveProperty("content-length");
});

test("a method that a path does not take is answered 405 with those that it takes, in its API's words", async () => {
  const { url } = await start();
  const response = await fetch(url + INTEGRATIONS, { method: "PATCH" });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
  expect(await response.json()).toMatchObject({ status: 405 });
});

test("a body that is too large is answered 413 in the API's words, and the connection closed", async () => {
  const { url, credential } = await start();
  const headers = { ...credential, "content-type": "application/json" };
  const response = await fetch(url + INTEGRATIONS, { method: "POST", headers, body: "x".repeat(1_048_577) });
  expect(response.status).toBe(413);
  expect(response.headers.get("connection")).toBe("close");
  expect(await response.json()).toMatchObject({ status: 413 });
});

test("a body that falls silent is answered 408 in the API's words, and nothing is done for it", async () => {
  const { port, emulator, credential } = await start({ bodyIdleTimeout: 50 });
  const before = emulator.freeze();
  const head = toHead(`POST ${INTEGRATIONS}`, {
    ...credential,
    "content-type": "application/json",
    "content-length": "100",
  });
  const { replies } = await sendRaw({ port, chunks: [head, `{"name":"a","type":"b","provider":"c"}`] });
  expect(replies).toMatchObject([{ status: 408, headers: { connection: "close" } }]);
  expect(JSON.parse(replies[0]?.body ?? "")).toMatchObject({ status: 408 });
  expect(emulator.freeze()).toEqual(before);
});

test("a client that waits for leave to send gets it when the request may be, and the answer to its body", async () => {
  const { port, credential } = await start();
  const body = `{"name":"a","type":"b","provider":"c"}`;
  const headers = { ...credential, "content-type": "application/json", "content-length": String(body.length) };
  const head = toHead(`POST ${INTEGRATIONS}`, { ...headers, expect: "100-continue" });
  const socket = connect(port, "127.0.0.1");
  const received: string[] = [];
  socket.write(head);
  await new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      received.push(chunk.toString());
      if (received.length === 1) socket.write(body);
      else resolve();
    });
  });
  socket.destroy();
  expect(received[0]).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  expect(received[1]).toMatch(/^HTTP\/1\.1 200 /);
});

test.each([
  ["to nowhere", "POST /nowhere", 404],
  ["without a credential", `POST ${INTEGRATIONS}`, 401],
  ["with a method that the path does not take", `PATCH ${INTEGRATIONS}`, 405],
])("a client that waits for leave to send %s is refused before it sends", async (_, line, status) => {
  const { port } = await start();
  const { replies } = await sendRaw({
    port,
    chunks: [toHead(line, { "content-length": "10", expect: "100-continue" })],
  });
  expect(replies).toMatchObject([{ status, headers: { connection: "close" } }]);
});

test("requests on one connection are answered in their order", async () => {
  const { port } = await start();
  const paths = ["/__standin/health", "/nowhere", "/__standin/version"];
  const chunks = paths.map((path) => toHead(`GET ${path}`));
  const { replies } = await sendRaw({ port, chunks, replies: 3 });
  expect(replies.map(({ status }) => status)).toEqual([200, 404, 200]);
});

test("a connection on which nothing comes stays open for a request later", async () => {
  const { port } = await start({ headTimeout: 50 });
  const socket = connect(port, "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  const ended = new Promise((resolve) => socket.once("close", () => resolve("ended")).resume());
  const later = delay(600, "open");
  expect(await Promise.race([ended, later])).toBe("open");
});

test("two emulators on two ports share nothing", async () => {
  const [one, other] = [await start(), await start()];
  const before = await list(other);
  const created = await fetch(one.url + INTEGRATIONS, {
    method: "POST",
    headers: { ...one.credential, "content-type": "application/json" },
    body: JSON.stringify({ name: "only here", type: "Email", provider: "Gmail" }),
  });
  expect(created.status).toBe(200);
  expect(JSON.stringify(await list(one))).toContain("only here");
  expect(await list(other)).toEqual(before);
  await one.close();
  expect(await list(other)).toEqual(before);
});

test("a port that is taken is refused by its number, with what would do", async () => {
  const { port } = await start();
  await expect(listen(await createTestEmulator(), { port })).rejects.toMatchObject({
    name: "ListenError",
    port,
    message: `can't listen on 127.0.0.1, port ${port}: the port is taken; stop what uses it, or choose another port (0 takes a free one)`,
  });
});

test("a port that is none is refused", async () => {
  await expect(listen(await createTestEmulator(), { port: 70_000 })).rejects.toThrow(ConfigurationError);
});

test("an address that is not this machine's is refused by its name", async () => {
  const refused = listen(await createTestEmulator(), { port: 0, host: "192.0.2.1" });
  await expect(refused).rejects.toThrow("can't listen on 192.0.2.1, port 0: this machine has no such address");
});

test("a server that closes takes no more connections, and does not wait for idle ones", async () => {
  const { url, port, close } = await start({ closeTimeout: 60_000 });
  const idle = connect(port, "127.0.0.1");
  const ended = new Promise((resolve) => idle.once("close", resolve).resume());
  await fetch(`${url}/__standin/health`);
  await close();
  await ended;
  await expect(fetch(`${url}/__standin/health`)).rejects.toThrow("fetch failed");
});

test("a server that closes lets an answer that is under way finish", async () => {
  const { emulator, credential } = await start();
  const slow = { ...emulator, handle: (request: PlainRequest) => delay(100).then(() => emulator.handle(request)) };
  const server = await listen(slow, { port: 0, closeTimeout: 60_000 });
  const answer = fetch(server.url + INTEGRATIONS, { headers: credential });
  await delay(50);
  const [{ status }] = await Promise.all([answer, server.close()]);
  expect(status).toBe(200);
});

test("a server that closes ends what takes longer than its patience", async () => {
  const { emulator } = await start();
  const server = await listen({ ...emulator, handle: () => new Promise(() => {}) }, { port: 0, closeTimeout: 50 });
  const [answer] = await Promise.allSettled([fetch(server.url), delay(50).then(() => server.close())]);
  expect(answer.status).toBe("rejected");
});

test("a fault of ours is answered 500 in the API's words and logged, without a stack", async () => {
  const { emulator } = await start();
  const messages: string[] = [];
  const broken = { ...emulator, handle: () => Promise.reject(new Error("broken on purpose")) };
  const server = await listen(broken, { port: 0, log: ({ message }) => messages.push(message) });
  onTestFinished(() => server.close());
  const response = await fetch(server.url + INTEGRATIONS);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("broken on purpose");
  expect(messages).toEqual([`GET ${INTEGRATIONS} failed: Error: broken on purpose`]);
});

test("pages of another origin may read nothing by default", async () => {
  const { url } = await start();
  const response = await fetch(`${url}/__standin/health`, { headers: { origin: "http://page.example" } });
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});

test("pages of the origin that is let in may read replies and their headers", async () => {
  const { url } = await start({ cors: "http://page.example" });
  const response = await fetch(`${url}/__standin/health`, { headers: { origin: "http://page.example" } });
  expect(response.status).toBe(200);
  expect(response.headers.get("access-control-allow-origin")).toBe("http://page.example");
  expect(response.headers.get("access-control-allow-credentials")).toBe("true");
  expect(response.headers.get("vary")).toBe("origin");
  expect(response.headers.get("access-control-expose-headers")).toContain("x-standin-evidence");
});

test("pages of an origin that is not let in may read nothing", async () => {
  const { url } = await start({ cors: "http://page.example" });
  const response = await fetch(`${url}/__standin/health`, { headers: { origin: "http://other.example" } });
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
  expect(response.headers.get("vary")).toBe("origin");
});

test("a preflight is let through for the method and headers that are asked for, without a credential", async () => {
  const { url } = await start({ cors: "*" });
  const response = await fetch(url + INTEGRATIONS, {
    method: "OPTIONS",
    headers: {
      origin: "http://page.example",
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization,content-type",
    },
  });
  expect(response.status).toBe(204);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": "authorization,content-type",
  });
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
});

test("an OPTIONS that is no preflight is answered as ever where pages are let in", async () => {
  const { url } = await start({ cors: "*" });
  const response = await fetch(url + INTEGRATIONS, { method: "OPTIONS", headers: { origin: "http://page.example" } });
  expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS, POST");
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
});

test("configuration that names __proto__ is data like any other", async () => {
  const { url, credential } = await start();
  const body = `{"name":"a","type":"b","provider":"c","config":{"__proto__":{"polluted":true},"constructor":{"prototype":1}}}`;
  const headers = { ...credential, "content-type": "application/json" };
  const created = await fetch(url + INTEGRATIONS, { method: "POST", headers, body });
  expect(created.status).toBe(200);
  expect(await created.text()).toContain(`"config":{"__proto__":{"polluted":true},"constructor":{"prototype":1}}`);
  expect("polluted" in {}).toBe(false);
});

async function start(options: ListenOptions = {}) {
  const emulator = await createTestEmulator();
  const server = await listen(emulator, { port: 0, ...options });
  onTestFinished(() => server.close());
  const { headers: credential } = await emulator.issueCredential("fassport", { as: "admin" });
  return { ...server, emulator, credential };
}

async function list({ url, credential }: RunningServer & { readonly credential: Readonly<Record<string, string>> }) {
  const response = await fetch(url + INTEGRATIONS, { headers: credential });
  expect(response.status).toBe(200);
  const records: unknown = await response.json();
  return records;
}

function toHead(line: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ host: "127.0.0.1", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
