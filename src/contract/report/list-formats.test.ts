import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { createFinding, createSampleRun, maskSample } from "../../testing/sample-run.js";
import { createReport, type RunResult } from "./create-report.js";
import { listFormats } from "./list-formats.js";
import type { Report } from "./report.js";

/** A message with everything that a format may stumble over. */
const NASTY = "a <b>&\"'%\n::error::\u0007\ud800 ]]> -->";

function write(name: string, run: RunResult = createSampleRun(), report: Partial<Report> = {}): string {
  const format = listFormats().find((candidate) => candidate.name === name);
  if (!format) throw new Error(`there is no format ${name}`);
  return format.write({ ...createReport(run, { mask: maskSample }), ...report });
}

/** Whether a strict reader of XML takes a text for well-formed. @throws Error that says where it is not. */
function isWellFormed(xml: string): boolean {
  new SaxesParser().write(xml).close();
  return true;
}

test.each(["console", "junit", "html", "json", "har", "github"])("%s shows no secret", (name) => {
  const shown = write(name, createSampleRun({ findings: [createFinding({ received: "s3cret" })] }));
  expect(shown).not.toBe("");
  expect(shown).not.toContain("s3cret");
});

describe("the console report", () => {
  test("begins with the verdict and ends with the exit code", () => {
    const lines = write("console").trimEnd().split("\n");
    expect(lines[0]).toBe("FAILED  notes at http://127.0.0.1:4010: 1 finding");
    expect(lines[1]?.trim()).toBe("2 requests in 1.2 s (own-data, level published, seed 7)");
    expect(lines.at(-1)).toBe("Exit 1: findings");
  });

  test("tells of a finding what was received, what is documented and where, who is to blame and how to repeat it", () => {
    const text = write("console");
    expect(text).toContain('C004 notes.getNote: The body breaks its schema: "text" is missing');
    expect(text).toContain('received   {"id":"n1"}');
    expect(text).toContain('documented {"required":["text"]} (openapi/notes.yaml:24)');
    expect(text).toContain("blame      server: its answer breaks the document");
    expect(text).toMatch(/repeat {5}curl .*\/notes'.*\n {16}curl .*\/notes\/n1'/);
  });

  test("tells findings of one rule at one operation together: the first in full, the others by a line each", () => {
    const findings = ["is without name", "is without type", "is too short"].map((message) =>
      createFinding({ message, rule: "N-1" }),
    );
    const text = write("console", createSampleRun({ findings }));
    expect(text.match(/^C004 /gm)).toHaveLength(1);
    expect(text).toMatch(/ {5}also {7}is without type \[\w{8}\]\n {16}is too short \[\w{8}\]/);
    expect(text).toContain(": 3 findings");
  });

  test("tells what passed, what was not run and why, and what was not seen and why", () => {
    const text = write("console", createSampleRun({ findings: [], gaps: ["no id was given: --param note=ID"] }));
    expect(text).toContain("UNDECIDED  notes at http://127.0.0.1:4010: inconclusive, 1 gap");
    expect(text).toContain("C206 not run: no conflict is documented");
    expect(text).toContain("no check asks for it: notes.getNote 404");
    expect(text).toContain("  no id was given: --param note=ID");
  });
});

describe("the JUnit report", () => {
  test("is well-formed whatever a server answers", () => {
    const finding = createFinding({ message: NASTY, received: NASTY, why: NASTY });
    const learned = createFinding({ message: NASTY, evidence: "assumed" });
    expect(isWellFormed(write("junit", createSampleRun({ findings: [finding, learned] })))).toBe(true);
  });

  test("counts a finding as failed, a check that was not run as skipped, and the rest as passed", () => {
    const run = createSampleRun();
    const checks = [...run.checks, { id: "C001", title: "No 5xx", judged: 3, findings: 0, notRun: undefined }];
    const xml = write("junit", { ...run, checks });
    expect(xml).toContain('tests="3" failures="1" errors="0" skipped="1"');
    expect(xml).toContain('<skipped message="no conflict is documented"/>');
    expect(xml).toContain('name="C004 A body keeps its schema: notes.getNote"><failure type="C004"');
  });
});

describe("the HTML report", () => {
  test("loads nothing, runs nothing, and shows a server's markup as text", () => {
    const html = write(
      "html",
      createSampleRun({ findings: [createFinding({ message: "<script>alert(1)</script>" })] }),
    );
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img|src=/);
    expect(html).toContain("&lt;script&gt;");
  });

  test("is well-formed and has a balance, the checks and the coverage", () => {
    const html = write("html", createSampleRun({ findings: [createFinding({ message: NASTY })] }));
    expect(isWellFormed(html.replace("<!doctype html>", "").replaceAll(/<meta ([^>]*)>/g, "<meta $1/>"))).toBe(true);
    for (const title of ["Findings", "Coverage", "Checks", "Records"]) expect(html).toContain(`<h2>${title}`);
  });
});

describe("the GitHub annotations", () => {
  test("stand at the document's line, one a finding, whatever is in a message", () => {
    const learned = createFinding({ check: "C002", evidence: "assumed", message: "Answers 422" });
    const lines = write("github", createSampleRun({ findings: [createFinding({ message: NASTY }), learned] })).split(
      "\n",
    );
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^::error file=openapi\/notes\.yaml,line=24,title=C004 notes\.getNote::a <b>&"'%25%0A::error/,
    );
    expect(lines[1]).toMatch(/^::notice .*title=C002 notes\.getNote::Answers 422/);
  });
});

describe("the HTTP archive", () => {
  test("has each exchange with its body, and what kept one from an answer", () => {
    // As the line before wrote it.
    const { log } = JSON.parse(write("har")) as { log: { version: string; entries: unknown[] } };
    expect(log.version).toBe("1.2");
    expect(log.entries).toHaveLength(2);
    expect(log.entries).toMatchObject([
      {
        request: { method: "POST", bodySize: 12, postData: { text: '{"text":"a"}' } },
        response: { status: 200, content: { size: 22 } },
      },
      { request: { url: "http://127.0.0.1:4010/v2/notes/n1" } },
    ]);
  });
});
