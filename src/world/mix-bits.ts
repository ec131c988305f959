/**
 * A number of 96 bits that looks random and is the same for the same input: each word is stirred in by the finaliser of
 * MurmurHash3 (Austin Appleby, public domain). Not for secrets.
 */
export function mixBits(...numbers: readonly number[]): bigint {
  let hash = 0n;
  for (let word = 1; word <= 3; word += 1) hash = (hash << 32n) | BigInt(mixWord(word, numbers));
  return hash;
}

function mixWord(start: number, numbers: readonly number[]): number {
  let hash = finalize(start);
  for (const number of numbers) {
    hash = finalize(hash ^ (number >>> 0));
    // What does not fit into 32 bits counts too: a time in milliseconds needs 48.
    hash = finalize(hash + (Math.floor(number / 2 ** 32) >>> 0));
  }
  return hash;
}

function finalize(word: number): number {
  let hash = (word + 0x9e3779b9) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
