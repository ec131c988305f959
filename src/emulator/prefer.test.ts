import { expect, test } from "vitest";
import { parseDelay, parsePreferences } from "./prefer.js";
import { Problem } from "./problem.js";

const NOTHING = { code: undefined, example: undefined, wait: undefined };

test.each([
  ["no header", undefined, NOTHING],
  ["a status", "code=404", { ...NOTHING, code: 404 }],
  [
    "several, after commas or semicolons",
    "code=404, example=missing; wait=2",
    { code: 404, example: "missing", wait: 2 },
  ],
  ["a name in any case, and blanks", " Code = 404 ", { ...NOTHING, code: 404 }],
  ["a quoted value", 'example="a name"', { ...NOTHING, example: "a name" }],
  [
    "preferences of which a stand-in knows nothing",
    "respond-async, handling=lenient, code=200",
    { ...NOTHING, code: 200 },
  ],
  ["a part of a second", "wait=0.5", { ...NOTHING, wait: 0.5 }],
])("%s is read", (_, header, preferences) => {
  expect(parsePreferences(header)).toEqual(preferences);
});

test.each([
  ["code=many", "code must be a number from 0 to 599"],
  ["code=", "code must be a number from 0 to 599"],
  ["code=99", "code must be a status from 200 to 599"],
  ["code=600", "code must be a number from 0 to 599"],
  ["code=404.5", "code must be a status from 200 to 599"],
  ["wait=-1", "wait must be a number from 0 to 60"],
  ["wait=61", "wait must be a number from 0 to 60"],
  ["wait=1e1", "wait must be a number from 0 to 60"],
])("%s is refused, and what would do is told", (header, message) => {
  expect(() => parsePreferences(header)).toThrow(Problem);
  expect(() => parsePreferences(header)).toThrow(message);
});

test("a delay is milliseconds, up to a minute", () => {
  expect([parseDelay(undefined), parseDelay("0"), parseDelay("1500")]).toEqual([0, 0, 1500]);
  expect(() => parseDelay("60001")).toThrow("x-standin-delay must be a number from 0 to 60000");
  expect(() => parseDelay("soon")).toThrow('not "soon"');
});
