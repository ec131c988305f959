import { expect, test } from "vitest";
import { attempt, isPending, whenReady } from "./awaitable.js";

const fail = (): number => {
  throw new RangeError("too much");
};
const recover = (error: unknown) => `recovered from ${String(error)}`;

test("what is there is gone on with at once, and what is still to come later", async () => {
  expect(whenReady(20, (value) => value + 1)).toBe(21);
  const later = whenReady(Promise.resolve(20), (value) => value + 1);
  expect(isPending(later)).toBe(true);
  expect(await later).toBe(21);
});

test("an error becomes a value, whether it is thrown at once or later", async () => {
  expect(attempt<number | string>(fail, recover)).toBe("recovered from RangeError: too much");
  const later = attempt<number | string>(() => whenReady(Promise.resolve(), fail), recover);
  expect(await later).toBe("recovered from RangeError: too much");
});

test("a promise of another realm's class is waited for, too", async () => {
  const foreign = { then: (resolve: (value: number) => void) => resolve(20) } as Promise<number>; // as much of one as is used
  expect(await whenReady(foreign, (value) => value + 1)).toBe(21);
});
