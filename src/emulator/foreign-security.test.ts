import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../openapi/json.js";
import { createForeignEmulator } from "../testing/create-foreign-emulator.js";
import type { EmulatorOptions } from "./emulator.js";

const RESPONSES = Object.fromEntries([200, 401, 403].map((status) => [status, { description: "as it is" }]));

/** An API with one operation at `/x` that asks for one of the requirements. */
function create(securitySchemes: JsonObject, security: Json, options: Partial<EmulatorOptions> = {}) {
  const paths = { "/x": { get: { operationId: "get", security, responses: RESPONSES } } };
  const document = { openapi: "3.1.0", info: {}, paths, components: { securitySchemes } };
  return createForeignEmulator(document, { get: () => ({ status: 200, rules: [] }) }, options);
}

type Emulator = ReturnType<typeof create>;

async function ask(
  emulator: Emulator,
  headers: Readonly<Record<string, string>>,
  query: Readonly<Record<string, string>> = {},
) {
  const url = `/x?${new URLSearchParams(query).toString()}`;
  return (await emulator.handle({ method: "GET", url, headers })).status;
}

/** The status for a principal's own credential, and for none, a wrong one and, where there is such a thing, an ended one. */
async function askAs(emulator: Emulator, as: string, scheme?: string) {
  const own = await emulator.issueCredential("things", { as, scheme });
  const wrong = await emulator.issueCredential("things", { as, scheme, wrongKey: true });
  return [
    await ask(emulator, own.headers, own.query),
    await ask(emulator, {}),
    await ask(emulator, wrong.headers, wrong.query),
  ];
}

describe("a scheme is really checked", () => {
  test.each<[string, JsonObject]>([
    ["an API key in a header", { type: "apiKey", in: "header", name: "X-Key" }],
    ["an API key in the query", { type: "apiKey", in: "query", name: "key" }],
    ["an API key in a cookie", { type: "apiKey", in: "cookie", name: "key" }],
    ["basic", { type: "http", scheme: "basic" }],
    ["digest, by its user", { type: "http", scheme: "Digest" }],
    ["bearer", { type: "http", scheme: "bearer" }],
    ["OpenID Connect", { type: "openIdConnect", openIdConnectUrl: "https://id.example/" }],
    ["a scheme of the vendor's own", { type: "http", scheme: "Vendor" }],
  ])("%s", async (_name, scheme) => {
    expect(await askAs(create({ only: scheme }, [{ only: [] }]), "admin")).toEqual([200, 401, 401]);
  });

  test("a token that has ended is refused", async () => {
    const emulator = create({ only: { type: "http", scheme: "bearer" } }, [{ only: [] }]);
    const { headers } = await emulator.issueCredential("things", { expired: true });
    expect(await ask(emulator, headers)).toBe(401);
  });
});

test("OAuth 2 scopes are asked for: who has none is forbidden", async () => {
  const flows = { clientCredentials: { tokenUrl: "https://id.example/token", scopes: { read: "Read" } } };
  const emulator = create({ oauth: { type: "oauth2", flows } }, [{ oauth: ["read"] }]);
  expect(await askAs(emulator, "admin")).toEqual([200, 401, 401]);
  expect(await askAs(emulator, "guest")).toEqual([403, 401, 401]);
});

const KEY = { type: "apiKey", in: "header", name: "x-key" };
const LOGIN = { type: "http", scheme: "basic" };

test("any of several requirements will do", async () => {
  const emulator = create({ key: KEY, login: LOGIN }, [{ key: [] }, { login: [] }]);
  expect(await askAs(emulator, "admin", "key")).toEqual([200, 401, 401]);
  expect(await askAs(emulator, "admin", "login")).toEqual([200, 401, 401]);
});

test("of a requirement all schemes are asked for", async () => {
  const emulator = create({ key: KEY, login: LOGIN }, [{ key: [], login: [] }]);
  const { headers } = await emulator.issueCredential("things");
  expect(Object.keys(headers)).toEqual(["x-key", "authorization"]);
  expect(await ask(emulator, headers)).toBe(200);
  expect(await ask(emulator, { "x-key": headers["x-key"] ?? "" })).toBe(401);
});

test("an empty requirement lets everybody in, and a client certificate is taken for granted", async () => {
  expect(await ask(create({ key: KEY }, [{ key: [] }, {}]), {})).toBe(200);
  expect(await ask(create({ cert: { type: "mutualTLS" } }, [{ cert: [] }]), {})).toBe(200);
});

test("by form only, or not at all, if that is asked for", async () => {
  const schemes = { login: LOGIN };
  const unknown = { authorization: `Basic ${btoa("somebody:else")}` };
  expect(await ask(create(schemes, [{ login: [] }], { auth: "shape" }), unknown)).toBe(200);
  expect(await ask(create(schemes, [{ login: [] }], { auth: "shape" }), {})).toBe(401);
  expect(await ask(create(schemes, [{ login: [] }], { auth: "off" }), {})).toBe(200);
});

test("a scheme that is none can't be issued for", async () => {
  await expect(create({ key: KEY }, [{ key: [] }]).issueCredential("things", { scheme: "other" })).rejects.toThrow(
    "things has no choice of the security scheme other; there are: key",
  );
});

function operation(operationId: string, own: JsonObject = {}): JsonObject {
  return { operationId, responses: RESPONSES, ...own };
}

test("each operation is found at its own servers, else its path's, else the document's", async () => {
  const emulator = createForeignEmulator(
    {
      openapi: "3.1.0",
      info: {},
      servers: [{ url: "https://{place}.example/{base}", variables: { base: { default: "v1" } } }, { url: "/v2/" }],
      paths: {
        "/a": { get: operation("getA") },
        "/b": {
          servers: [{ url: "../files" }],
          get: operation("getB"),
          put: operation("putB", { servers: [{ url: "/put" }] }),
        },
      },
    },
    Object.fromEntries(["getA", "getB", "putB"].map((id) => [id, () => ({ status: 200, rules: [] })])),
  );
  const asked = ["GET /v1/a", "GET /v2/a", "GET /a", "GET /files/b", "GET /v1/b", "PUT /put/b"];
  const statuses = await Promise.all(
    asked.map(async (line) => {
      const [method = "", url = ""] = line.split(" ");
      return (await emulator.handle({ method, url, headers: {} })).status;
    }),
  );
  expect(statuses).toEqual([200, 200, 404, 200, 404, 200]);
});
