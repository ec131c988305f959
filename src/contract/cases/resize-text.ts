/** A text of so many characters, as JSON Schema counts them: cut, or lengthened by its own last one. */
export function resizeText(text: string, length: number): string {
  const characters = Array.from(text);
  const missing = Math.max(0, length - characters.length);
  return characters.slice(0, length).join("") + (characters.at(-1) ?? "a").repeat(missing);
}
