import type { JsonObject } from "../openapi/json.js";

/** What a search found, and the rule that decided it where something was searched for. */
export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly rules: readonly string[];
}

/** The rows that have the text of `search` in one of the fields, in capital or small letters (V-SEARCH); all without one. */
export function search<Row extends object>(
  rows: readonly Row[],
  fields: readonly (keyof Row)[],
  { search: wanted }: Readonly<Record<string, JsonObject[string] | undefined>>,
): Found<Row> {
  if (typeof wanted !== "string" || wanted === "") return { rows, rules: [] };
  const text = wanted.toLowerCase();
  const found = rows.filter((row) =>
    fields.some((field) =>
      String(row[field] ?? "")
        .toLowerCase()
        .includes(text),
    ),
  );
  return { rows: found, rules: ["V-SEARCH"] };
}
