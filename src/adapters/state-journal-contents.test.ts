import * as fc from "fast-check";
import { expect, test } from "vitest";
import { StateFormatError } from "./state-file-format.js";
import { findRest, parseJournal } from "./state-journal-contents.js";
import { toLineBytes } from "./state-journal-line.js";

const stepOf = (session: string) => ({ kind: "end", session }) as const;
const HEAD = toLineBytes({ journalVersion: 1, continues: "10-abc" });
const LINES = ["a", "b\n", "c\u0000", "d"].map((session) => toLineBytes([stepOf(session), stepOf(session)]));
const WHOLE = Buffer.concat([HEAD, ...LINES]);

/** Where each line ends. */
const ENDS = [HEAD, ...LINES].map((_, index, all) => Buffer.concat(all.slice(0, index + 1)).length);

test("cut off at any byte, a journal has all lines that were written whole, and no part of another", () => {
  for (let length = 0; length <= WHOLE.length; length += 1) {
    const { continues, lines, length: whole } = parseJournal(WHOLE.subarray(0, length));
    const count = ENDS.filter((end) => end <= length).length;
    expect(lines.length, `of ${length} bytes`).toBe(Math.max(count - 1, 0));
    expect(whole).toBe(ENDS[count - 1] ?? 0);
    expect(continues).toBe(count > 0 ? "10-abc" : undefined);
  }
});

test("a line of steps is what JSON.stringify gives, whether texts of records are there already or not", () => {
  const name = fc.string();
  const record = fc.dictionary(fc.string(), fc.jsonValue()).map((value): object => value);
  const changed = fc.record({ collection: name, identity: name, record });
  const change = fc.oneof(changed, fc.record({ collection: name, identity: name, deleted: name }));
  const session = fc.option(name, { nil: undefined });
  const step = fc.record({ kind: fc.constant("change"), session, idSequence: fc.nat(), changes: fc.array(change) });
  fc.assert(
    fc.property(fc.array(fc.oneof(step, name.map(stepOf))), fc.boolean(), (steps, isWritten) => {
      const told = steps.map((each) =>
        each.kind === "end" || !isWritten ? each : { ...each, changes: each.changes.map(addText) },
      );
      expect(toLineBytes(told).toString().slice(9)).toBe(`${JSON.stringify(steps)}\n`);
    }),
  );
});

function addText<Change extends object>(change: Change): Change & { text?: string } {
  return "record" in change ? { ...change, text: JSON.stringify(change.record) } : change;
}

test("a last line with holes of zeros, as a power cut leaves them, is left out", () => {
  const bytes = Buffer.from(WHOLE);
  bytes.fill(0, (ENDS[3] ?? 0) + 3, (ENDS[3] ?? 0) + 9);
  expect(parseJournal(bytes)).toMatchObject({ lines: { length: 3 }, length: ENDS[3] });
});

test("a byte that is another one than was written is named with its line, and how many stand behind it", () => {
  fc.assert(
    fc.property(fc.nat(WHOLE.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = Buffer.from(WHOLE);
      // Without its line feed, a line would be part of the next.
      fc.pre(bytes[at] !== "\n".charCodeAt(0));
      bytes[at] = (bytes[at] ?? 0) ^ change;
      const line = ENDS.findIndex((end) => at < end);
      const damage = new RegExp(`^line ${line + 1}, from byte \\d+ on, is not what was written.*stand behind it`);
      // A line feed or zeros in the last line are what it has when it was cut off.
      const isLast = line === ENDS.length - 1;
      expect(tell(bytes)).toMatch(isLast ? /^line 5, from byte|^3 whole lines/ : damage);
    }),
  );
});

function tell(bytes: Buffer): string {
  try {
    return `${parseJournal(bytes).lines.length} whole lines`;
  } catch (error) {
    if (error instanceof StateFormatError) return error.message;
    throw error;
  }
}

test("a journal adds to the state file that its head names, or from where a line says that another one has all", () => {
  const after = ENDS[2] ?? 0;
  const announced = toLineBytes({ checkpoint: "20-def", after, stored: ["x"], removed: [] });
  const contents = parseJournal(Buffer.concat([WHOLE, announced, ...LINES.slice(0, 1)]));
  const sessionsOf = (fingerprint: string) =>
    findRest(contents, fingerprint)?.steps.map((step) => (step.kind === "end" ? step.session : ""));
  expect(sessionsOf("10-abc")).toEqual(["a", "a", "b\n", "b\n", "c\u0000", "c\u0000", "d", "d", "a", "a"]);
  expect(sessionsOf("20-def")).toEqual(["c\u0000", "c\u0000", "d", "d", "a", "a"]);
  expect(findRest(contents, "20-def")).toMatchObject({ from: after, checkpoint: { stored: ["x"] } });
  expect(sessionsOf("30-abc")).toBeUndefined();
});
