/** @typedef {{ median: number, min: number, max: number }} Spread */

/** @param {readonly number[]} numbers @returns {Spread} */
export function toSpread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return { median: (low + high) / 2, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}

/** `0.91 (0.88 to 0.95)`; the median alone where all are the same. @param {readonly number[]} numbers @param {(value: number) => string} write */
export function writeSpread(numbers, write) {
  if (numbers.length === 0) return "–";
  const { median, min, max } = toSpread(numbers);
  return min === max ? write(median) : `${write(median)} (${write(min)} to ${write(max)})`;
}

/** Digits after the point by how large it is. @param {number} value */
export function writeNumber(value) {
  if (value >= 1000) return Math.round(value).toLocaleString("en");
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}

/** @param {number} bytes */
export function writeMegabytes(bytes) {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function writeTable(head, rows) {
  const widths = head.map((cell, column) =>
    Math.max(...[cell, ...rows.map((row) => row[column] ?? "")].map((each) => each.length)),
  );
  const write = (/** @type {readonly string[]} */ cells) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  return [write(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(write)].join("\n");
}

/** Begins with another one each round, so that none profits from its place. @template Item @param {readonly Item[]} items @param {number} round */
export function rotate(items, round) {
  const at = items.length === 0 ? 0 : round % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}
