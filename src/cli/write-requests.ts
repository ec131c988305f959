import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import type { Reporter } from "./create-reporter.js";

/** Tells exchanges as they are listed or come in, as a table or one JSON object a line. */
export function createRequestTable(json: boolean, { print, style }: Reporter) {
  let isBegun = false;
  return {
    print(exchanges: readonly JsonObject[]): void {
      if (json) {
        for (const exchange of exchanges) print(JSON.stringify(exchange));
        return;
      }
      const rows = exchanges.map(toRow);
      const widths = WIDTHS.map((width, column) => Math.max(width, ...rows.map((row) => (row[column] ?? "").length)));
      if (!isBegun && rows.length > 0) print(style("bold", toLine(HEAD, widths)));
      isBegun ||= rows.length > 0;
      for (const row of rows) print(toLine(row, widths));
      if (!isBegun) print("nothing was asked");
      isBegun = true;
    },
  };
}

const HEAD = ["ID", "STATUS", "OPERATION", "EVIDENCE", "PRINCIPAL", "CHANGES", "METHOD", "PATH"];

/** At least; the path stands at the end, because it may be of any length. */
const WIDTHS = [10, 6, 30, 9, 9, 7, 6, 0];

function toRow({ id, request, reply, operation, evidence, principal, changes, injected }: JsonObject): string[] {
  const { method, url } = isJsonObject(request) ? request : {};
  const { status } = isJsonObject(reply) ? reply : {};
  return [
    toText(id),
    toText(status),
    toText(operation),
    injected ? "injected" : toText(evidence),
    toText(principal),
    Array.isArray(changes) && changes.length > 0 ? String(changes.length) : "-",
    toText(method),
    toPath(url),
  ];
}

function toText(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "-";
}

/** Whatever a request had in it, a line stays a line. */
function toPath(url: Json | undefined): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not reach a terminal
  return toText(url).replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "?");
}

function toLine(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((text, column) => text.padEnd(widths[column] ?? 0))
    .join("  ")
    .trimEnd();
}
