import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator, type TestRequest } from "../testing/test-emulator.js";

const INSTITUTION = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const JSON_TYPE = { "content-type": "application/json" };
const LEDGER = "01J0000000000000000000TMP5";

const SECRETS = {
  password: 'correct "horse"/battery+staple & more',
  value: "shop-key-0123456789/ä=",
  clientSecret: "client-secret-9876543210",
  code: "authorisation-code-42-42-42",
  apiKey: "fassport-config-api-key-1",
  nested: "fassport-nested-token-2 with blanks",
  cookie: "cookie-credential-3333",
  query: "query-credential-4444+/=",
  header: "header-credential-5555",
  proxy: "proxy-credential-6666",
  malformed: "malformed-secret-7777",
  otherType: "other-type-secret-8888",
  form: "form-secret-9999 %",
};

/** A connection to be made with that credential. */
function activate(credential: object, scheme: object): TestRequest {
  const id = "01J0000000000000000000ASC2";
  return {
    line: "POST /api/embedded/v1/activations",
    as: "versori.admin",
    json: {
      userId: "ada",
      integrationId: "01J0000000000000000000DEM4",
      connections: [
        { templateId: "01J0000000000000000000TMP4", connectionId: "01J0000000000000000000CNX1" },
        {
          templateId: LEDGER,
          name: "Ledger",
          variables: [],
          credentials: {
            action: [
              {
                authSchemeConfig: { id, description: "Login", ...scheme },
                credential: { name: "Login", ...credential },
              },
            ],
          },
        },
      ],
    },
  };
}

const BASIC = { schemeType: "basic-auth" };
const CONFIG = { apiKey: SECRETS.apiKey, deep: [{ accessToken: SECRETS.nested }] };

const REQUESTS: readonly TestRequest[] = [
  activate({ type: "basic-auth", data: { username: "ada", password: SECRETS.password } }, BASIC),
  activate({ type: "string", data: { value: SECRETS.value } }, { schemeType: "api-key", name: "X-Key", in: "header" }),
  activate({ type: "oauth2-code", data: { code: SECRETS.code, state: "a-state-of-some-length" } }, BASIC),
  activate(
    {
      type: "oauth2-client",
      data: {
        clientId: "c",
        clientSecret: SECRETS.clientSecret,
        authorizeUrl: "https://a.example",
        tokenUrl: "https://a.example",
      },
    },
    BASIC,
  ),
  // Refused for its form, with the secret in it all the same.
  activate({ type: "string", data: { value: SECRETS.value, extra: SECRETS.value }, name: 7 }, BASIC),
  {
    line: `POST ${INSTITUTION}`,
    as: "fassport.admin",
    json: { name: "Inbox", type: "Email", provider: "Gmail", config: CONFIG },
  },
  { line: "GET /api/v1/integrations/me", headers: { cookie: `token=${SECRETS.cookie}; theme=dark` } },
  { line: `GET /api/v1/integrations/me?token=${encodeURIComponent(SECRETS.query)}` },
  { line: `GET /nowhere?access_token=${encodeURIComponent(SECRETS.query)}`, headers: { "x-api-key": SECRETS.header } },
  { line: `GET /nowhere/${SECRETS.header}`, headers: { "x-auth-token": SECRETS.header } },
  {
    line: `GET ${INSTITUTION}`,
    headers: {
      "proxy-authorization": `Basic ${btoa(`ada:${SECRETS.proxy}`)}`,
      authorization: SECRETS.proxy,
      referer: `https://a.example/?token=${SECRETS.proxy}`,
    },
  },
  { line: `POST ${INSTITUTION}`, as: "fassport.admin", headers: JSON_TYPE, body: `{"password": "${SECRETS.malformed}` },
  {
    line: `POST ${INSTITUTION}`,
    as: "fassport.admin",
    headers: { "content-type": "text/plain" },
    body: `secret=${SECRETS.otherType}`,
  },
  {
    line: `POST ${INSTITUTION}`,
    as: "fassport.admin",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ client_secret: SECRETS.form }).toString(),
  },
];

