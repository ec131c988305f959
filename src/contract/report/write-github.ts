import { isFailure, type Report, type ReportedFinding } from "./report.js";

/**
 * Findings as workflow commands of GitHub Actions, which shows them beside the document's line: failures as errors,
 * warnings and known gaps as warnings, what was learned as notices.
 */
export function writeGithub(report: Report): string {
  const { findings, learned, gaps, document } = report;
  const lines = [
    ...findings.map((finding) => toCommand(isFailure(finding) ? "error" : "warning", finding, document.file)),
    ...learned.map((finding) => toCommand("notice", finding, document.file)),
    ...gaps.map((gap) => `::warning title=${escapeProperty("Not conclusive")}::${escapeData(gap)}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function toCommand(kind: string, finding: ReportedFinding, file: string): string {
  const { check, operation, message, line, blame, why, knownGap } = finding;
  const place = `file=${escapeProperty(file)},${line === undefined ? "" : `line=${line},`}`;
  const title = escapeProperty([check, operation].filter((word) => word !== undefined).join(" "));
  const known = knownGap === undefined ? "" : ` Known gap: ${knownGap}`;
  return `::${kind} ${place}title=${title}::${escapeData(`${message}. Blame: ${blame}, ${why}.${known}`)}`;
}

/** As the runner reads it back. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
