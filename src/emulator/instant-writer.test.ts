import { expect, test } from "vitest";
import { createInstantWriter } from "./instant-writer.js";

test("instants are written as they are asked for, again and again", () => {
  const write = createInstantWriter();
  const instants = [0, 0, 1_768_478_400_000, 1_768_478_400_001, 1_768_478_400_001, 0, -1];
  expect(instants.map(write)).toEqual(instants.map((instant) => new Date(instant).toISOString()));
});

test("what is no instant is refused, and spoils none that follows", () => {
  const write = createInstantWriter();
  write(5);
  expect(() => write(Number.NaN)).toThrow(RangeError);
  expect(() => write(8.64e15 + 1)).toThrow(RangeError);
  expect(write(5)).toBe("1970-01-01T00:00:00.005Z");
});
