/** A seed of its own for everything that is named: what one check draws does not depend on what others drew before. */
export function toSeed(seed: number, ...names: readonly string[]): number {
  let mixed = 0x81_1c_9d_c5 ^ seed;
  for (const unit of names.join("\n")) mixed = Math.imul(mixed ^ (unit.codePointAt(0) ?? 0), 0x01_00_01_93);
  // fast-check takes 32 bits with a sign.
  return mixed | 0;
}
