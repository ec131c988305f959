import type { Report } from "./report.js";

/** A run as JSON, as `verify-report.schema.json` describes it; of the exchanges those that show a finding. */
export function writeJson(report: Report): string {
  const shown = new Set([...report.findings, ...report.learned].flatMap(({ exchanges }) => exchanges));
  const needed = new Set(report.exchanges.filter(({ id }) => shown.has(id)).flatMap(({ chain }) => chain));
  const exchanges = report.exchanges.filter(({ id }) => shown.has(id) || needed.has(id));
  return `${JSON.stringify({ ...report, exchanges }, undefined, 2)}\n`;
}
