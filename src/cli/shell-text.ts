/** A text as a POSIX shell takes it for what it is. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A text as a POSIX shell takes it, but for one part, in whose place it puts a variable. */
export function quoteWithVariable(text: string, part: string, variable: string): string {
  const escaped = text.split(part).map((rest) => rest.replaceAll(/["$`\\]/g, String.raw`\$&`));
  return `"${escaped.join(`$${variable}`)}"`;
}
