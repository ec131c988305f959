/**
 * Writes modules in ASCII: a module's text is held on to as long as its functions may be compiled, and one character
 * past Latin-1, a dash in a comment, makes V8 keep all of it in two bytes a character.
 * @returns {import("rolldown").Plugin}
 */
export function escapeTexts() {
  return {
    name: "escape-texts",
    // Not sooner: what comes out of `renderChunk` is printed once more, with its escapes as characters.
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === "chunk") file.code = toAscii(file.code, file.fileName);
    },
  };
}

/**
 * The same program without characters past ASCII. @param {string} code @param {string} name Of the module.
 * @throws Error where an escape would be another text.
 */
export function toAscii(code, name) {
  const raw = /String\.raw`[^`]*[^\0-\x7f][^`]*`/.exec(code);
  if (raw) throw new Error(`${name} has a character past ASCII where none can be escaped: ${raw[0]}`);
  // By halves of surrogate pairs, which in texts and patterns are the same as their whole.
  return code.replace(/[\x80-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
