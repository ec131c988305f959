import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createIds, toMachine } from "./create-ids.js";
import type { Ids } from "./ids.js";

const instant = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

function make(ids: Ids): string[] {
  return [ids.objectId(), ids.ulid(), ids.uuid()];
}

function idsAt(now: number, randomSeed: number, sequence = 0): Ids {
  let next = sequence;
  return createIds({ now, randomSeed, machine: toMachine(randomSeed), takeSequence: () => next++ });
}

test("an ObjectId is 24 hexadecimal digits that begin with the second", () => {
  const id = idsAt(instant, 7).objectId();
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  expect(Number.parseInt(id.slice(0, 8), 16)).toBe(Math.floor(instant / 1000));
});

test("a ULID is 26 characters of Crockford's base 32 that begin with the millisecond", () => {
  const id = idsAt(instant, 7).ulid();
  expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  const digits = Array.from(id.slice(0, 10), (char) => "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(char));
  expect(digits.reduce((sum, digit) => sum * 32 + digit, 0)).toBe(instant);
});

test("a UUID is of version 7 and variant 10, and begins with the millisecond", () => {
  const id = idsAt(instant, 7).uuid();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replace("-", "").slice(0, 12), 16)).toBe(instant);
});

test("the same time, seed and sequence make the same ids, another seed makes others", () => {
  expect(make(idsAt(instant, 7, 3))).toEqual(make(idsAt(instant, 7, 3)));
  const others = make(idsAt(instant, 8, 3));
  expect(make(idsAt(instant, 7, 3)).filter((id) => others.includes(id))).toEqual([]);
});

test.each(["ulid", "uuid"] as const)(
  "each %s sorts after those made before, within a millisecond and across",
  (kind) => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.nat(2 ** 40),
        fc.array(fc.nat(2), { minLength: 2, maxLength: 50 }),
        (randomSeed, sequence, steps) => {
          let now = instant;
          const made = steps.map((step, index) => idsAt((now += step), randomSeed, sequence + index)[kind]());
          expect(made).toEqual(made.toSorted());
          expect(new Set(made).size).toBe(made.length);
        },
      ),
    );
  },
);

test("100,000 ObjectIds of one second are all different", () => {
  const ids = idsAt(instant, 7);
  expect(new Set(Array.from({ length: 100_000 }, () => ids.objectId())).size).toBe(100_000);
});

test.each([-1, 0, 2 ** 48, 1.5])("an odd instant, %d, still gives ids of the right form", (now) => {
  const ids = idsAt(now, -1.5);
  expect(ids.objectId()).toMatch(/^[0-9a-f]{24}$/);
  expect(ids.ulid()).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  expect(ids.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
