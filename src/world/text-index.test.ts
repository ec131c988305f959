import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createTextIndex, findByText, putByText, removeByText, toTextIndex, type TextIndex } from "./text-index.js";

interface Item {
  readonly text: string;
  readonly value: number;
}

const toText = ({ text }: Item) => text;

/** "Aa" and "BB" have one hash, and so have all texts that are made of as many of them. */
const text = fc.oneof(
  fc.array(fc.constantFrom("Aa", "BB"), { maxLength: 3 }).map((parts) => parts.join("")),
  fc.string({ maxLength: 40 }),
);
const step = fc.record({ text, value: fc.option(fc.nat(), { nil: undefined }) });

test("an index finds what was put into it last, also among texts of one hash, and earlier ones stay as they were", () => {
  fc.assert(
    fc.property(fc.array(text), fc.array(step, { maxLength: 60 }), (start, steps) => {
      const model = new Map(start.map((each, value): [string, Item] => [each, { text: each, value }]));
      let index = toTextIndex(model);
      for (const { text: each, value } of steps) {
        const [before, known] = [index, findByText(index, each, toText)];
        if (value === undefined) {
          index = removeByText(index, each, toText);
          model.delete(each);
        } else {
          index = putByText(index, each, { text: each, value }, toText);
          model.set(each, { text: each, value });
        }
        expect(findByText(before, each, toText)).toBe(known);
        expectSame(index, model);
      }
    }),
  );
});

test("an index from which is taken away what was put into it is as it was", () => {
  fc.assert(
    fc.property(fc.uniqueArray(text), text, (start, each) => {
      const index = toTextIndex(start.map((other, value): [string, Item] => [other, { text: other, value }]));
      const item = { text: each, value: -1 };
      const more = putByText(index, each, item, toText);
      fc.pre(!start.includes(each));
      expect(more).not.toEqual(index);
      expect(removeByText(more, each, toText)).toEqual(index);
    }),
  );
});

function expectSame(index: TextIndex<Item>, model: ReadonlyMap<string, Item>) {
  expect(index.size).toBe(model.size);
  for (const [each, item] of model) expect(findByText(index, each, toText)).toEqual(item);
}

test("an index has nothing of a text that only shares its hash with another", () => {
  const index = putByText(createTextIndex<Item>(), "Aa", { text: "Aa", value: 1 }, toText);
  expect(findByText(index, "BB", toText)).toBeUndefined();
  expect(removeByText(index, "BB", toText)).toBe(index);
});
