import type { Ids } from "./ids.js";
import { mixBits } from "./mix-bits.js";

/** What identities are made from. */
export interface IdSource {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly randomSeed: number;
  /** Gives how many ids were made before, and counts one more. */
  readonly takeSequence: () => number;
}

/**
 * Makes identities that follow from time, seed and sequence alone.
 * ULIDs and UUIDs made later sort later, also within one millisecond, as long as the clock does not go back.
 */
export function createIds({ now, randomSeed, takeSequence }: IdSource): Ids {
  const toMilliseconds = (): bigint => BigInt.asUintN(48, BigInt(Math.floor(now)));
  // Counting up from a number that is fixed for the millisecond is RFC 9562's "monotonic random" (6.2, method 2). The
  // number has its top bit clear, so that no sequence (at most 53 bits) can carry into the time.
  const countUp = (bits: bigint): bigint =>
    BigInt.asUintN(Number(bits) - 1, mixBits(randomSeed, now)) + BigInt(takeSequence());
  return {
    objectId() {
      const machine = mixBits(randomSeed);
      const seconds = BigInt.asUintN(32, BigInt(Math.floor(now / 1000)));
      const counter = BigInt.asUintN(24, (machine >> 40n) + BigInt(takeSequence()));
      return toHex((seconds << 64n) | (BigInt.asUintN(40, machine) << 24n) | counter, 24);
    },
    ulid: () => toBase32((toMilliseconds() << 80n) | countUp(80n), 26),
    uuid() {
      const tail = countUp(74n);
      const version = (7n << 12n) | (tail >> 62n);
      const variant = (2n << 62n) | BigInt.asUintN(62, tail);
      return toHex((toMilliseconds() << 80n) | (version << 64n) | variant, 32).replace(
        /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
        "$1-$2-$3-$4-$5",
      );
    },
  };
}

function toHex(value: bigint, length: number): string {
  return value.toString(16).padStart(length, "0");
}

/** Crockford's base 32, which leaves out I, L, O and U. */
function toBase32(value: bigint, length: number): string {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let text = "";
  for (let rest = value; text.length < length; rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
}
