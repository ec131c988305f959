import { isJsonObject, type Json } from "../../openapi/json.js";

/** One field that is not as it should be. */
export interface Difference {
  /** As people write it: `config.folder`. */
  readonly field: string;
  readonly expected: Json | undefined;
  readonly received: Json | undefined;
}

/** In which fields two values differ. Of fields that one of two objects lacks, only with `strict`. */
export function listDifferences(
  expected: Json | undefined,
  received: Json | undefined,
  { strict = true, times = true, field = "" }: { strict?: boolean; times?: boolean; field?: string } = {},
): Difference[] {
  if (isJsonObject(expected) && isJsonObject(received)) {
    const names = new Set([...Object.keys(expected), ...(strict ? Object.keys(received) : [])]);
    return [...names]
      .filter((name) => strict || Object.hasOwn(received, name))
      .flatMap((name) =>
        listDifferences(expected[name], received[name], {
          strict,
          times,
          field: field === "" ? name : `${field}.${name}`,
        }),
      );
  }
  if (isSame(expected, received) || (!times && isTime(expected) && isTime(received))) return [];
  return [{ field, expected, received }];
}

/** Whether two values are the same, the order of members apart. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => isSame(item, other[at]));
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}

/** Whether a value is an instant (RFC 3339). */
export function isTime(value: Json | undefined): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value);
}

/** Differences in one line. */
export function tellDifferences(differences: readonly Difference[]): string {
  return differences
    .slice(0, 5)
    .map(({ field, expected, received }) => `${field || "it"} is ${show(received)} and not ${show(expected)}`)
    .join("; ");
}

function show(value: Json | undefined): string {
  const text = value === undefined ? "missing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
