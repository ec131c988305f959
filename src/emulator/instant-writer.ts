/** Writes instants, in milliseconds since 1970, as RFC 3339 in UTC. @throws RangeError for what is no instant. */
export type WriteInstant = (instant: number) => string;

/** Remembers the latest: of many records that are made in one millisecond all have the same text. */
export function createInstantWriter(): WriteInstant {
  let latest = Number.NaN;
  let text = "";
  return (instant) => {
    if (instant !== latest) {
      text = new Date(instant).toISOString();
      latest = instant;
    }
    return text;
  };
}
