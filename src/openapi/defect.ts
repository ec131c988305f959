import type { JsonObject } from "./json.js";
import type { Pointer } from "./reference.js";
import type { TextPosition } from "./text-position.js";

/** Something contradictory in a document, and what was decided in its place. */
export interface Defect {
  /** Kind of defect, such as `unresolved-reference`. */
  readonly id: string;
  /** The file in which it stands, where that is another than the document's. */
  readonly file?: string;
  /** Where it is in that file as it is written. */
  readonly pointer: Pointer;
  readonly position: TextPosition;
  /** What is wrong. */
  readonly about: string;
  /** What was decided in its place. */
  readonly decided: string;
}

/** A defect before its place in the text is known; its pointer is one in the document as it is examined. */
export type FoundDefect = Omit<Defect, "position" | "file">;

/** What an examination of a document works on. */
export interface Examination {
  /** In the form of OpenAPI 3.1, and ours: what can't stay is changed. */
  readonly document: JsonObject;
  readonly report: (defect: FoundDefect) => void;
  /** Why references to files lead nowhere, by their texts. */
  readonly fileFaults?: ReadonlyMap<string, string>;
}
