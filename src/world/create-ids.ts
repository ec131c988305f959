import type { Ids } from "./ids.js";
import { mixBits } from "./mix-bits.js";

/** What identities are made from. */
export interface IdSource {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly randomSeed: number;
  /** What ObjectIds of the seed have in common. */
  readonly machine: Machine;
  /** Gives how many ids were made before, and counts one more. */
  readonly takeSequence: () => number;
}

/** The part of an ObjectId that names the machine, and the number from which its last part counts. */
export interface Machine {
  readonly name: string;
  readonly counter: number;
}

/** What ObjectIds of a seed have in common. */
export function toMachine(randomSeed: number): Machine {
  const bits = mixBits(randomSeed);
  return { name: toHex(BigInt.asUintN(40, bits), 10), counter: Number(BigInt.asUintN(24, bits >> 40n)) };
}

/**
 * Makes identities that follow from time, seed and sequence alone.
 * ULIDs and UUIDs made later sort later, also within one millisecond, as long as the clock does not go back.
 */
export function createIds({ now, randomSeed, machine, takeSequence }: IdSource): Ids {
  const toMilliseconds = (): bigint => BigInt.asUintN(48, BigInt(Math.floor(now)));
  // Counting up from a number that is fixed for the millisecond is RFC 9562's "monotonic random" (6.2, method 2). The
  // number has its top bit clear, so that no sequence (at most 53 bits) can carry into the time.
  const countUp = (bits: bigint): bigint =>
    BigInt.asUintN(Number(bits) - 1, mixBits(randomSeed, now)) + BigInt(takeSequence());
  return {
    objectId() {
      const { name, counter } = machine;
      const seconds = Math.floor(now / 1000) % 2 ** 32;
      const count = (counter + takeSequence()) % 2 ** 24;
      return (
        (seconds < 0 ? seconds + 2 ** 32 : seconds).toString(16).padStart(8, "0") +
        name +
        count.toString(16).padStart(6, "0")
      );
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
