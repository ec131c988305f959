import { expect, test } from "vitest";
import { createForeignKey, signToken } from "./jwt.js";
import { createTokenReader } from "./token-reader.js";

const NOW = Date.parse("2026-01-15T12:00:00Z");
const SECONDS = NOW / 1000;
const HS256 = { algorithms: ["HS256"] };

test("a token that was verified is refused once its time is over, and before it has come", async () => {
  const key = await createForeignKey({ alg: "HS256" });
  const token = await signToken(key, {}, { sub: "ada", nbf: SECONDS - 10, exp: SECONDS + 10 });
  const reader = createTokenReader();
  const ask = async (at: number) => (await reader.verify(token, key, HS256, at))?.["sub"];
  expect(await ask(NOW)).toBe("ada");
  expect(await ask(NOW + 9_999)).toBe("ada");
  expect(await ask(NOW + 10_000)).toBeUndefined();
  expect(await ask(NOW - 11_000)).toBeUndefined();
  expect(await ask(NOW)).toBe("ada");
});

test("what is remembered of a token holds for its key, algorithm and issuer only", async () => {
  const [key, other] = [await createForeignKey({ alg: "HS256" }), await createForeignKey({ alg: "HS256" })];
  const token = await signToken(key, {}, { sub: "ada", iss: "us" });
  const reader = createTokenReader();
  expect(await reader.verify(token, key, HS256, NOW)).toBeDefined();
  expect(await reader.verify(token, other, HS256, NOW)).toBeUndefined();
  expect(await reader.verify(token, { ...key, k: other.k ?? "" }, HS256, NOW)).toBeUndefined();
  expect(await reader.verify(token, key, { ...HS256, issuer: "them" }, NOW)).toBeUndefined();
  expect(await reader.verify(token, key, { algorithms: ["RS256"] }, NOW)).toBeUndefined();
  expect(await reader.verify(token, key, { ...HS256, requireExpiry: true }, NOW)).toBeUndefined();
});

test("a token of no key, no algorithm or no form is never accepted", async () => {
  const key = await createForeignKey({ alg: "HS256" });
  const [, claims] = (await signToken(key, {}, { sub: "ada" })).split(".");
  const none = `${btoa('{"alg":"none"}').replaceAll("=", "")}.${claims}.`;
  const reader = createTokenReader();
  expect(await reader.verify(none, key, { algorithms: ["HS256", "none"] }, NOW)).toBeUndefined();
  expect(await reader.verify("a.b.c", key, HS256, NOW)).toBeUndefined();
  expect(reader.decode("a.b.c")).toBeUndefined();
  expect(reader.decode(none)?.header).toEqual({ alg: "none" });
});
