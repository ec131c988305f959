import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import { formats } from "../../openapi/formats.js";
import { createExchange, createFinding, createSampleRun, maskSample } from "../../testing/sample-run.js";
import { createReport, type RunResult } from "./create-report.js";
import { writeJson } from "./write-json.js";

let schema: Record<string, unknown>;

beforeAll(async () => {
  const text = await readFile(new URL("../../../docs/verify-report.schema.json", import.meta.url), "utf8");
  schema = JSON.parse(text) as Record<string, unknown>; // our own file
});

/** What the published schema says to a run's report, with every member that it does not name taken for wrong. */
function judge(run: RunResult) {
  const closed = JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    const isObjectSchema = typeof value === "object" && value !== null && "properties" in value && key !== "properties";
    return isObjectSchema ? { ...value, additionalProperties: false } : value;
  }) as Record<string, unknown>; // of the schema's own form
  const options = { mask: maskSample, findReplay: () => "replay.json", findKnownGap: () => "known" };
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, formats }).compile(closed);
  const report: unknown = JSON.parse(writeJson(createReport(run, options)));
  return validate(report) ? [] : validate.errors;
}

test("a report with everything in it keeps the published schema, and has nothing that the schema does not name", () => {
  const untested = { operation: "notes.x", effect: "reads", responses: [], requests: [], untested: "no id was given" };
  const run = createSampleRun();
  const whole: RunResult = {
    ...run,
    exchanges: [
      ...run.exchanges,
      createExchange(3, "createNote", Uint8Array.of(0xff), undefined),
      createExchange(4, "getNote", undefined, { status: 500, body: Uint8Array.of(0xfe) }),
    ],
    findings: [
      createFinding({ rule: "N-1" }),
      createFinding({ evidence: "assumed", exchanges: [3, 4], operation: undefined, pointer: undefined }),
    ],
    coverage: [...run.coverage, untested],
    records: { ...run.records, leftovers: ["notes n1"], spent: ["notes n2"] },
    gaps: ["no id was given: --param note=ID"],
  };
  expect(judge(whole)).toEqual([]);
});

test("a report of a run that found nothing keeps it, too", () => {
  expect(judge(createSampleRun({ findings: [], exchanges: [], checks: [], coverage: [] }))).toEqual([]);
});

test("the exchanges are those that show a finding, and those before them", () => {
  const run = createSampleRun();
  const more = { ...run, exchanges: [...run.exchanges, createExchange(3, "getNote", undefined, { status: 404 })] };
  // The report that it reads was written the line before.
  const { exchanges } = JSON.parse(writeJson(createReport(more, { mask: maskSample }))) as {
    exchanges: { id: number }[];
  };
  expect(exchanges.map(({ id }) => id)).toEqual([1, 2]);
});
