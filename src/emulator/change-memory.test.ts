import { expect, test } from "vitest";
import { createChangeMemory } from "./change-memory.js";

test("the text of a record that was made is made once, and nothing is known of others", () => {
  let written = 0;
  const record = { id: "a", toJSON: () => ({ id: `a${++written}` }) };
  const memory = createChangeMemory([
    { collection: "shop.items", id: "a", after: record },
    { collection: "shop.items", id: "b", before: { id: "b" } },
  ]);
  expect(written).toBe(0);
  expect(memory.find(record)).toEqual({ text: '{"id":"a1"}', keeps: [] });
  expect(memory.recall(record)).toBe(memory.find(record));
  expect(memory.find({ id: "a" })).toBeUndefined();
});
