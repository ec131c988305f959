import { expect, test } from "vitest";
import { MASK } from "./mask.js";
import { createSecretKeeper } from "./secret-forms.js";

const SECRET = 'p@ss "word"/+ü';

test.each([
  ["raw", SECRET],
  ["URL-encoded", encodeURIComponent(SECRET)],
  ["URL-encoded as forms have it", encodeURIComponent(SECRET).replaceAll("%20", "+")],
  ["URL-encoded in small letters", encodeURIComponent(SECRET).replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase())],
  ["base64", Buffer.from(SECRET).toString("base64")],
  ["base64url", Buffer.from(SECRET).toString("base64url")],
  ["Basic, as a password", Buffer.from(`:${SECRET}`).toString("base64")],
  ["Basic, as a name", Buffer.from(`${SECRET}:`).toString("base64")],
  ["JSON-escaped", JSON.stringify(SECRET).slice(1, -1)],
])("a secret is found and masked in its %s form", (_form, text) => {
  const { mask, count } = createSecretKeeper([SECRET]);
  expect(count(`before ${text} after`)).toBeGreaterThan(0);
  expect(mask(`before ${text} after`)).toBe(`before ${MASK} after`);
  expect(count(mask(`before ${text} after`))).toBe(0);
});

test("a secret that is a short word is masked only where it is a credential", () => {
  const { mask } = createSecretKeeper(["exit"]);
  expect(mask("Exit 0, exit codes; authorization: Bearer exit")).toBe(`Exit 0, exit codes; authorization: ${MASK}`);
});
