import { readFileSync } from "node:fs";
import { importJWK, SignJWT, type JWK } from "jose";
import { expect, test } from "vitest";
import { createTestEmulator, TEST_INSTANT, type TestEmulatorOptions } from "../testing/test-emulator.js";
import { NOTHING, OF_BOB, VERSORI } from "../testing/versori-demo.js";

const line = `GET ${VERSORI}/activations/${OF_BOB}`;
const KEY = "01J0000000000000000000SGN1";
const ISSUER = `https://versori.com/sk/${KEY}`;
const REFUSED = { status: 401, body: { code: "401000" }, evidence: "assumed" };

const start = (options: TestEmulatorOptions = {}) => createTestEmulator({ only: ["versori"], ...options });

const demo = JSON.parse(readFileSync("fixtures/versori/demo.json", "utf8")) as {
  collections: { signingKeys: (JWK & { kid: string })[] }; // the fixture's own test holds it to this
};

/** A token of bob, signed with the demo's key, with some claims of its own. */
async function signToken(claims: object, header: { alg: string; kid?: string } = { alg: "RS256" }): Promise<string> {
  const key = demo.collections.signingKeys.find(({ kid }) => kid === KEY);
  const secret = header.alg.startsWith("HS") ? new TextEncoder().encode(key?.n ?? "") : undefined;
  const signer = secret ?? (await importJWK({ ...key, alg: header.alg }, header.alg));
  return new SignJWT({ iss: ISSUER, sub: "bob", ...claims }).setProtectedHeader(header).sign(signer);
}

test("V-AUTH-1.schemes: an API key goes behind Bearer and a user's token behind JWT, in any case", async () => {
  const emulator = await start();
  const key = await emulator.issueCredential("versori", { as: "admin" });
  expect(key.headers).toEqual({ authorization: `Bearer ${key.credential}` });
  const token = await emulator.issueCredential("versori", { as: "bob" });
  expect(token.headers).toEqual({ authorization: `JWT ${token.credential}` });
  for (const authorization of [`bearer ${key.credential}`, `jwt ${token.credential}`]) {
    const reply = await emulator.send({ line, headers: { authorization } });
    expect(reply.status).toBe(200);
  }
});

test("V-AUTH-1: an API key behind JWT, a token behind Bearer and any other scheme are refused", async () => {
  const emulator = await start();
  const key = await emulator.issueCredential("versori", { as: "admin" });
  const token = await emulator.issueCredential("versori", { as: "bob" });
  for (const authorization of [`JWT ${key.credential}`, `Bearer ${token.credential}`, `Basic ${key.credential}`]) {
    const reply = await emulator.send({ line, headers: { authorization } });
    expect(reply).toMatchObject(REFUSED);
  }
});

test("V-AUTH-1: an unknown API key is refused", async () => {
  const emulator = await start();
  const { headers } = await emulator.issueCredential("versori", { as: "admin", wrongKey: true });
  const reply = await emulator.send({ line, headers });
  expect(reply).toMatchObject(REFUSED);
});

test("V-AUTH-1.refusal: a token that is signed with another key is refused", async () => {
  const emulator = await start();
  const { headers } = await emulator.issueCredential("versori", { as: "bob", wrongKey: true });
  const reply = await emulator.send({ line, headers });
  expect(reply).toMatchObject(REFUSED);
});

test("V-AUTH-1.refusal: an expired token is refused, and one that does not hold yet", async () => {
  const emulator = await start();
  const expired = await emulator.issueCredential("versori", { as: "bob", expired: true });
  expect(await emulator.send({ line, headers: expired.headers })).toMatchObject(REFUSED);
  const early = await emulator.issueCredential("versori", { as: "bob", notBefore: 3600 });
  expect(await emulator.send({ line, headers: early.headers })).toMatchObject(REFUSED);
});

test("V-AUTH-1: a token without exp and nbf holds, for they are judged only where they are present", async () => {
  const { send } = await start();
  const reply = await send({ line, headers: { authorization: `JWT ${await signToken({})}` } });
  expect(reply.status).toBe(200);
});

test("V-AUTH-1: exp is judged by the stand-in's own clock", async () => {
  const { send } = await start();
  const now = Date.parse(TEST_INSTANT) / 1000;
  const good = await send({ line, headers: { authorization: `JWT ${await signToken({ exp: now + 60 })}` } });
  expect(good.status).toBe(200);
  const bad = await send({ line, headers: { authorization: `JWT ${await signToken({ exp: now - 60 })}` } });
  expect(bad).toMatchObject(REFUSED);
});

for (const [what, claims] of [
  ["has no issuer", { iss: undefined }],
  ["has an issuer of another form", { iss: KEY }],
  ["has an issuer on another host", { iss: `https://versori.example.com/sk/${KEY}` }],
  ["names a key that was deleted or never was", { iss: `https://versori.com/sk/${NOTHING}` }],
  ["names another organisation's key", { iss: "https://versori.com/sk/01J0000000000000000000SGN2" }],
  ["has no subject", { sub: undefined }],
  ["has an empty subject", { sub: "" }],
] as const) {
  test(`V-AUTH-1.refusal: a token that ${what} is refused`, async () => {
    const { send } = await start();
    const reply = await send({ line, headers: { authorization: `JWT ${await signToken(claims)}` } });
    expect(reply).toMatchObject(REFUSED);
  });
}

for (const alg of ["RS512", "PS256", "HS256"]) {
  test(`V-AUTH-1.refusal: a token of the algorithm ${alg} is refused`, async () => {
    const { send } = await start();
    const reply = await send({ line, headers: { authorization: `JWT ${await signToken({}, { alg })}` } });
    expect(reply).toMatchObject(REFUSED);
  });
}

test("V-AUTH-1.refusal: an unsigned token is refused", async () => {
  const { send } = await start();
  const [, claims = ""] = (await signToken({})).split(".");
  const header = btoa('{"alg":"none"}').replaceAll("=", "");
  const reply = await send({ line, headers: { authorization: `JWT ${header}.${claims}.` } });
  expect(reply).toMatchObject(REFUSED);
});

test("V-AUTH-2: a token of a user whom the fixture does not name as a principal acts for that user", async () => {
  const { send } = await start();
  const headers = { authorization: `JWT ${await signToken({ sub: "cleo" })}` };
  const path = `${VERSORI}/embed/01J0000000000000000000HVB1/users`;
  expect((await send({ line: `GET ${path}/cleo/activations`, headers })).status).toBe(200);
  expect((await send({ line: `GET ${path}/bob/activations`, headers })).status).toBe(403);
});

test("V-AUTH-2: a token learns of no user but its own, not even that there is none", async () => {
  const { send } = await start();
  const json = { userId: "nobody", integrationId: "01J0000000000000000000DEM1", connections: [] };
  const activate = { line: `POST ${VERSORI}/activations`, as: "versori.bob" };
  expect((await send({ ...activate, json })).status).toBe(403);
  expect((await send({ ...activate, json: { ...json, userIdType: "internal" } })).status).toBe(403);
  const list = { line: `GET ${VERSORI}/embed/01J0000000000000000000HVB1/users/nobody/activations`, as: "versori.bob" };
  expect((await send(list)).status).toBe(403);
});

test("V-UID-2: a token of a user who is not in the hub yet is told so when it acts for itself", async () => {
  const { send } = await start();
  const headers = { authorization: `JWT ${await signToken({ sub: "newcomer" })}` };
  const json = { userId: "newcomer", integrationId: "01J0000000000000000000DEM1", connections: [] };
  const reply = await send({ line: `POST ${VERSORI}/activations`, headers, json });
  expect(reply.status).toBe(404);
});
