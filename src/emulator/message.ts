/** A request as plain data, as every adapter hands it to the emulator. */
export interface PlainRequest {
  readonly method: string;
  /** A path with its query, or a whole URL, whose origin does not matter. */
  readonly url: string;
  /** In any case of letters. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes, or text that stands for its UTF-8 bytes. */
  readonly body?: Uint8Array | string | undefined;
  /** Set by an adapter that stopped reading because the body grew past {@link BODY_LIMIT}. */
  readonly bodyTooLarge?: boolean;
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
}

/** The largest request body that is read, in bytes: 1 MiB. */
export const BODY_LIMIT = 1_048_576;
