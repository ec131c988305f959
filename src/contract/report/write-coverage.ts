import type { OperationCoverage } from "./report.js";
import type { Style } from "./write-console.js";

/**
 * How far each operation was seen, as a table for people: what it does, which media types were sent how often, how often
 * each status came (0 for a documented one that never did); then, once each, the reasons for what was not seen.
 */
export function writeCoverage(coverage: readonly OperationCoverage[], style: Style): string {
  const rows = coverage.map(toRow);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  const reasons = listReasons(coverage);
  return [
    style("bold", "Coverage: operation, effect, requests by media type, answers by status"),
    ...lines.map((line) => `  ${line.trimEnd()}`),
    ...(reasons.length > 0 ? [style("bold", "Not seen")] : []),
    ...reasons.map((reason) => style("dim", `  ${reason}`)),
  ].join("\n");
}

function toRow({ operation, effect, requests, responses, untested }: OperationCoverage): string[] {
  const sent = requests.map(({ mediaType, sent: times }) => `${mediaType} x${times}`).join(", ");
  const got = responses.map(({ status, mediaType, seen }) => `${status}${toShort(mediaType)} x${seen}`).join("  ");
  return [operation, effect, sent === "" ? "no body" : sent, untested === undefined ? got : `not tested: ${untested}`];
}

/** JSON is what most answers are, and is not worth its room. */
function toShort(mediaType: string | undefined): string {
  return mediaType === undefined || mediaType === "application/json" ? "" : ` ${mediaType}`;
}

/** Each reason once, with the operations and statuses for which it holds. */
function listReasons(coverage: readonly OperationCoverage[]): string[] {
  const reasons = new Set(coverage.flatMap(({ responses }) => responses.flatMap(({ reason }) => reason ?? [])));
  return [...reasons].map((reason) => {
    const places = coverage.flatMap(({ operation, responses }) => {
      const statuses = responses.filter((response) => response.reason === reason).map(({ status }) => status);
      return statuses.length === 0 ? [] : [`${operation} ${statuses.join(" ")}`];
    });
    return `${reason}: ${places.join(", ")}`;
  });
}
