import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { serveListener } from "../testing/serve-listener.js";
import { createHttpTarget } from "./http-target.js";
import type { WireRequest } from "./wire.js";

const GET: WireRequest = { method: "GET", path: "/x?y=1", headers: [["X-Mine", "1"]] };

async function ask(listener: RequestListener, request: WireRequest = GET) {
  const target = createHttpTarget({ baseUrl: `${await serveListener(listener)}/base/`, timeout: 150 });
  onTestFinished(() => target.close());
  return target.send(request);
}

test("a request goes as it is written, below the base, and a redirect is not followed", async () => {
  const seen: string[] = [];
  const answer = await ask((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.rawHeaders.join(" ")}`);
    response.writeHead(302, { location: "http://127.0.0.1:1/elsewhere" }).end();
  });
  expect(answer).toMatchObject({ status: 302, faults: [] });
  expect(seen).toHaveLength(1);
  expect(seen[0]).toContain("GET /base/x?y=1 host 127.0.0.1:");
  expect(seen[0]).toContain("X-Mine 1");
});

test("headers that come twice are told twice, and a coded body is decoded", async () => {
  const answer = await ask((_request, response) => {
    const body = gzipSync("plain");
    response.writeHead(
      200,
      [
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
        ["Content-Encoding", "gzip"],
      ].flat(),
    );
    response.end(body);
  });
  expect(answer).toMatchObject({ status: 200, body: new TextEncoder().encode("plain") });
  expect("headers" in answer && answer.headers.filter(([name]) => name === "Set-Cookie")).toHaveLength(2);
});

test.each([
  ["an answer that does not come", () => undefined, { failure: { kind: "timeout" } }],
  [
    "a connection that is reset",
    (_request: unknown, response: { destroy(): void }) => response.destroy(),
    { failure: { kind: "reset" } },
  ],
  [
    "a body that ends before its length",
    (_request: unknown, response: { socket: { end(text: string): void } | null }) =>
      response.socket?.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nshort"),
    { status: 200, faults: [expect.stringContaining("ended within the body") as string] },
  ],
  [
    "what is no HTTP",
    (_request: unknown, response: { socket: { end(text: string): void } | null }) =>
      response.socket?.end("nonsense\r\n\r\n"),
    { failure: { kind: "malformed" } },
  ],
] as const)("%s is told, and throws nothing", async (_name, listener, expected) => {
  expect(await ask(listener as RequestListener)).toMatchObject(expected); // of an answer they use what they name
});

test("a header that cannot be sent is told as such", async () => {
  const answer = await ask((_request, response) => void response.end(), { ...GET, headers: [["x-a", "b\r\nc: d"]] });
  expect(answer).toMatchObject({ failure: { kind: "malformed" } });
});

test.each([
  ["http://127.0.0.1:4010", true],
  ["http://127.8.9.1", true],
  ["http://localhost", true],
  ["http://api.localhost:80", true],
  ["http://[::1]:4010", true],
  ["http://127.0.0.1.example.com", false],
  ["http://localhost.example.com", false],
  ["http://0.0.0.0:4010", false],
  ["http://10.0.0.1", false],
  ["https://example.com", false],
])("%s is this machine: %s", (baseUrl, expected) => {
  expect(createHttpTarget({ baseUrl }).isLoopback).toBe(expected);
});

test("an option makes a target count as elsewhere, and none makes another machine count as this one", () => {
  expect(createHttpTarget({ baseUrl: "http://127.0.0.1", isLoopback: () => false }).isLoopback).toBe(false);
  expect(createHttpTarget({ baseUrl: "http://example.com", isLoopback: () => true }).isLoopback).toBe(false);
});

test("HTTPS_PROXY is asked for a tunnel to another machine, and NO_PROXY and this machine go without", async () => {
  const asked: string[] = [];
  const server = createServer().on("connect", (request: { url: string }, socket: { end(text: string): void }) => {
    asked.push(request.url);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  const environment = { HTTPS_PROXY: proxy, NO_PROXY: "internal.example" };
  await createHttpTarget({ baseUrl: "https://api.example", environment }).send(GET);
  expect(asked).toEqual(["api.example:443"]);
  await createHttpTarget({ baseUrl: "https://127.0.0.1:1", environment }).send(GET);
  expect(asked).toHaveLength(1);
});
