import { expect, test } from "vitest";
import { proveAnomalies } from "./house/prove-anomalies.mjs";

const sources = new Map([
  ["000_page.txt", "Create\r\nReturns a thing.\r\nDelete\r\nReturns a thing.\r\n"],
  ["001_page.txt", "Nothing here."],
]);
const anomaly = { id: "X-ANOMALY-1", about: "A delete returns a thing." };

test("an anomaly is proven by a match in the source that its file names", () => {
  const proof = { source: { file: "000", matches: "Delete\\nReturns" } };
  expect(proveAnomalies([{ ...anomaly, proof }], sources)).toMatchObject([{ id: "X-ANOMALY-1", proven: true }]);
});

test("an anomaly is not proven when its file has no match, even if another has", () => {
  const proof = { source: { file: "001", matches: "Delete\\nReturns" } };
  expect(proveAnomalies([{ ...anomaly, proof }], sources)).toMatchObject([
    { proven: false, found: "0 found, at least 1 expected" },
  ]);
});

test.each([
  [{ min: 2, max: 2 }, true],
  [{ min: 3 }, false],
  [{ max: 1 }, false],
  [{ max: 0 }, false],
])("two matches where %j are expected: proven is %s", (count, proven) => {
  const proof = { source: { file: "000", matches: "Returns", count } };
  expect(proveAnomalies([{ ...anomaly, proof }], sources)).toMatchObject([{ proven }]);
});

test("an anomaly of a source document that is not there is not proven", () => {
  const proof = { source: { file: "007", matches: "Returns", count: { max: 0 } } };
  expect(proveAnomalies([{ ...anomaly, proof }], sources)).toMatchObject([
    { proven: false, found: "no file begins with 007" },
  ]);
});

test("an anomaly that rests on other proofs is not judged", () => {
  expect(proveAnomalies([anomaly], sources)).toEqual([]);
});
