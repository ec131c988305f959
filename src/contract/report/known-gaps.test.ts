import { expect, test } from "vitest";
import { createFinding } from "../../testing/sample-run.js";
import { getFindingId } from "./finding-id.js";
import { applyKnownGaps, parseKnownGaps } from "./known-gaps.js";

const GAPS = `
- check: C004
  operation: notes.getNote
  reason: ticket 12
  expires: 2027-01-31
`;

test("a finding that matches a gap has its reason, until the gap expires", () => {
  const finding = createFinding();
  const gaps = parseKnownGaps(GAPS, "gaps.yaml");
  const { reasons, findings } = applyKnownGaps(gaps, [finding], "2027-01-31");
  expect(reasons.get(getFindingId(finding))).toBe("ticket 12");
  expect(findings).toEqual([]);
});

test("from the day after a gap fails the run itself, and its finding with it", () => {
  const { reasons, findings } = applyKnownGaps(parseKnownGaps(GAPS, "gaps.yaml"), [createFinding()], "2027-02-01");
  expect(reasons.size).toBe(0);
  expect(findings).toMatchObject([{ check: "C902", severity: "failure", blame: "set-up" }]);
  expect(findings[0]?.message).toContain("has expired on 2027-01-31");
});

test("a gap that matches nothing fails the run and says which it is", () => {
  const other = createFinding({ operation: "notes.createNote" });
  const { findings } = applyKnownGaps(parseKnownGaps(GAPS, "gaps.yaml"), [other], "2026-12-01");
  expect(findings).toMatchObject([
    { check: "C902", message: expect.stringContaining("C004 notes.getNote matches no") as string },
  ]);
});

test("a gap for one finding does not cover another of the same check and operation", () => {
  const [known, other] = [createFinding(), createFinding({ message: "Something else" })];
  const text = JSON.stringify([
    { check: "C004", finding: getFindingId(known), reason: "known", expires: "2027-01-31" },
  ]);
  const { reasons } = applyKnownGaps(parseKnownGaps(text, "gaps.json"), [known, other], "2026-12-01");
  expect([...reasons.keys()]).toEqual([getFindingId(known)]);
});

test.each([
  ["check: C004", "must be a list"],
  ["- [C004]", "entry 1 of gaps.yaml must be an object"],
  ["- { check: everything, reason: x, expires: 2027-01-31 }", "check of entry 1"],
  ["- { check: C004, expires: 2027-01-31 }", "reason of entry 1"],
  ["- { check: C004, reason: x }", "expires of entry 1"],
  ["- { check: C004, reason: x, expires: 2027-13-99 }", "must be a day"],
  ["- { check: C004, reason: x, expires: 2027-01-31, operations: x }", "has operations"],
  ["- { check: C004, reason: x, expires: 2027-01-31, finding: 12345678 }", "in quotes"],
  ["- &a { check: C004, reason: *a }", "can't be read"],
  ["- {", "can't be read"],
])("%s is refused: %s", (text, words) => {
  expect(() => parseKnownGaps(text, "gaps.yaml")).toThrow(words);
});
