import { expect, test } from "vitest";
import type { JsonObject } from "../openapi/json.js";
import { createTinyApi } from "../testing/tiny-api.js";
import type { AuthMode } from "./authenticate.js";
import type { CredentialScheme, Credentials, Principal } from "./credentials.js";
import { createEmulator } from "./emulator.js";

const SCHEMES: JsonObject = {
  bearer: { type: "http", scheme: "bearer" },
  key: { type: "apiKey", in: "header", name: "X-Key" },
  query: { type: "apiKey", in: "query", name: "token" },
  cookie: { type: "apiKey", in: "cookie", name: "token" },
  login: { type: "oauth2", flows: {} },
  noted: { type: "apiKey", in: "header", name: "X-Noted" },
};

/** A scheme that accepts `good-<name>` and finds well-formed what has a hyphen. */
const scheme: CredentialScheme<Principal> = {
  isWellFormed: (credential) => credential.includes("-"),
  verify: (credential) => Promise.resolve(credential.startsWith("good-") ? { name: credential.slice(5) } : undefined),
};

const JUDGES = { bearer: scheme, key: scheme, query: scheme, cookie: scheme, login: scheme };

function createAsker(
  security: JsonObject[],
  choice: Credentials<Principal>["choice"] = "any",
  auth: AuthMode = "strict",
) {
  const content = { "application/json": { schema: {} } };
  const ok = { description: "Who.", content };
  const emulator = createEmulator({
    auth,
    apis: [
      createTinyApi({
        securitySchemes: SCHEMES,
        paths: { "/who": { get: { operationId: "who", security, responses: { "200": ok, default: ok } } } },
        behaviours: { who: ({ principal }) => ({ status: 200, body: principal.name, rules: [] }) },
        collections: { principals: { schema: {}, identity: "name", cleanup: "none" } },
        records: { principals: [{ name: "first" }, { name: "second" }] },
        credentials: { choice, schemes: JUDGES },
      }),
    ],
  });
  return async (headers: Record<string, string>, url = "/who") => {
    const { status, body, headers: replied } = await emulator.handle({ method: "GET", url, headers });
    return status === 200 ? (JSON.parse(body ?? "") as string) : `${status} ${replied["www-authenticate"]}`;
  };
}

test.each([
  ["bearer", { authorization: "Bearer good-ann" }, "/who"],
  ["bearer", { Authorization: "bearer  good-ann " }, "/who"],
  ["login", { authorization: "Bearer good-ann" }, "/who"],
  ["key", { "x-key": "good-ann" }, "/who"],
  ["query", {}, "/who?token=good-ann"],
  ["cookie", { cookie: "a=b; token=good-ann" }, "/who"],
])("a credential is read from where its scheme %s has it (%#)", async (name, headers: Record<string, string>, url) => {
  expect(await createAsker([{ [name]: [] }])(headers, url)).toBe("ann");
});

test("without an accepted credential the answer is 401 with the schemes that do", async () => {
  const ask = createAsker([{ bearer: [] }]);
  expect(await ask({})).toBe("401 Bearer");
  expect(await ask({ authorization: "Bearer bad-ann" })).toBe("401 Bearer");
  expect(await ask({ authorization: "Basic good-ann" })).toBe("401 Bearer");
  expect(await ask({ authorization: "good-ann" })).toBe("401 Bearer");
});

test("all schemes of one requirement must be satisfied", async () => {
  const ask = createAsker([{ bearer: [], key: [] }]);
  expect(await ask({ authorization: "Bearer good-ann", "x-key": "good-key" })).toBe("ann");
  expect(await ask({ authorization: "Bearer good-ann" })).toBe("401 Bearer");
  expect(await ask({ authorization: "Bearer good-ann", "x-key": "bad" })).toBe("401 Bearer");
});

test("a scheme of which the definition says nothing asks only that its credential is there", async () => {
  const ask = createAsker([{ bearer: [], noted: [] }]);
  expect(await ask({ authorization: "Bearer good-ann", "x-noted": "whatever" })).toBe("ann");
  expect(await ask({ authorization: "Bearer good-ann" })).toBe("401 Bearer");
});

test("of alternatives any will do", async () => {
  const ask = createAsker([{ cookie: [] }, { bearer: [] }]);
  expect(await ask({ cookie: "token=bad", authorization: "Bearer good-ann" })).toBe("ann");
});

test("where the first that is present decides, a bad one is not made up for by another", async () => {
  const ask = createAsker([{ cookie: [] }, { bearer: [] }, { bearer: [], noted: [] }], "first-present");
  expect(await ask({ cookie: "token=bad", authorization: "Bearer good-ann" })).toBe("401 Bearer");
  expect(await ask({ authorization: "Bearer good-ann" })).toBe("ann");
});

test("an operation that asks for nothing lets everybody in", async () => {
  expect(await createAsker([])({})).toBe("anybody");
  expect(await createAsker([{ bearer: [] }, {}])({})).toBe("anybody");
});

test("auth=shape lets any well-formed credential in as the first principal", async () => {
  const ask = createAsker([{ bearer: [] }], "any", "shape");
  expect(await ask({ authorization: "Bearer some-thing" })).toBe("first");
  expect(await ask({ authorization: "Bearer something" })).toBe("401 Bearer");
  expect(await ask({})).toBe("401 Bearer");
});

test("auth=off lets everybody in as the first principal", async () => {
  expect(await createAsker([{ bearer: [] }], "any", "off")({})).toBe("first");
});
