import { expect, test } from "vitest";
import type { JsonObject } from "./json.js";
import { redactSecrets, restoreSecrets } from "./secrets.js";

const secret = { type: "string", "x-standin-secret": true };

const document: JsonObject = {
  account: {
    properties: { name: { type: "string" }, key: secret, logins: { items: { $ref: "#/login" } } },
    additionalProperties: { properties: { pin: secret } },
  },
  login: {
    allOf: [{ properties: { id: { type: "string" } } }, { $ref: "#/kinds" }],
  },
  kinds: { oneOf: [{ $ref: "#/password" }, { $ref: "#/code" }] },
  password: { properties: { type: { const: "password" }, data: { properties: { user: {}, word: secret } } } },
  code: { properties: { type: { const: "code" }, data: { properties: { user: { writeOnly: true }, word: {} } } } },
};

const account = {
  name: "shop",
  key: "k-1",
  spare: { pin: "1234", hint: "birthday" },
  logins: [
    { id: "a", type: "password", data: { user: "ada", word: "w-a" } },
    { id: "b", type: "code", data: { user: "u-b", word: "plain" } },
  ],
};

const shown = {
  name: "shop",
  key: "[REDACTED]",
  spare: { pin: "[REDACTED]", hint: "birthday" },
  logins: [
    { id: "a", type: "password", data: { user: "ada", word: "[REDACTED]" } },
    { id: "b", type: "code", data: { user: "[REDACTED]", word: "plain" } },
  ],
};

test("secrets are taken out wherever their schema is: behind references, in lists, and in the alternative that is meant", () => {
  expect(redactSecrets(document, "/account", account)).toEqual(shown);
});

test("a value that means no alternative loses what any of them calls secret", () => {
  const login = { type: "other", data: { user: "u", word: "w" } };
  expect(redactSecrets(document, "/login", login)).toEqual({
    type: "other",
    data: { user: "[REDACTED]", word: "[REDACTED]" },
  });
});

test("null hides nothing", () => {
  expect(redactSecrets(document, "/account", { key: null })).toEqual({ key: null });
});

test("what was taken out comes back from what is stored, also when its list has another order by now", () => {
  const sent = { ...shown, name: "new", logins: shown.logins.toReversed() };
  expect(restoreSecrets(document, "/account", sent, account)).toEqual({
    value: { ...account, name: "new", logins: account.logins.toReversed() },
    missing: [],
  });
});

test("a new secret replaces the one that is stored", () => {
  expect(restoreSecrets(document, "/account", { ...shown, key: "k-2" }, account).value).toEqual({
    ...account,
    key: "k-2",
  });
});

test("the mark of a secret that nothing is stored for is named by its place", () => {
  const sent = { key: "[REDACTED]", logins: [{ id: "c", type: "password", data: { word: "[REDACTED]" } }] };
  expect(restoreSecrets(document, "/account", sent, { logins: account.logins }).missing).toEqual([
    "key",
    "logins[0].data.word",
  ]);
});

test("what a name calls secret is taken out, and comes back, where no schema says anything of it", () => {
  const record = { name: "shop", config: { apiKey: "k-1", list: [{ accessToken: "t-1", tokenType: "Bearer" }] } };
  const redacted = redactSecrets(document, "/account", record);
  expect(redacted).toEqual({
    name: "shop",
    config: { apiKey: "[REDACTED]", list: [{ accessToken: "[REDACTED]", tokenType: "Bearer" }] },
  });
  expect(restoreSecrets(document, "/account", redacted, record)).toEqual({ value: record, missing: [] });
});
