import { expect, test } from "vitest";
import { createFinding, createSampleRun, maskSample } from "../../testing/sample-run.js";
import { createReport, type RunResult } from "../report/create-report.js";
import { judgeReplay } from "./judge-replay.js";
import { createReplay, parseReplay } from "./replay-file.js";

function report(different: Partial<RunResult> = {}) {
  return createReport(createSampleRun(different), { mask: maskSample });
}

function replayOf(different: Partial<RunResult> = {}) {
  const first = report(different);
  const [finding] = first.findings;
  if (!finding) throw new Error("the sample has a finding");
  return parseReplay(JSON.stringify(createReplay(first, finding)), "replay.json");
}

test("a replay is confined to the finding's operation and check and to the check that sent its request", () => {
  expect(replayOf()).toMatchObject({ only: ["notes.getNote", "C004", "C101"], seed: 7, mode: "own-data" });
});

test("a replay file has no secret", () => {
  const replay = replayOf({ findings: [createFinding({ received: "s3cret" })] });
  expect(JSON.stringify(replay)).not.toContain("s3cret");
});

test("the same finding again is still failing, also when the answer's ids differ", () => {
  const again = report({ findings: [createFinding({ received: { id: "n2" } })] });
  expect(judgeReplay(replayOf(), again)).toMatchObject({ verdict: "still failing" });
});

test("the same requests without a finding are mended", () => {
  expect(judgeReplay(replayOf(), report({ findings: [] }))).toMatchObject({ verdict: "mended" });
});

test("another finding of the check on the operation is changed, and says what it is now", () => {
  const other = report({ findings: [createFinding({ message: "The text is a number" })] });
  expect(judgeReplay(replayOf(), other)).toEqual({ verdict: "changed", why: "C004 now says: The text is a number" });
});

test("silence proves nothing when the request was not sent: that is changed, with the reason", () => {
  const silent = report({ findings: [], exchanges: [], gaps: ["no id was given"] });
  expect(judgeReplay(replayOf(), silent)).toEqual({
    verdict: "changed",
    why: "no GET notes.getNote was sent: no id was given",
  });
});

test("another check that speaks up where this one is silent is changed", () => {
  const other = report({ findings: [createFinding({ check: "C001", message: "It fails with 500" })] });
  expect(judgeReplay(replayOf(), other)).toMatchObject({ verdict: "changed" });
});

test.each(["{", "[]", '{"schemaVersion":1}', '{"schemaVersion":2,"api":"notes"}'])("%s is no replay file", (text) => {
  expect(() => parseReplay(text, "replay.json")).toThrow(/replay\.json is no/);
});
