/** A request as plain data, as every adapter hands it to the emulator. */
export interface PlainRequest {
  readonly method: string;
  /** A path with its query, or a whole URL, whose origin does not matter. */
  readonly url: string;
  /** In any case of letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes, or text that stands for its UTF-8 bytes. */
  readonly body?: Uint8Array | string | undefined;
  /** Set by an adapter that stopped reading because the body grew past {@link getBodyLimit}. */
  readonly bodyTooLarge?: boolean;
  /** Address from which it came; none for a request of this very process, which is trusted. Empty where it is not known. */
  readonly remoteAddress?: string;
  /** Name of the API that is meant, where more than the path tells, such as the host; the others are not looked at. */
  readonly api?: string;
}

/** A reply as plain data, as every adapter gets it from the emulator. */
export interface PlainReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text that stands for its UTF-8 bytes; `undefined` for an empty body. */
  readonly body: string | undefined;
  /**
   * A body that comes bit by bit, in place of `body`. Whoever stops reading ends it: its iterator's `return` is called,
   * also while the next piece is still to come.
   */
  readonly stream?: AsyncIterable<string>;
  /** What an armed fault does to the reply on its way; adapters do it as far as they can. */
  readonly disruption?: Disruption;
}

/** What is done to a reply on its way. */
export interface Disruption {
  /** The connection is reset in place of the reply. */
  readonly reset?: boolean;
  /** The connection ends after so many bytes of the body, whose length was told whole. */
  readonly truncateAt?: number;
  /** The body comes in pieces of so many bytes, with a pause before each. */
  readonly pieces?: { readonly bytes: number; readonly milliseconds: number };
  /** The body is not what its media type says; done before an adapter sees it. */
  readonly malformed?: boolean;
}

/** The largest request body that an API is sent, in bytes: 1 MiB. */
export const BODY_LIMIT = 1_048_576;

/** The largest body of a request to the control API, which takes whole states: 64 MiB. */
const CONTROL_BODY_LIMIT = 64 * BODY_LIMIT;

/** The largest body that is read of a request, by its URL, in bytes. */
export function getBodyLimit(url: string): number {
  // What begins with the name of a session is for the control API only if its path goes on so.
  const isControl = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)?(\/__standin\/s\/[^/]*)?\/__standin\/(?!s\/)/i.test(url);
  return isControl ? CONTROL_BODY_LIMIT : BODY_LIMIT;
}
