import { expect, onTestFinished, test } from "vitest";
import { listen, type ListenOptions } from "../adapters/http-server.js";
import { sendRaw } from "../testing/send-raw.js";
import { createTestEmulator } from "../testing/test-emulator.js";

type Headers = Readonly<Record<string, string>>;

/** A stand-in on a free port, and a way to send it a request with any headers at all. */
async function serve(options: { readonly controlToken?: string } & Pick<ListenOptions, "cors"> = {}) {
  const { cors, ...others } = options;
  const emulator = await createTestEmulator({ only: ["fassport"], ...others });
  const { port, close } = await listen(emulator, { port: 0, ...(cors !== undefined && { cors }) });
  onTestFinished(close);
  const send = async (line: string, headers: Headers = {}) => {
    const fields = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const { replies } = await sendRaw({ port, chunks: [[`${line} HTTP/1.1`, ...fields, "", ""].join("\r\n")] });
    const [reply] = replies;
    if (!reply) throw new Error("no reply came");
    // Every reply of the control API is a JSON object.
    return { ...reply, body: JSON.parse(reply.body) as Record<string, unknown> };
  };
  return { emulator, port, send };
}

test.each(["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "standin.localhost"])(
  "a caller on this machine who calls it %s may use the control API",
  async (name) => {
    const { port, send } = await serve();
    expect(await send("GET /__standin/state", { host: `${name}:${port}` })).toMatchObject({ status: 200 });
  },
);

test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "evillocalhost"])(
  "a request with the foreign Host %s is refused, and changes nothing",
  async (host) => {
    const { emulator, send } = await serve();
    expect(await send("DELETE /__standin/state/fassport/integrations/x", { host })).toMatchObject({
      status: 403,
      body: { schemaVersion: 1, error: "forbidden" },
    });
    expect(await send("POST /__standin/reset", { host })).toMatchObject({ status: 403 });
    expect(await send("PUT /__standin/sessions/planted", { host })).toMatchObject({ status: 403 });
    expect(emulator.sessions.list()).toEqual([]);
  },
);

test.each(["https://evil.example", "http://localhost:3000", "http://127.0.0.1", "null", "not an origin"])(
  "a page of the foreign origin %s is refused, and gets no session",
  async (origin) => {
    const { emulator, send } = await serve();
    for (const line of ["GET /__standin/state", "POST /__standin/reset", "GET /__standin/s/own/__standin/clock"]) {
      expect(await send(line, { origin })).toMatchObject({ status: 403, body: { error: "forbidden" } });
    }
    expect(emulator.sessions.list()).toEqual([]);
  },
);

test.each(["cross-site", "same-site"])("a %s request of a page that sends no Origin is refused", async (site) => {
  const { send } = await serve();
  expect(await send("GET /__standin/state", { "sec-fetch-site": site })).toMatchObject({ status: 403 });
});

test.each(["same-origin", "none"])("a browser whose request is %s may use it", async (site) => {
  const { port, send } = await serve();
  const headers = { "sec-fetch-site": site, origin: `http://127.0.0.1:${port}` };
  expect(await send("GET /__standin/state", headers)).toMatchObject({ status: 200 });
});

test("an origin whose pages may read replies gets no rights on the control API by that", async () => {
  const { send } = await serve({ cors: "https://app.example" });
  expect(await send("POST /__standin/reset", { origin: "https://app.example" })).toMatchObject({ status: 403 });
});

