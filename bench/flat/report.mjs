import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../scripts/house/project.mjs";

/**
 * @typedef {object} Figures
 * @property {readonly number[]} sizes
 * @property {readonly { name: string, medians: readonly number[] }[]} operations Microseconds.
 * @property {{ depth: number, flat: number, nested: number }} nested Microseconds.
 * @property {readonly { changed: number, perSession: readonly number[] }[]} memory Bytes.
 * @property {number} rounds
 * @property {string} machine
 */

/** Prints the figures and writes docs/performance-sessions.md. @param {Figures} figures */
export async function writeReport(figures) {
  const text = toMarkdown(figures);
  console.log(text);
  const folder = join(ROOT, "docs");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "performance-sessions.md"), text);
}

/** @param {Figures} figures */
function toMarkdown({ sizes, operations, nested, memory, rounds, machine }) {
  const [first, last] = [sizes[0] ?? 0, sizes.at(-1) ?? 0];
  const ratio = nested.nested / nested.flat;
  return `# What sessions and snapshots cost

Written by \`npm run bench:flat\`; ${machine}.

## Time does not grow with the records

Medians of ${rounds} in microseconds, and in brackets the ratio to the time at ${format(first)} records. All but what is called bare goes through the emulator's one door, as a request does.

${toTable(
  ["", ...sizes.map((size) => `${format(size)} records`)],
  operations.map(({ name, medians }) => [name, ...medians.map((median) => toCell(median, medians[0] ?? median))]),
)}

## Nor with how often it was forked

A read in a session that is the last of ${format(nested.depth)} forked one from the other, each with a change of its own, takes ${nested.nested.toFixed(1)} µs; in a session forked from the base, ${nested.flat.toFixed(1)} µs: ${ratio.toFixed(2)} times.

## Memory grows with what was changed

Heap per session, of a thousand; what they remember of their requests is left out, as it has a limit of its own.

${toTable(
  ["", `${format(first)} records`, `${format(last)} records`],
  memory.map(({ changed, perSession }) => [
    changed === 1 ? "1 record changed" : `${changed} records changed`,
    ...perSession.map((bytes) => `${(bytes / 1024).toFixed(1)} kB`),
  ]),
)}
`;
}

/** @param {number} median @param {number} base */
function toCell(median, base) {
  return `${median.toFixed(median < 10 ? 2 : 0)} (${(median / base).toFixed(2)})`;
}

/** As prettier would have it. @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function toTable(head, rows) {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((row) => (row[at] ?? "").length)));
  /** @param {readonly string[]} row */
  const toRow = (row) => `| ${widths.map((width, at) => pad(row[at] ?? "", width, at)).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [toRow(head), rule, ...rows.map(toRow)].join("\n");
}

/** @param {string} text @param {number} width @param {number} at */
function pad(text, width, at) {
  return at === 0 ? text.padEnd(width) : text.padStart(width);
}

/** @param {number} value */
function format(value) {
  return value.toLocaleString("en-GB");
}
