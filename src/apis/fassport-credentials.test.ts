import { importJWK, SignJWT } from "jose";
import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import demo from "../../fixtures/fassport/demo.json" with { type: "json" };
import { createTestEmulator, TEST_INSTANT, type TestEmulator } from "../testing/test-emulator.js";

/** Read once for all tests of this file: no emulator changes them. */
const apis = await loadApis(["fassport"]);

/** vitest types its matchers as `any`; as `unknown` they may stand in an expected value. */
const ANY_TEXT: unknown = expect.any(String);

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const INBOX = `${INTEGRATIONS}6790b2b1c3a84d0012e5f7a1`;
const INVALID_ROLE = {
  name: "Invalid Role",
  message: "You do not have the required role to access this resource",
  status: 401,
};
const OPERATIONS = [
  ["listIntegrations", `GET ${INTEGRATIONS}`],
  ["createIntegration", `POST ${INTEGRATIONS}`],
  ["getIntegration", `GET ${INBOX}`],
  ["updateIntegration", `PUT ${INBOX}`],
  ["updateIntegrationStatus", `PUT ${INBOX}/status`],
  ["deleteIntegration", `DELETE ${INBOX}`],
  ["archiveIntegration", `POST ${INBOX}/archive`],
  ["unarchiveIntegration", `POST ${INBOX}/unarchive`],
  ["testIntegration", `POST ${INBOX}/test`],
] as const;
const RSA_KEY = getKey("RS256");
const SHARED_KEY = getKey("HS256");

/** The fixture's key of an algorithm. */
function getKey(alg: string) {
  const key = demo.collections.signingKeys.find((candidate) => candidate.alg === alg);
  if (!key) throw new Error(`the demo fixture has no key for ${alg}`);
  return { n: "", ...key };
}

/** Signs claims with a JWK of the fixture. */
async function sign(jwk: object, header: { alg: string; kid?: string }, claims: Record<string, unknown>) {
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(jwk, header.alg));
}

function sendToken(emulator: TestEmulator, token: string, line = `GET ${INTEGRATIONS}`) {
  return emulator.send({ line, headers: { authorization: `Bearer ${token}` } });
}

for (const [operation, line] of OPERATIONS) {
  test(`F-AUTH-1: ${operation} without a token is 401 in the error shape`, async () => {
    const { send } = await createTestEmulator({ apis });
    const reply = await send({ line });
    const body = { name: "Unauthorized", message: ANY_TEXT, status: 401 };
    expect(reply).toMatchObject({ status: 401, body, evidence: "assumed" });
    expect(reply.headers["www-authenticate"]).toBe("Bearer");
  });

  test(`F-AUTH-2: ${operation} is refused to a role that may not with the documented 401`, async () => {
    const emulator = await createTestEmulator({ apis });
    const claims = { sub: "auditor", role: "auditor", institutions: ["0f9c0b0b4f0c6b0017f0e3b1"] };
    const token = await sign(SHARED_KEY, { alg: "HS256", kid: SHARED_KEY.kid }, claims);
    const reply = await sendToken(emulator, token, line);
    expect(reply).toMatchObject({ status: 401, body: INVALID_ROLE, evidence: "source" });
  });
}

test("F-AUTH-2: a viewer who creates gets the documented 401, not 403", async () => {
  const { send } = await createTestEmulator({ apis });
  const json = { name: "Inbox", type: "Email", provider: "Gmail" };
  const reply = await send({ line: `POST ${INTEGRATIONS}`, as: "fassport.viewer", json });
  expect(reply).toMatchObject({ status: 401, body: INVALID_ROLE, evidence: "source" });
});

test("F-AUTH-2: the role decides before the body is looked at", async () => {
  const { send } = await createTestEmulator({ apis });
  const headers = { "content-type": "application/json" };
  const reply = await send({ line: `PUT ${INBOX}`, as: "fassport.viewer", body: "{", headers });
  expect(reply).toMatchObject({ status: 401, body: INVALID_ROLE });
});

test("F-AUTH-3: a viewer may read, also by HEAD", async () => {
  const { send } = await createTestEmulator({ apis });
  for (const line of [`GET ${INTEGRATIONS}`, `GET ${INBOX}`, `HEAD ${INBOX}`]) {
    const reply = await send({ line, as: "fassport.viewer" });
    expect(reply.status).toBe(200);
  }
});

