import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toSnapshotText, toStateText } from "./state-file-text.js";

function toWholeText(collections: Record<string, object[]>, fixtures: Record<string, string> = {}): string {
  const world = { randomSeed: 7, idSequence: 3, collections };
  return [...toStateText({ world, fixtures })].join("");
}

test("the text is what JSON.stringify gives, whatever the records hold", () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue());
  const names = fc.constantFrom("a.b", "a.c", "__proto__", "z", 'quote"d');
  fc.assert(
    fc.property(fc.dictionary(names, fc.array(record, { maxLength: 4 })), (collections) => {
      const sorted = Object.fromEntries(Object.entries(collections).toSorted(([a], [b]) => (a < b ? -1 : 1)));
      const whole = { formatVersion: 3, randomSeed: 7, idSequence: 3, fixtures: { a: "demo" }, collections: sorted };
      expect(toWholeText(collections, { a: "demo" })).toBe(`${JSON.stringify(whole, null, 2)}\n`);
    }),
  );
});

test("collections and fixtures are sorted by name, records and their fields keep their order", () => {
  const text = toWholeText({ "b.b": [{ z: 1, a: 2 }, { y: 1 }], "a.a": [] }, { versori: "demo", fassport: "empty" });
  expect(text).toBe(`{
  "formatVersion": 3,
  "randomSeed": 7,
  "idSequence": 3,
  "fixtures": {
    "fassport": "empty",
    "versori": "demo"
  },
  "collections": {
    "a.a": [],
    "b.b": [
      {
        "z": 1,
        "a": 2
      },
      {
        "y": 1
      }
    ]
  }
}
`);
});

test("a large state comes in pieces, none of which is large", () => {
  const records = Array.from({ length: 10_000 }, (_, id) => ({ id: String(id), text: "x".repeat(100) }));
  const world = { randomSeed: 1, idSequence: 0, collections: { "a.a": records } };
  const pieces = [...toStateText({ world, fixtures: {} })];
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000);
  expect(JSON.parse(pieces.join(""))).toMatchObject({ collections: { "a.a": records } });
});

test("a snapshot's text is what JSON.stringify gives, too", () => {
  const world = { randomSeed: 1, idSequence: 2, collections: { "a.a": [{ id: "1", list: [1, [], {}] }], "a.b": [] } };
  const head = {
    formatVersion: 1,
    name: "a",
    takenAt: "2026-01-15T12:00:00.000Z",
    clock: { offset: 5 },
    faults: [],
  } as const;
  expect([...toSnapshotText({ ...head, world })].join("")).toBe(`${JSON.stringify({ ...head, world }, null, 2)}\n`);
});

test("sessions that are kept stand behind the base, as JSON.stringify would write them", () => {
  const record = Object.freeze({ id: "a", nested: { list: [1] } });
  const world = { ...worldOf([record]), sessions: { two: worldOf([record, { id: "b" }]), one: worldOf([]) } };
  const { one, two } = world.sessions;
  const { randomSeed, idSequence, collections } = world;
  const whole = { formatVersion: 3, randomSeed, idSequence, fixtures: {}, collections, sessions: { one, two } };
  const text = [...toStateText({ world, fixtures: {} })].join("");
  expect(text).toBe(`${JSON.stringify(whole, null, 2)}\n`);
});

function worldOf(records: object[]) {
  return { randomSeed: 7, idSequence: 1, collections: { "a.a": records, "a.b": [] } };
}
