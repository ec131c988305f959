import { expect, test } from "vitest";
import { findWeakestEvidence, isEvidence } from "./evidence.js";

test("the weakest of several evidences is the one furthest from the source", () => {
  expect(findWeakestEvidence(["source", "observed", "published"])).toBe("observed");
  expect(findWeakestEvidence(["assumed", "inferred"])).toBe("assumed");
  expect(findWeakestEvidence(["source"])).toBe("source");
});

test("there is no weakest evidence of nothing", () => {
  expect(findWeakestEvidence([])).toBeUndefined();
});

test("only the five words are evidence", () => {
  expect(isEvidence("published")).toBe(true);
  expect(isEvidence("guessed")).toBe(false);
  expect(isEvidence(undefined)).toBe(false);
});
