import * as fc from "fast-check";
import { expect, test } from "vitest";
import { emptySlots, listSlots, setSlot, toSlots, type Slots } from "./slots.js";

const index = fc.oneof(
  fc.nat(40),
  fc.nat(2000),
  fc.nat(100_000),
  fc.constantFrom(31, 32, 1023, 1024, 2 ** 31, 2 ** 33),
);
const step = fc.record({ index, value: fc.option(fc.nat(), { nil: undefined }) });

test("values come in the order of their numbers, whatever was set and taken away", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 1100 }), fc.array(step, { maxLength: 60 }), (start, steps) => {
      const model = new Map(start.entries());
      let slots: Slots<number> = toSlots(start);
      for (const { index: at, value } of steps) {
        const before = [...listSlots(slots)];
        const next = setSlot(slots, at, value);
        expect([...listSlots(slots)]).toEqual(before);
        slots = next;
        if (value === undefined) model.delete(at);
        else model.set(at, value);
      }
      const sorted = [...model].toSorted(([a], [b]) => a - b).map(([, value]) => value);
      expect([...listSlots(slots)]).toEqual(sorted);
    }),
  );
});

test("what is emptied takes no room", () => {
  let slots: Slots<string> = emptySlots;
  for (let at = 0; at < 5000; at += 1) slots = setSlot(setSlot(slots, at, "x"), at, undefined);
  expect(slots.root).toBeUndefined();
});
