/** The texts of records' fields, by which one that many records have is kept once. */
export interface FieldTexts {
  /** The same text, as it was first seen in that field. */
  share(field: string, text: string): string;
}

/** A field with more texts than these has another one in nearly each record, as identities and instants are. */
const MOST = 256;

/** Longer ones, in UTF-16 units, are not held on to when their records are gone. */
const LONGEST = 100;

/**
 * Remembers the texts of these fields, of each as long as they are few. Besides their own room, texts that came with a
 * request may be parts of its URL, and V8 holds on to the whole of what it cut them from.
 */
export function createFieldTexts(names: readonly string[]): FieldTexts {
  const fields = new Map(names.map((name) => [name, new Map<string, string>()]));
  return {
    share(field, text) {
      const texts = fields.get(field);
      if (!texts || text.length > LONGEST) return text;
      const known = texts.get(text);
      if (known !== undefined) return known;
      if (texts.size < MOST) texts.set(text, text);
      else fields.delete(field);
      return text;
    },
  };
}
