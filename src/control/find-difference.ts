import type { RecordedReply } from "./recording-format.js";

/** One point in which two replies are not the same. */
export interface Difference {
  /** `status`, `body`, `disruption`, or a header's name. */
  readonly point: string;
  /** As texts; `null` where there is nothing. */
  readonly recorded: string | null;
  readonly came: string | null;
}

/** In what a reply is another than the one that was recorded: status, headers but `Date`, and body to the letter. */
export function findDifference(recorded: RecordedReply, came: RecordedReply): Difference[] {
  const names = new Set([...Object.keys(recorded.headers), ...Object.keys(came.headers)]);
  names.delete("date");
  return [
    compare("status", String(recorded.status), String(came.status)),
    ...[...names].toSorted().map((name) => compare(name, recorded.headers[name], came.headers[name])),
    compare("body", recorded.body, came.body),
    compare("disruption", toText(recorded.disruption), toText(came.disruption)),
  ].flat();
}

function compare(point: string, recorded: string | undefined, came: string | undefined): Difference[] {
  return recorded === came ? [] : [{ point, recorded: recorded ?? null, came: came ?? null }];
}

function toText(value: object | undefined): string | undefined {
  return value && JSON.stringify(value);
}
