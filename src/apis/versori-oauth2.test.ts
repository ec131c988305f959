import { expect, test } from "vitest";
import { textOf } from "../testing/reply-fields.js";
import { createTestEmulator, type TestEmulator, type TestReply } from "../testing/test-emulator.js";
import { HUB, VERSORI } from "../testing/versori-demo.js";

const MAILER = "01J0000000000000000000CTR3";
const REQUEST = {
  credential: { id: "01J0000000000000000000CRD7", organisationId: "01J00000000000000000000RG1" },
  authorizeUrl: "https://mailer.example.com/authorize",
  clientId: "standin",
};

const start = () => createTestEmulator({ only: ["versori"] });
const initialise = ({ send }: TestEmulator, more: object = {}, connector = MAILER) =>
  send({
    line: `POST ${VERSORI}/embed/${HUB}/connector/${connector}/oauth2/initialise`,
    as: "versori.admin",
    json: { ...REQUEST, ...more },
  });

const toState = (reply: TestReply) => new URL(textOf(reply, "url")).searchParams.get("state");

async function getUrl(more: object): Promise<URL> {
  const reply = await initialise(await start(), more);
  expect(reply.status).toBe(200);
  return new URL(textOf(reply, "url"));
}

test("V-OAUTH-1: the address asks the provider for a code, as the client, with scopes and a state", async () => {
  const url = await getUrl({ scopes: ["send", "read"] });
  expect(url.origin + url.pathname).toBe("https://mailer.example.com/authorize");
  const { state, redirect_uri: redirect, ...rest } = Object.fromEntries(url.searchParams);
  expect(rest).toEqual({
    response_type: "code",
    client_id: "standin",
    scope: "send read offline_access",
    prompt: "login",
  });
  expect(state).toMatch(/^[0-9A-Z]{26}$/);
  expect(redirect).toMatch(/^https:\/\/platform\.versori\.com\//);
});

test.each([
  [{}, "offline_access"],
  [{ scopes: [] }, "offline_access"],
  [{ scopes: ["offline_access", "send"] }, "offline_access send"],
  [{ scopes: ["send"], disableOfflineAccess: true }, "send"],
  [{ scopes: ["send"], disableOfflineAccess: false }, "send offline_access"],
])("V-OAUTH-1: %j gives the scopes %j", async (more, scope) => {
  expect((await getUrl(more)).searchParams.get("scope")).toBe(scope);
});

test.each([
  [{}, "login"],
  [{ prompt: "consent" }, "consent"],
  [{ additionalParams: "audience=mail" }, "login"],
  [{ additionalParams: "approval_prompt=force" }, null],
  [{ prompt: "none", additionalParams: "approval_prompt=force" }, "none"],
])("V-OAUTH-1: %j gives the prompt %j", async (more, prompt) => {
  expect((await getUrl(more)).searchParams.get("prompt")).toBe(prompt);
});

test("V-OAUTH-1: further parameters and those of the provider's own address are kept", async () => {
  const url = await getUrl({
    authorizeUrl: "https://mailer.example.com/authorize?tenant=7",
    additionalParams: "audience=https%3A%2F%2Fmail&login_hint=ada%40example.com",
  });
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    tenant: "7",
    audience: "https://mail",
    login_hint: "ada@example.com",
  });
});

test.each(["redirect_uri", "state", "prompt", "scope", "response_type", "client_id"])(
  "V-OAUTH-2: the further parameter %s is one that the call sets itself, which is 400",
  async (name) => {
    const reply = await initialise(await start(), { additionalParams: `audience=mail&${name}=mine` });
    expect(reply).toMatchObject({
      status: 400,
      body: { code: "400000", fields: [{ field: "additionalParams", message: `may not set ${name}` }] },
      evidence: "assumed",
    });
  },
);

test.each(["mailer", "/authorize", "javascript:alert(1)", "https://", ""])(
  "V-OAUTH-2.url: %j is no address of the web, which is 400",
  async (authorizeUrl) => {
    const reply = await initialise(await start(), { authorizeUrl });
    expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "authorizeUrl" }] }, evidence: "assumed" });
  },
);

test("V-OAUTH-3: each call has a state of its own, which the stand-in does not keep", async () => {
  const emulator = await start();
  const before = JSON.stringify(emulator.freeze().collections);
  const [one, two] = [await initialise(emulator), await initialise(emulator)];
  expect(toState(one)).not.toBe(toState(two));
  expect(JSON.stringify(emulator.freeze().collections)).toBe(before);
  expect(one.evidence).toBe("assumed");
});

test("V-AUTH-2.tenant: a credential of another organisation is 404", async () => {
  const credential = { ...REQUEST.credential, organisationId: "01J00000000000000000000RG2" };
  expect(await initialise(await start(), { credential })).toMatchObject({ status: 404, body: { code: "404000" } });
});

test("V-AUTH-2.tenant: a hub that is not there, or of another organisation, is 404", async () => {
  const { send } = await start();
  for (const hub of ["01J00000000000000000000NE0", "01J0000000000000000000HVB3"]) {
    const line = `POST ${VERSORI}/embed/${hub}/connector/${MAILER}/oauth2/initialise`;
    expect((await send({ line, as: "versori.admin", json: REQUEST })).status).toBe(404);
  }
});

test("V-JSON.form: what is missing in the request is named", async () => {
  const reply = await initialise(await start(), { credential: {}, clientId: undefined });
  for (const field of ["credential.id", "credential.organisationId", "clientId"]) {
    expect(JSON.stringify(reply.body)).toContain(`"field":"${field}"`);
  }
  expect(reply.status).toBe(400);
});