test("health and version tell everybody that the stand-in is there", async () => {
  const { send } = await serve({ controlToken: "secret" });
  const foreign = { host: "evil.example", origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  expect(await send("GET /__standin/health", foreign)).toMatchObject({ status: 200 });
  expect(await send("GET /__standin/version", foreign)).toMatchObject({ status: 200 });
});

test("the operations of an API are no part of the control API, also where the path names their session", async () => {
  const { send } = await serve();
  const foreign = { host: "api.example", origin: "https://app.example" };
  const path = "/__standin/s/own/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
  // Without a credential it is 401 of the API's own.
  expect(await send(`GET ${path}`, foreign)).toMatchObject({ status: 401, body: { name: "Unauthorized" } });
});

test("what the control API does not have is told to nobody who may not use it", async () => {
  const { send } = await serve();
  expect(await send("GET /__standin/nothing", { host: "evil.example" })).toMatchObject({ status: 403 });
  expect(await send("PATCH /__standin/state", { host: "evil.example" })).toMatchObject({ status: 403 });
});

test.each(["10.0.0.5", "::ffff:192.168.1.2", "fe80::1", ""])(
  "a caller from %j is refused where there is no control token",
  async (remoteAddress) => {
    const emulator = await createTestEmulator({ only: ["fassport"] });
    const headers = { host: "localhost:4010" };
    const reply = await emulator.handle({ method: "GET", url: "/__standin/state", headers, remoteAddress });
    expect(reply.status).toBe(403);
    expect(reply.body).toContain("STANDIN_CONTROL_TOKEN");
  },
);

test.each(["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])(
  "a caller from %s is on this machine",
  async (from) => {
    const emulator = await createTestEmulator({ only: ["fassport"] });
    const headers = { host: "localhost:4010" };
    const request = { method: "GET", url: "/__standin/state", headers, remoteAddress: from };
    expect(await emulator.handle(request)).toMatchObject({ status: 200 });
    // Who is behind a proxy on this machine may be anywhere.
    const forwarded = { ...request, headers: { ...headers, "x-forwarded-for": "203.0.113.9" } };
    expect(await emulator.handle(forwarded)).toMatchObject({ status: 403 });
  },
);

test.each([
  ["as a bearer token", { authorization: "Bearer secret" }],
  ["in a header of its own", { "x-standin-control-token": "secret" }],
] satisfies [string, Headers][])("the control token opens the control API, sent %s", async (_how, headers) => {
  const { emulator, send } = await serve({ controlToken: "secret" });
  expect(await send("GET /__standin/state", headers)).toMatchObject({ status: 200 });
  const elsewhere = { ...headers, host: "standin:4010" };
  const request = { method: "GET", url: "/__standin/state", headers: elsewhere, remoteAddress: "172.17.0.1" };
  expect(await emulator.handle(request)).toMatchObject({ status: 200 });
});

test.each([
  ["none", {}],
  ["a wrong one", { authorization: "Bearer secreT" }],
  ["its beginning", { authorization: "Bearer sec" }],
  ["it twice over", { authorization: "Bearer secretsecret" }],
  ["an empty one", { "x-standin-control-token": "" }],
] satisfies [string, Headers][])(
  "where there is a control token, who sends %s is refused, on this machine too",
  async (_which, headers) => {
    const { send } = await serve({ controlToken: "secret" });
    const reply = await send("GET /__standin/state", headers);
    expect(reply).toMatchObject({ status: 401, body: { error: "unauthenticated" } });
    expect(reply.headers["www-authenticate"]).toBe("Bearer");
    expect(JSON.stringify(reply)).not.toContain("secret");
  },
);

test("a page of a foreign origin is refused though it has the control token", async () => {
  const { send } = await serve({ controlToken: "secret" });
  const headers = { authorization: "Bearer secret", origin: "https://evil.example" };
  expect(await send("GET /__standin/state", headers)).toMatchObject({ status: 403 });
});

test("a whole state that is larger than what an API takes is read, but only of those who may send it", async () => {
  const { port, send, emulator } = await serve();
  const name = "x".repeat(2_000_000);
  const { collections } = emulator.freeze();
  const [institution] = collections["fassport.institutions"] ?? [];
  const line = `PUT /__standin/state/fassport/institutions/0f9c0b0b4f0c6b0017f0e3b1`;
  const body = JSON.stringify({ ...institution, name });
  const url = `http://127.0.0.1:${port}${line.slice("PUT ".length)}`;
  const headers = { "content-type": "application/json" };
  expect(await fetch(url, { method: "PUT", headers, body })).toMatchObject({ status: 200 });
  // Nothing of the body follows: it is refused without being waited for.
  const declared = { host: "evil.example", "content-length": String(body.length) };
  expect(await send(line, declared)).toMatchObject({ status: 403 });
  expect(await send(line, { host: "evil.example", "transfer-encoding": "chunked" })).toMatchObject({ status: 403 });
  const own = await fetch(`http://127.0.0.1:${port}/__standin/s/own/api/v1/institution/x/integration/`, {
    method: "POST",
    headers: { ...headers, ...(await emulator.issueCredential("fassport")).headers },
    body,
  });
  expect(own.status).toBe(413);
});

test("an empty control token is refused at the start", async () => {
  await expect(createTestEmulator({ controlToken: "" })).rejects.toThrow("a control token can't be an empty text");
});
