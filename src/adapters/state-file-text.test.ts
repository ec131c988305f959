import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createRecordTexts, toStateText } from "./state-file-text.js";

function toWholeText(collections: Record<string, object[]>, fixtures: Record<string, string> = {}): string {
  const frozen = { randomSeed: 7, idSequence: 3, collections };
  return [...toStateText({ frozen, fixtures }, createRecordTexts())].join("");
}

test("the text is what JSON.stringify gives, whatever the records hold", () => {
  const record = fc.dictionary(fc.string(), fc.jsonValue());
  const names = fc.constantFrom("a.b", "a.c", "__proto__", "z", 'quote"d');
  fc.assert(
    fc.property(fc.dictionary(names, fc.array(record, { maxLength: 4 })), (collections) => {
      const sorted = Object.fromEntries(Object.entries(collections).toSorted(([a], [b]) => (a < b ? -1 : 1)));
      const whole = { formatVersion: 2, randomSeed: 7, idSequence: 3, fixtures: { a: "demo" }, collections: sorted };
      expect(toWholeText(collections, { a: "demo" })).toBe(`${JSON.stringify(whole, null, 2)}\n`);
    }),
  );
});

test("collections and fixtures are sorted by name, records and their fields keep their order", () => {
  const text = toWholeText({ "b.b": [{ z: 1, a: 2 }, { y: 1 }], "a.a": [] }, { versori: "demo", fassport: "empty" });
  expect(text).toBe(`{
  "formatVersion": 2,
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
  const frozen = { randomSeed: 1, idSequence: 0, collections: { "a.a": records } };
  const pieces = [...toStateText({ frozen, fixtures: {} }, createRecordTexts())];
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(70_000);
  expect(JSON.parse(pieces.join(""))).toMatchObject({ collections: { "a.a": records } });
});

test("a record that is not frozen is written as it is now, also the second time", () => {
  const texts = createRecordTexts();
  const record = { id: "a", value: 1 };
  const write = (): string =>
    [
      ...toStateText({ frozen: { randomSeed: 1, idSequence: 0, collections: { c: [record] } }, fixtures: {} }, texts),
    ].join("");
  expect(write()).toContain('"value": 1');
  record.value = 2;
  expect(write()).toContain('"value": 2');
});

test("sessions that are kept stand behind the base, as JSON.stringify would write them", () => {
  const record = Object.freeze({ id: "a", nested: { list: [1] } });
  const frozen = { ...worldOf([record]), sessions: { two: worldOf([record, { id: "b" }]), one: worldOf([]) } };
  const texts = createRecordTexts();
  const { one, two } = frozen.sessions;
  const { randomSeed, idSequence, collections } = frozen;
  const whole = { formatVersion: 2, randomSeed, idSequence, fixtures: {}, collections, sessions: { one, two } };
  for (const time of ["first", "second"]) {
    const text = [...toStateText({ frozen, fixtures: {} }, texts)].join("");
    expect(text, time).toBe(`${JSON.stringify(whole, null, 2)}\n`);
  }
});

function worldOf(records: object[]) {
  return { randomSeed: 7, idSequence: 1, collections: { "a.a": records, "a.b": [] } };
}
