import type { PublicDocument } from "./documents.js";
import type { Measured, Tally } from "./measure-document.js";

/** One document and how it fared. */
export interface Row {
  readonly document: PublicDocument;
  readonly measured: Measured;
}

/** How many misses of one kind of one document are told. */
const MOST_TOLD = 12;

/** The rows as a table, and below it what was missed and why. */
export function writeTable(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ document: { vendor, package: name, license }, measured: { version, operations, ...measured } }) => {
      const { answers, pairs, errors, start } = measured;
      const cells = [
        vendor,
        `\`${name}\` (${license})`,
        version,
        operations,
        write(answers),
        write(pairs),
        write(errors),
        `${(start / 1000).toFixed(1)} s`,
      ];
      return `| ${cells.join(" | ")} |`;
    },
  );
  const misses = rows.flatMap(({ document: { vendor }, measured: { answers, pairs, errors } }) =>
    [answers, pairs, errors]
      .flatMap(({ misses: all }) => all.slice(0, MOST_TOLD))
      .map((miss) => `- ${vendor}: ${escape(miss)}`),
  );
  return [
    "| document | package (licence) | OpenAPI | operations | valid answers | create, then read | errors by `Prefer` | start |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ...lines,
    "",
    ...(misses.length > 0 ? ["What was missed:", "", ...misses] : ["Nothing was missed."]),
  ].join("\n");
}

function write({ well, all }: Tally): string {
  return all === 0 ? "none declared" : `${well} of ${all}`;
}

function escape(text: string): string {
  return `\`${text.replaceAll(/\s+/g, " ").replaceAll("`", "'").slice(0, 180)}\``;
}
