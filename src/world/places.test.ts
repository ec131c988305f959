import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addPlace, listPlaces, removePlace, toPlaces, type Places } from "./places.js";

const place = fc.oneof(fc.nat(40), fc.nat(3000), fc.constantFrom(31, 32, 1023, 1024, 2 ** 31, 2 ** 33));
const step = fc.record({ place, isGone: fc.boolean() });

test("places come in their order, however many there are and whatever was added and removed", () => {
  fc.assert(
    fc.property(fc.uniqueArray(place, { maxLength: 80 }), fc.array(step, { maxLength: 120 }), (start, steps) => {
      const model = new Set(start);
      let places: Places | undefined = toPlaces(start.toSorted((a, b) => a - b));
      for (const { place: each, isGone } of steps) {
        const before = [...listPlaces(places)];
        const next: Places | undefined = isGone ? removePlace(places, each) : addPlace(places, each);
        expect([...listPlaces(places)]).toEqual(before);
        places = next;
        if (isGone) model.delete(each);
        else model.add(each);
        expect([...listPlaces(places)]).toEqual([...model].toSorted((a, b) => a - b));
      }
    }),
  );
});

test("one place is a number, a few are a list, and of none nothing is left", () => {
  const few = Array.from({ length: 32 }, (_, index) => index * 7);
  expect(toPlaces([7])).toBe(7);
  expect(toPlaces(few)).toEqual(few);
  expect(few.reduce<Places | undefined>(removePlace, addPlace(toPlaces(few), 500))).toEqual(expect.anything());
  expect([...few, 500].reduce<Places | undefined>(removePlace, addPlace(toPlaces(few), 500))).toBeUndefined();
});