test("F-AUTH-3: a token of RS256 and one of HS256 are taken, each by the key that its kid names", async () => {
  const emulator = await createTestEmulator({ apis });
  const claims = { sub: "somebody", role: "admin", institutions: ["0f9c0b0b4f0c6b0017f0e3b1"] };
  const asymmetric = await sign(RSA_KEY, { alg: "RS256", kid: RSA_KEY.kid }, claims);
  const shared = await sign(SHARED_KEY, { alg: "HS256", kid: SHARED_KEY.kid }, claims);
  for (const token of [asymmetric, shared]) {
    const reply = await sendToken(emulator, token);
    expect(reply.status).toBe(200);
  }
});

test("F-AUTH-3: a token may name one institution, in either case of letters", async () => {
  const emulator = await createTestEmulator({ apis });
  const claims = { sub: "somebody", role: "viewer", institution: "0F9C0B0B4F0C6B0017F0E3B1" };
  const token = await sign(SHARED_KEY, { alg: "HS256", kid: SHARED_KEY.kid }, claims);
  const reply = await sendToken(emulator, token);
  expect(reply.status).toBe(200);
});

test("F-AUTH-1.status: an expired, early or wrongly signed token is 401", async () => {
  const emulator = await createTestEmulator({ apis });
  for (const wish of [{ expired: true }, { notBefore: 60 }, { wrongKey: true }]) {
    for (const as of ["admin", "viewer"]) {
      const { credential } = await emulator.issueCredential("fassport", { as, ...wish });
      const reply = await sendToken(emulator, credential);
      expect({ as, ...wish, reply }).toMatchObject({ reply: { status: 401, body: { status: 401 } } });
    }
  }
});

test("F-AUTH-1.name: the 401 of a token that is none is named Unauthorized", async () => {
  const emulator = await createTestEmulator({ apis });
  const reply = await sendToken(emulator, "none");
  expect(reply.body).toMatchObject({ name: "Unauthorized" });
});

test("F-AUTH-3: a token of no known key, of another algorithm than its key's, or without a subject is 401", async () => {
  const emulator = await createTestEmulator({ apis });
  const claims = { sub: "somebody", role: "admin", institutions: ["0f9c0b0b4f0c6b0017f0e3b1"] };
  const unsigned = [{ alg: "none", kid: RSA_KEY.kid }, claims].map((part) => btoa(JSON.stringify(part)));
  // The public half of the RSA key used as if it were a shared secret.
  const publicHalf = { kty: "oct", k: RSA_KEY.n };
  const tokens = {
    unsigned: `${unsigned.join(".").replaceAll("=", "")}.`,
    confused: await sign(publicHalf, { alg: "HS256", kid: RSA_KEY.kid }, claims),
    unknownKey: await sign(SHARED_KEY, { alg: "HS256", kid: "none" }, claims),
    withoutKeyId: await sign(SHARED_KEY, { alg: "HS256" }, claims),
    withoutSubject: await sign(SHARED_KEY, { alg: "HS256", kid: SHARED_KEY.kid }, { role: "admin" }),
  };
  for (const [name, token] of Object.entries(tokens)) {
    const reply = await sendToken(emulator, token);
    expect({ name, reply }).toMatchObject({ reply: { status: 401, body: { name: "Unauthorized" } } });
  }
});

test("F-AUTH-3: a token is judged by the clock of the stand-in", async () => {
  const emulator = await createTestEmulator({ apis });
  const second = Date.parse(TEST_INSTANT) / 1000;
  const claims = { sub: "somebody", role: "viewer", institution: "0f9c0b0b4f0c6b0017f0e3b1" };
  const key = { alg: "HS256", kid: SHARED_KEY.kid };
  const good = await sendToken(emulator, await sign(SHARED_KEY, key, { ...claims, exp: second + 1 }));
  const over = await sendToken(emulator, await sign(SHARED_KEY, key, { ...claims, exp: second - 1 }));
  expect([good.status, over.status]).toEqual([200, 401]);
});
