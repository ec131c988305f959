/** A file, and the name that its API is to have. */
export interface NamedFile {
  readonly file: string;
  /** `undefined` for the one that the document gives itself. */
  readonly name?: string;
}

/** Parses `FILE` or `NAME=FILE`. */
export function toNamedFile(text: string): NamedFile {
  const [, name, file] = /^([\w-]+)=(.+)$/s.exec(text) ?? [];
  return name === undefined || file === undefined ? { file: text } : { file, name };
}
