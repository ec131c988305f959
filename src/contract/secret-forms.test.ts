import { expect, test } from "vitest";
import { MASK } from "./mask.js";
import { createSecretKeeper } from "./secret-forms.js";

const SECRET = 'p@ss "word"/+ü';

test.each([
  ["raw", SECRET],
  ["URL-encoded", encodeURIComponent(SECRET)],
  ["URL-encoded as forms have it", encodeURIComponent(SECRET).replaceAll("%20", "+")],
  ["URL-encoded in small letters", encodeURIComponent(SECRET).replaceAll(/%[\dA-F]{2}/g, (code) => code.toLowerCase())],
  ["twice URL-encoded", encodeURIComponent(encodeURIComponent(SECRET))],
  ["hexadecimal", Buffer.from(SECRET).toString("hex")],
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

test("a secret that is an ordinary word is masked in what others say, and in our words only where it is a credential", () => {
  const { mask, count } = createSecretKeeper(["passed"]);
  expect(mask('{"token":"passed"}')).toBe(`{"token":"${MASK}"}`);
  expect(mask("34 passed; authorization: Bearer passed", "ours")).toBe(`34 passed; authorization: ${MASK}`);
  expect([count("34 passed"), count("authorization: Bearer passed")]).toEqual([0, 1]);
  expect(count(Buffer.from("passed").toString("base64"))).toBe(1);
});

test("a secret that is a short word is masked only where it is a credential", () => {
  const { mask } = createSecretKeeper(["exit"]);
  expect(mask("Exit 0, exit codes; authorization: Bearer exit")).toBe(`Exit 0, exit codes; authorization: ${MASK}`);
});
