import type { TextPosition } from "./text-position.js";

/** A document can't be read at all; the message begins with its place, `FILE:LINE:COLUMN`, and says what would do. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";

  constructor(path: string, position: TextPosition | undefined, about: string, cause?: unknown) {
    super(`${writePlace(path, position)}: ${about}`, { cause });
  }
}

/** A place in a file as editors and terminals take it: `api.yaml:12:5`. */
export function writePlace(path: string, position: TextPosition | undefined): string {
  return position === undefined ? path : `${path}:${position.line}:${position.column}`;
}