/** The forms in which somebody who writes down a secret may write it. */
function listForms(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64");
  const inJson = JSON.stringify(secret).slice(1, -1);
  const all = [secret, encodeURIComponent(secret), inJson, JSON.stringify(inJson).slice(1, -1), base64];
  return [...new Set([...all, new URLSearchParams({ "": secret }).toString().slice(1), base64.replace(/=+$/, "")])];
}

/** The text of what a control operation answers; of a stream what is there at once. */
async function read(emulator: TestEmulator, line: string, json?: unknown): Promise<string> {
  const [method = "", url = ""] = line.split(" ");
  const headers = { ...JSON_TYPE, "last-event-id": "req-000000" };
  const { status, body = "", stream } = await emulator.handle({ method, url, headers, body: JSON.stringify(json) });
  expect(status, line).toBeLessThan(500);
  if (!stream) return body;
  const iterator = stream[Symbol.asyncIterator]();
  const texts: string[] = [];
  for (let at = 0; at <= REQUESTS.length; at++) {
    const result: IteratorResult<string, undefined> = await iterator.next();
    texts.push(result.value ?? "");
  }
  await iterator.return?.();
  return texts.join("");
}

test("no secret that any request carried is in anything that the control API gives, in whatever form", async () => {
  const emulator = await createTestEmulator();
  const issued = await Promise.all(
    ["fassport.admin", "versori.admin"].map((name) => {
      const [api = "", as = ""] = name.split(".");
      return emulator.issueCredential(api, { as });
    }),
  );
  const statuses: number[] = [];
  for (const request of REQUESTS) statuses.push((await emulator.send(request)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 400, 200, 401, 401, 404, 404, 401, 400, 415, 415]);
  const ids = emulator.sessions.base.journal.list().map(({ id }) => id);
  await emulator.send({ line: "POST /__standin/snapshots", json: { name: "after" } });
  const control = emulator.apis.find(({ name }) => name === "standin");
  const reads = (control?.document.operations ?? []).filter(
    ({ method, pathTemplate }) => method === "GET" && !pathTemplate.includes("{") && pathTemplate !== "/openapi/{api}",
  );
  const lines = [
    ...reads.map(({ pathTemplate }) => `GET /__standin${pathTemplate}`),
    ...ids.flatMap((id) => [`GET /__standin/requests/${id}`, `GET /__standin/requests/${id}/explain`]),
    ...["connections", "integrations", "apiKeys"].map((name) => `GET /__standin/state/versori/${name}`),
    "GET /__standin/state/fassport/integrations",
    "GET /__standin/snapshots/after",
  ];
  const given = new Map<string, string>();
  for (const line of lines) given.set(line, await read(emulator, line));
  const claim = { match: { status: 299, body: { never: true } }, exactly: 1 };
  given.set("verify", await read(emulator, "POST /__standin/requests/verify", claim));
  expect(given.get("GET /__standin/requests")).toContain('"[REDACTED]"');
  expect(given.get("GET /__standin/requests/stream")).toContain(ids.at(-1));
  const secrets = [...Object.values(SECRETS), ...issued.map(({ credential }) => credential)];
  const leaks = [...given].flatMap(([line, text]) =>
    secrets
      .filter((secret) => listForms(secret).some((form) => text.includes(form)))
      .map((secret) => `${line}: ${secret}`),
  );
  expect(leaks).toEqual([]);
});

test("what tells how a credential was sent is left: the scheme, the name of the cookie, of the header and of the parameter", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({
    line: "GET /api/v1/integrations/me?token=abc&other=1",
    headers: { authorization: "Bearer abc", cookie: "token=abc; b=c", "x-api-key": "abc", accept: "text/plain" },
  });
  const { body } = await emulator.send({ line: "GET /__standin/requests" });
  expect(body).toMatchObject({
    requests: [
      {
        request: {
          url: "/api/v1/integrations/me?token=[REDACTED]&other=1",
          headers: {
            authorization: "Bearer [REDACTED]",
            cookie: "token=[REDACTED]; b=[REDACTED]",
            "x-api-key": "[REDACTED]",
            accept: "text/plain",
          },
        },
      },
    ],
  });
});
