/** A header as it travels: its name in the spelling of its sender, and its value. */
export type WireHeader = readonly [name: string, value: string];

/** A request as it goes to a target. */
export interface WireRequest {
  /** In upper case. */
  readonly method: string;
  /** Path and query below the target's base, beginning with a slash. */
  readonly path: string;
  readonly headers: readonly WireHeader[];
  readonly body?: Uint8Array;
}

/** What a target answered, byte for byte; redirects are not followed. */
export interface WireResponse {
  readonly status: number;
  /** In the order in which they came, those that came twice twice. */
  readonly headers: readonly WireHeader[];
  /** Without transfer or content coding. */
  readonly body: Uint8Array;
  /** What is wrong with the message below HTTP's meaning, such as a length that does not fit; most often nothing. */
  readonly faults: readonly string[];
  /** From the first byte sent to the last received, in milliseconds. */
  readonly duration: number;
}

/** Why there is no answer. */
export interface WireFailure {
  readonly kind: "refused" | "reset" | "timeout" | "malformed" | "unreachable";
  readonly message: string;
}

/** The value of a header of that name, whatever its case; `undefined` when there is none. */
export function findHeader(headers: readonly WireHeader[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1];
}
