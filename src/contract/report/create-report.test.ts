import { describe, expect, test } from "vitest";
import { createFinding, createSampleRun, maskSample } from "../../testing/sample-run.js";
import { createReport } from "./create-report.js";

const options = { mask: maskSample };

describe("a report", () => {
  test("tells findings at the run's level apart from what was only learned", () => {
    const assumed = createFinding({ check: "C002", evidence: "assumed", message: "Answers 422 where 400 is assumed" });
    const report = createReport(createSampleRun({ findings: [createFinding(), assumed] }), options);
    expect(report.findings.map(({ check }) => check)).toEqual(["C004"]);
    expect(report.learned.map(({ check }) => check)).toEqual(["C002"]);
    expect(report).toMatchObject({ outcomes: ["findings"], exitCode: 1 });
  });

  test("takes everything down to the named level for a failure", () => {
    const assumed = createFinding({ evidence: "assumed" });
    const report = createReport(createSampleRun({ findings: [assumed], level: "assumed" }), options);
    expect(report).toMatchObject({ learned: [], exitCode: 1, findings: [{ evidence: "assumed" }] });
  });

  test("passes with warnings and with gaps that are known, and still lists them", () => {
    const findings = [createFinding({ severity: "warning" }), createFinding({ message: "Known" })];
    const report = createReport(createSampleRun({ findings }), {
      ...options,
      findKnownGap: ({ message }) => (message === "Known" ? "ticket 12" : undefined),
    });
    expect(report).toMatchObject({ outcomes: ["conforms"], exitCode: 0 });
    expect(report.findings.map(({ knownGap }) => knownGap)).toEqual([undefined, "ticket 12"]);
  });

  test.each([
    { outcome: "leftovers", exitCode: 4, leftovers: ["notes n1"] },
    { outcome: "findings", exitCode: 1, leftovers: [] },
  ])("ends with $exitCode for $outcome, whatever else holds, and names all", ({ outcome, exitCode, leftovers }) => {
    const run = createSampleRun();
    const report = createReport(
      { ...run, stopped: true, gaps: ["a gap"], records: { ...run.records, leftovers } },
      options,
    );
    expect(report.exitCode).toBe(exitCode);
    expect(report.outcomes[0]).toBe(outcome);
    expect(report.outcomes).toEqual(expect.arrayContaining(["findings", "stopped", "inconclusive"]));
  });

  test("ends with 5 when it was stopped, with 3 when it has gaps, with 4 when a foreign record may have been touched", () => {
    const run = createSampleRun({ findings: [] });
    expect(createReport({ ...run, stopped: true, gaps: ["a gap"] }, options).exitCode).toBe(5);
    expect(createReport({ ...run, gaps: ["a gap"] }, options).exitCode).toBe(3);
    expect(createReport({ ...run, records: { ...run.records, foreignTouched: 1 } }, options).exitCode).toBe(4);
  });

  test("tells a finding that came again once, under the same id, whatever ids it has in its message", () => {
    const first = createFinding({ message: "Note 6790b2b1c3a84d0012e5f7a1 has no text" });
    const again = createFinding({ message: "Note 7aa0b2b1c3a84d0012e5f7b2 has no text" });
    const other = createFinding({ message: "Note 6790b2b1c3a84d0012e5f7a1 has no title" });
    const { findings } = createReport(createSampleRun({ findings: [first, again, other] }), options);
    expect(findings.map(({ message, times }) => [message, times])).toEqual([
      [first.message, 2],
      [other.message, 1],
    ]);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(2);
  });

  test("takes the rows of a list for the same place", () => {
    const findings = [0, 1, 2].map((row) => createFinding({ message: `[${row}].name must be string` }));
    expect(createReport(createSampleRun({ findings }), options).findings).toMatchObject([{ times: 3 }]);
  });

  test("has no secret in exchanges, values and commands, and a line where the document has the place", () => {
    const findings = [createFinding({ received: { token: "s3cret" } })];
    const report = createReport(createSampleRun({ findings }), options);
    expect(JSON.stringify(report)).not.toContain("s3cret");
    expect(report.findings[0]).toMatchObject({ received: { token: "[MASKED]" }, line: 24 });
  });

  test("repeats a finding with the whole chain of requests that it needs", () => {
    const { findings } = createReport(createSampleRun(), options);
    expect(findings[0]?.curl).toEqual([
      `curl -sS -i -g --path-as-is 'http://127.0.0.1:4010/v2/notes' -H 'Authorization: Bearer '"$TOKEN" -H 'Content-Type: application/json' --data-raw '{"text":"a"}'`,
      `curl -sS -i -g --path-as-is 'http://127.0.0.1:4010/v2/notes/n1' -H 'Authorization: Bearer '"$TOKEN"`,
    ]);
  });
});
