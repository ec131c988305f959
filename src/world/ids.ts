/** Makes identities from a World's clock, seed and sequence: the same World makes the same ones. */
export interface Ids {
  /** 24 hexadecimal digits, the first 8 of them the time in seconds (MongoDB's ObjectId). */
  objectId(): string;
  /** 26 characters of Crockford's base 32, the first 10 of them the time in milliseconds (ULID). */
  ulid(): string;
  /** A version 7 UUID (RFC 9562), the first 48 bits of it the time in milliseconds. */
  uuid(): string;
}
