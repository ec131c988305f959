import { expect, test } from "vitest";
import { parseDuration } from "./duration.js";

test.each([
  ["PT1H", 3_600_000],
  ["P1DT2H3M4.5S", 93_784_500],
  ["PT0,25S", 250],
  ["P2W", 1_209_600_000],
  ["PT0S", 0],
])("%s is %d milliseconds", (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(["", "P", "PT", "P1DT", "P1Y", "P1M", "1H", "-PT1H", "PT1.5H", "PT1S1M", "pt1h"])(
  "%j is no duration of a certain length",
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);
