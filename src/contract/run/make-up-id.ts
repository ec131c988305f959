/** An id that nothing has, in alphabet, length and case like a known one, the same for the same chance. */
export function makeUpId(like: string, chance: string, isKnown: (text: string) => boolean): string {
  for (let turn = 0; ; turn += 1) {
    const random = createRandom(`${chance} ${turn} ${like}`);
    const id = like.replaceAll(/[a-z\d]/gi, (character, index: number) => replace(character, index, random));
    if (id !== like && !isKnown(id)) return id;
    // What has no letter and no digit, or is too short to be another one, grows.
    if (turn > 8) return `${like}${String(random()).slice(2, 12)}`;
  }
}

const ALPHABETS = [/[0-9]/, /[a-f]/, /[A-F]/];

/** Another character of the kind; the first ones of a long id may be its time or its kind, so they stay. */
function replace(character: string, index: number, random: () => number): string {
  const pick = (alphabet: string) => alphabet.charAt(Math.floor(random() * alphabet.length));
  if (index < 2) return character;
  if (ALPHABETS[0]?.test(character)) return pick("0123456789");
  if (ALPHABETS[1]?.test(character)) return pick("abcdef");
  if (ALPHABETS[2]?.test(character)) return pick("ABCDEF");
  if (/[a-z]/.test(character)) return pick("ghjkmnpqrstvwxyz");
  return /[A-Z]/.test(character) ? pick("GHJKMNPQRSTVWXYZ") : character;
}

/** Numbers from 0 to 1 that follow from a text (FNV-1a, then mulberry32). */
function createRandom(text: string): () => number {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
