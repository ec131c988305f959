import { expect, test } from "vitest";
import { createConstantMemory } from "./constant-memory.js";

const freeze = <Value extends object>(value: Value): Value => Object.freeze(value);

test("what is frozen to the bottom is written once", () => {
  const memory = createConstantMemory();
  const record = freeze({ id: "a", tags: freeze(["x"]), nested: freeze({ none: null }) });
  const known = memory.find(record);
  expect(known?.text).toBe('{"id":"a","tags":["x"],"nested":{"none":null}}');
  expect(memory.find(record)).toBe(known);
});

test.each<[string, object]>([
  ["an object that is not frozen", { id: "a" }],
  ["a frozen object with one in it that is not", freeze({ id: "a", nested: { open: true } })],
  ["a frozen object with a getter", Object.freeze({ get id() { return String(Math.random()); } })], // prettier-ignore
  ["a frozen date, which has a state of its own", freeze({ at: Object.freeze(new Date(0)) })],
  ["a frozen object of a class", Object.freeze(new (class Thing { readonly id = "a"; })())], // prettier-ignore
])("nothing is remembered of %s", (_about, value) => {
  const memory = createConstantMemory();
  expect(memory.find(value)).toBeUndefined();
  expect(memory.recall(value)).toBeUndefined();
});

test("the memory has an end: what was not asked for since is forgotten, and found out again", () => {
  const memory = createConstantMemory();
  const records = Array.from({ length: 40 }, (_, at) => freeze({ id: at, text: "x".repeat(400_000) }));
  const first = memory.find(records[0] ?? {});
  for (const record of records) memory.find(record);
  expect(memory.recall(records[0] ?? {})).toBeUndefined();
  expect(memory.recall(records.at(-1) ?? {})).toBeDefined();
  expect(memory.find(records[0] ?? {})?.text).toBe(first?.text);
});
