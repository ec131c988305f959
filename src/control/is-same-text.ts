/** Whether two texts are the same, in a time that tells nothing of the wanted one but its length. */
export function isSameText(sent: string, wanted: string): boolean {
  const [one, other] = [sent, wanted].map((text) => new TextEncoder().encode(text));
  if (!one || !other) return false;
  let difference = one.length ^ other.length;
  for (const [index, byte] of other.entries()) difference |= byte ^ (one[index % Math.max(1, one.length)] ?? 0);
  return difference === 0;
}
