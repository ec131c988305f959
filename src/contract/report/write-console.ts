import { count, describeOutcome, describeSubject } from "./describe-outcome.js";
import { groupAlike, type FindingGroup } from "./group-alike.js";
import { isFailure, type CheckSummary, type Report, type ReportedFinding } from "./report.js";
import { showJson } from "./show-json.js";
import { writeCoverage } from "./write-coverage.js";

/** How words are set off where they are shown; `plain` leaves them as they are. */
export type Style = (format: "bold" | "dim" | "red" | "green" | "yellow", text: string) => string;

/** Leaves text as it is. */
const plain: Style = (_format, text) => text;

/**
 * A run for a person at a terminal: first what came of it, then each finding with what repeats it, what was learned, what
 * was not tested and why, and the coverage; last the record balance and the exit code.
 */
export function writeConsole(report: Report, style: Style = plain): string {
  const { findings, learned, gaps } = report;
  const failures = findings.filter(isFailure);
  const known = findings.filter(({ knownGap }) => knownGap !== undefined);
  const warnings = findings.filter((finding) => finding.severity === "warning" && finding.knownGap === undefined);
  const blocks = [
    writeHead(report, style),
    ...groupAlike(failures).map((alike) => writeFindings(alike, report, style)),
    writeList("Known gaps, which do not fail the run", known, style),
    writeList("Warnings, which do not fail the run", warnings, style),
    writeList(`Learned: the target differs from what rests on less than "${report.level}" evidence`, learned, style),
    writeLines("Not conclusive", gaps, style),
    writeCoverage(report.coverage, style),
    writeChecks(report.checks, style),
    writeFoot(report, style),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function writeHead(report: Report, style: Style): string {
  const { duration, mode, level, seed, exchanges, exitCode } = report;
  const verdict = exitCode === 0 ? style("green", "PASSED") : style("red", exitCode === 3 ? "UNDECIDED" : "FAILED");
  const settings = `${mode}, level ${level}, seed ${seed}`;
  return [
    `${verdict}  ${style("bold", describeSubject(report))}: ${describeOutcome(report)}`,
    style("dim", `        ${count(exchanges.length, "request")} in ${(duration / 1000).toFixed(1)} s (${settings})`),
  ].join("\n");
}

/** The first of findings that are alike in full, the others by a line each. */
function writeFindings([first, ...others]: FindingGroup, report: Report, style: Style): string {
  const more = others.map(({ id, message }) => `${message} ${style("dim", `[${id}]`)}`);
  const lines = more.map((line, index) => `     ${style("dim", (index === 0 ? "also" : "").padEnd(10))} ${line}`);
  return [writeFinding(first, report, style), ...lines].join("\n");
}

function writeFinding(finding: ReportedFinding, { document }: Report, style: Style): string {
  const { id, check, operation, message, blame, why, received, documented, pointer, line, curl, replay } = finding;
  const often = finding.times > 1 ? ` (${finding.times} times)` : "";
  const place = line === undefined ? pointer : `${document.file}:${line}`;
  const rows = [
    ["received", showJson(received)],
    ["documented", `${showJson(documented)}${place === undefined ? "" : ` (${place})`}`],
    ["evidence", finding.evidence + (finding.rule === undefined ? "" : `, ${finding.rule}`)],
    ["blame", `${blame}: ${why}`],
    ...curl.map((command, index) => [index === 0 ? "repeat" : "", command]),
    ...(replay === undefined ? [] : [["replay", `standin verify --replay ${replay}`]]),
  ];
  return [
    `${style("red", check)} ${style("bold", operation ?? "the run")}: ${message}${often} ${style("dim", `[${id}]`)}`,
    ...rows.map(([label = "", text = ""]) => `     ${style("dim", label.padEnd(10))} ${text}`),
  ].join("\n");
}

function writeList(title: string, findings: readonly ReportedFinding[], style: Style): string {
  const lines = findings.map(({ id, check, operation, message, knownGap }) => {
    const reason = knownGap === undefined ? "" : ` (${knownGap})`;
    return `${check} ${operation ?? "the run"}: ${message}${reason} ${style("dim", `[${id}]`)}`;
  });
  return writeLines(title, lines, style);
}

function writeLines(title: string, lines: readonly string[], style: Style): string {
  return lines.length === 0 ? "" : [style("yellow", title), ...lines.map((line) => `  ${line}`)].join("\n");
}

function writeChecks(checks: readonly CheckSummary[], style: Style): string {
  const run = checks.filter(({ notRun }) => notRun === undefined);
  const failed = run.filter(({ findings }) => findings > 0);
  const idle = checks.flatMap(({ id, notRun }) => (notRun === undefined ? [] : [`${id} not run: ${notRun}`]));
  const sum = `${run.length - failed.length} passed, ${failed.length} failed, ${idle.length} not run`;
  return [style("bold", `Checks: ${sum}`), ...idle.map((line) => style("dim", `  ${line}`))].join("\n");
}

function writeFoot({ records, outcomes, exitCode }: Report, style: Style): string {
  const { created, deleted, confirmedGone, restored, foreignTouched, spent, leftovers } = records;
  const made = `created ${created}, deleted ${deleted}, confirmed gone ${confirmedGone}`;
  return [
    `Records: ${made}${restored > 0 ? `, restored ${restored}` : ""}, foreign records touched ${foreignTouched}`,
    ...(spent.length > 0 ? [`Spent, with no way back: ${spent.join(", ")}`] : []),
    ...(leftovers.length > 0 ? [style("red", `Left behind: ${leftovers.join(", ")}`)] : []),
    `Exit ${exitCode}: ${outcomes.join(", ")}`,
  ].join("\n");
}
