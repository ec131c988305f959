import { escapeMarkup } from "../../openapi/escape-markup.js";
import type { CheckSummary, OperationCoverage, Report } from "./report.js";

/** What a run covered, checked and left behind, as tables of an HTML report. */
export function writeHtmlTables({ coverage, checks, records }: Report): string {
  const balance = [
    ["Created", String(records.created)],
    ["Deleted", String(records.deleted)],
    ["Confirmed gone", String(records.confirmedGone)],
    ["Restored", String(records.restored)],
    ["Spent, with no way back", records.spent.join(", ")],
    ["Left behind", records.leftovers.join(", ")],
    ["Foreign records touched", String(records.foreignTouched)],
  ];
  return [
    writeTable("Coverage", ["Operation", "Effect", "Requests", "Answers", "Not seen"], coverage.map(toCoverageRow)),
    writeTable("Checks", ["Check", "What holds", "Judged", "Findings", "Not run"], checks.map(toCheckRow)),
    writeTable("Records", ["What", "How many"], balance),
  ].join("\n");
}

function toCoverageRow({ operation, effect, requests, responses, untested }: OperationCoverage): string[] {
  const seen = responses.filter((response) => response.seen > 0);
  const missed = responses.filter((response) => response.seen === 0);
  return [
    operation,
    effect,
    requests.map(({ mediaType, sent }) => `${mediaType} ×${sent}`).join("\n"),
    seen.map(({ status, mediaType, seen: times }) => `${status} ${mediaType ?? ""} ×${times}`).join("\n"),
    untested ?? missed.map(({ status, reason }) => `${status}: ${reason ?? "no reason is known"}`).join("\n"),
  ];
}

function toCheckRow({ id, title, judged, findings, notRun }: CheckSummary): string[] {
  return [id, title, String(judged), String(findings), notRun ?? ""];
}

function writeTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return `<section>
<h2>${title}</h2>
<div class="wide"><table>
<thead>${writeRow("th", heads)}</thead>
<tbody>${rows.map((row) => writeRow("td", row)).join("\n")}</tbody>
</table></div>
</section>`;
}

function writeRow(kind: "th" | "td", texts: readonly string[]): string {
  return `<tr>${texts.map((text) => `<${kind}>${escapeMarkup(text)}</${kind}>`).join("")}</tr>`;
}
