import { describeSubject } from "./describe-outcome.js";
import { escapeMarkup } from "../../openapi/escape-markup.js";
import { isFailure, type CheckSummary, type Report, type ReportedFinding } from "./report.js";
import { showJson } from "./show-json.js";

/**
 * A run as JUnit XML, the form that CI services read: a test case for each check and operation that has a finding, one for
 * each other check. What failed no run (a warning, a known gap, something learned) stands in `system-out`.
 */
export function writeJunit(report: Report): string {
  const cases = report.checks.flatMap((check) => toCases(report, check));
  const failures = cases.filter(({ kind }) => kind === "failure").length;
  const skipped = cases.filter(({ kind }) => kind === "skipped").length;
  const attributes = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${report.duration / 1000}"`;
  const name = escapeMarkup(describeSubject(report));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="standin verify" ${attributes}>`,
    `  <testsuite name="${name}" ${attributes} timestamp="${report.startedAt}">`,
    ...cases.map(({ text }) => text),
    ...toSystemOut(report),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

interface JunitCase {
  readonly kind: "passed" | "failure" | "skipped";
  readonly text: string;
}

function toCases(report: Report, check: CheckSummary): JunitCase[] {
  const own = report.findings.filter((finding) => finding.check === check.id && isFailure(finding));
  if (own.length > 0) return own.map((finding) => toFailure(report, check, finding));
  const open = `    <testcase classname="${escapeMarkup(report.api)}" name="${escapeMarkup(`${check.id} ${check.title}`)}"`;
  if (check.notRun !== undefined) {
    return [{ kind: "skipped", text: `${open}><skipped message="${escapeMarkup(check.notRun)}"/></testcase>` }];
  }
  return [{ kind: "passed", text: `${open}/>` }];
}

function toFailure({ api }: Report, { id, title }: CheckSummary, finding: ReportedFinding): JunitCase {
  const name = `${id} ${title}: ${finding.operation ?? api}`;
  const body = [
    `received:   ${showJson(finding.received)}`,
    `documented: ${showJson(finding.documented)}`,
    `blame:      ${finding.blame}, ${finding.why}`,
    ...finding.curl.map((command) => `repeat:     ${command}`),
    ...(finding.replay === undefined ? [] : [`replay:     standin verify --replay ${finding.replay}`]),
  ].join("\n");
  return {
    kind: "failure",
    text:
      `    <testcase classname="${escapeMarkup(finding.operation ?? api)}" name="${escapeMarkup(name)}">` +
      `<failure type="${id}" message="${escapeMarkup(finding.message)}">${escapeMarkup(body)}</failure></testcase>`,
  };
}

function toSystemOut({ findings, learned }: Report): string[] {
  const lines = [
    ...findings.filter((finding) => !isFailure(finding)).map((finding) => toLine("note", finding)),
    ...learned.map((finding) => toLine("learned", finding)),
  ];
  return lines.length === 0 ? [] : [`    <system-out>${escapeMarkup(lines.join("\n"))}</system-out>`];
}

function toLine(kind: string, { check, operation, message, knownGap }: ReportedFinding): string {
  return `${kind}: ${check} ${operation ?? ""} ${message}${knownGap === undefined ? "" : ` (known gap: ${knownGap})`}`;
}
