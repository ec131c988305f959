import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from "jose";
import { expect, test } from "vitest";
import { createTestEmulator } from "../testing/test-emulator.js";
import { HUB, VERSORI } from "../testing/versori-demo.js";

interface Issued {
  readonly principal: string;
  readonly credential: string;
  readonly headers: Record<string, string>;
}

const PATHS = {
  fassport: "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/",
  supervity: "/api/v1/integrations/me",
  versori: `${VERSORI}/embed/${HUB}/users/ada/activations`,
} as const;

test.each([
  ["fassport", "viewer", {}, 200],
  ["fassport", "viewer", { expired: true }, 401],
  ["fassport", "viewer", { wrongKey: true }, 401],
  ["fassport", "viewer", { notBefore: 60 }, 401],
  ["fassport", "viewer", { expiresIn: 60 }, 200],
  ["supervity", "bob", {}, 200],
  ["supervity", "bob", { expired: true }, 401],
  ["versori", "admin", {}, 200],
  ["versori", "admin", { wrongKey: true }, 401],
] as const)("a token of %s for %s with %j is answered %d", async (api, as, wish, status) => {
  const emulator = await createTestEmulator({ only: [api] });
  const reply = await emulator.send({ line: "POST /__standin/tokens", json: { api, as, ...wish } });
  expect(reply).toMatchObject({ status: 201, body: { schemaVersion: 1, api, principal: as } });
  const { headers } = reply.body as unknown as Issued; // by its document, which it keeps
  expect(await emulator.send({ line: `GET ${PATHS[api]}`, headers })).toMatchObject({ status });
});

test("a token is of the session's own principals, keys and clock", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const session = { headers: { "x-standin-session": "own" } };
  await emulator.send({ line: "PUT /__standin/clock", json: { frozenAt: "2040-01-01T00:00:00Z" }, ...session });
  const { body } = await emulator.send({ line: "POST /__standin/tokens", json: { api: "fassport" }, ...session });
  const { headers } = body as unknown as Issued; // by its document, which it keeps
  const line = `GET ${PATHS.fassport}`;
  expect(await emulator.send({ line, headers: { ...headers, ...session.headers } })).toMatchObject({ status: 200 });
});

test.each([
  [{}, "api"],
  [{ api: "nobody" }, 'api can\'t be "nobody"; there are: fassport, supervity, versori.'],
  [{ api: "standin" }, "api can't be"],
  [{ api: "fassport", as: "nobody" }, "fassport has no principal nobody; it has: admin, viewer, stranger"],
  [{ api: "fassport", expired: true, expiresIn: 5 }, "expiresIn"],
  [{ api: "fassport", until: 5 }, "until is not allowed"],
  [{ api: "versori", as: "admin", expired: true }, "an API key"],
])("a wish such as %j is refused", async (json, message) => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: "POST /__standin/tokens", json })).toMatchObject({
    status: 400,
    body: { error: "invalid-request", message: expect.stringContaining(message) as unknown },
  });
});

test("the key set has the public halves of all asymmetric keys and nothing else, and tokens can be checked by it", async () => {
  const emulator = await createTestEmulator();
  const { status, body } = await emulator.send({ line: "GET /__standin/jwks.json" });
  expect(status).toBe(200);
  const { keys } = body as unknown as JSONWebKeySet & { keys: Record<string, unknown>[] };
  expect(keys.length).toBeGreaterThan(2);
  for (const key of keys) {
    expect(key["kty"]).toBe("RSA");
    for (const name of Object.keys(key)) expect(["kty", "kid", "use", "alg", "n", "e"]).toContain(name);
  }
  for (const api of ["fassport", "supervity"]) {
    const { credential } = await emulator.issueCredential(api);
    if (decodeProtectedHeader(credential).alg !== "RS256") continue;
    const { body: own } = await emulator.send({ line: `GET /__standin/jwks.json?api=${api}` });
    const set = createLocalJWKSet(own as unknown as JSONWebKeySet); // by its document, which it keeps
    await expect(jwtVerify(credential, set, { currentDate: new Date("2026-01-15T12:00:01Z") })).resolves.toBeDefined();
  }
});

test("keys of an API that has none are refused", async () => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: "GET /__standin/jwks.json?api=nobody" })).toMatchObject({ status: 400 });
});
