import { describeOutcome, describeSubject } from "./describe-outcome.js";
import { escapeMarkup } from "../../openapi/escape-markup.js";
import { groupAlike } from "./group-alike.js";
import { htmlStyle } from "./html-style.js";
import { isFailure, type Report, type ReportedFinding } from "./report.js";
import type { ReportedBody, ReportedExchange } from "./reported-exchange.js";
import { writeHtmlTables } from "./write-html-tables.js";

/** A run as one HTML file: no script, nothing loaded from elsewhere; readable in light and dark, on paper and on a phone. */
export function writeHtml(report: Report): string {
  const { findings, learned, gaps, startedAt, mode, level, seed, duration, exchanges, exitCode } = report;
  const title = escapeMarkup(describeSubject(report));
  const others = findings.filter((finding) => !isFailure(finding));
  const verdict = exitCode === 0 ? "passed" : exitCode === 3 ? "undecided" : "failed";
  const settings = `${exchanges.length} requests in ${(duration / 1000).toFixed(1)} s · ${mode} · level ${level} · seed ${seed} · ${startedAt}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}: ${verdict}</title>
<style>${htmlStyle}</style>
</head>
<body>
<header class="${verdict}">
<h1>${title}</h1>
<p class="verdict"><strong>${verdict}</strong> ${escapeMarkup(describeOutcome(report))}</p>
<p class="settings">${escapeMarkup(settings)}</p>
</header>
<main>
${writeSection(
  "Findings",
  groupAlike(findings.filter(isFailure)).flatMap((alike) =>
    // Of those that are alike, the first is there to be read, the others to be opened.
    alike.map((finding, index) => writeFinding(finding, report, index === 0)),
  ),
)}
${writeSection(
  "Warnings and known gaps, which do not fail the run",
  others.map((finding) => writeFinding(finding, report, false)),
)}
${writeSection(
  `Learned: differs from what rests on less than "${level}" evidence`,
  learned.map((finding) => writeFinding(finding, report, false)),
)}
${writeSection(
  "Not conclusive",
  gaps.map((gap) => `<p>${escapeMarkup(gap)}</p>`),
)}
${writeHtmlTables(report)}
</main>
</body>
</html>
`;
}

function writeSection(title: string, parts: readonly string[]): string {
  if (parts.length === 0) return "";
  return `<section>\n<h2>${escapeMarkup(title)} <span class="count">${parts.length}</span></h2>\n${parts.join("\n")}\n</section>`;
}

function writeFinding(finding: ReportedFinding, report: Report, isOpen: boolean): string {
  const { id, check, operation, message, blame, why, received, documented, pointer, line, evidence, rule } = finding;
  const { curl, replay, knownGap } = finding;
  const place = line === undefined ? pointer : `${report.document.file}:${line}`;
  const rows: [string, string][] = [
    ["Received", code(toText(received))],
    ["Documented", code(toText(documented)) + (place === undefined ? "" : `<p>${escapeMarkup(place)}</p>`)],
    ["Evidence", escapeMarkup(evidence + (rule === undefined ? "" : `, ${rule}`))],
    ["Blame", escapeMarkup(`${blame}: ${why}`)],
    ...(knownGap === undefined ? [] : [["Known gap", escapeMarkup(knownGap)] satisfies [string, string]]),
    ["Repeat", code(curl.join("\n"))],
    ...(replay === undefined ? [] : [["Replay", code(`standin verify --replay ${replay}`)] satisfies [string, string]]),
  ];
  const shown = report.exchanges.filter((exchange) => finding.exchanges.includes(exchange.id));
  return `<details${isOpen ? ' open=""' : ""} id="finding-${escapeMarkup(id)}">
<summary><span class="check">${check}</span> <span class="operation">${escapeMarkup(operation ?? "the run")}</span> ${escapeMarkup(message)}${finding.times > 1 ? ` <span class="count">${finding.times} times</span>` : ""}</summary>
<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join("")}</dl>
${shown.map(writeExchange).join("\n")}
</details>`;
}

function writeExchange({ id, about, request, response, failure }: ReportedExchange): string {
  const sent = [`${request.method} ${request.url}`, ...request.headers.map(toLine), ...toLines(request.body)];
  const got = response
    ? [String(response.status), ...response.headers.map(toLine), ...toLines(response.body), ...response.faults]
    : [failure ? `no answer: ${failure.kind}, ${failure.message}` : "no answer"];
  return `<details class="exchange"><summary>Exchange ${id}: ${escapeMarkup(about)}</summary>${code(sent.join("\n"))}${code(got.join("\n"))}</details>`;
}

function toLine([name, value]: readonly [string, string]): string {
  return `${name}: ${value}`;
}

function toLines(body: ReportedBody | undefined): string[] {
  if (!body) return [];
  return ["", "text" in body ? body.text : `(base64) ${body.base64}`];
}

function toText(value: ReportedFinding["received"]): string {
  if (typeof value === "string") return value;
  const line = JSON.stringify(value);
  return line.length <= 160 ? line : JSON.stringify(value, undefined, 2);
}

function code(text: string): string {
  return `<pre>${escapeMarkup(text)}</pre>`;
}
