import type { ArazzoDocument } from "./arazzo/arazzo-document.js";
import type { Document } from "../openapi/document.js";
import type { Operation } from "../openapi/operation.js";
import type { Pointer } from "../openapi/reference.js";

/** What a server is held to: a document, and where in its file each thing stands. */
export interface Contract {
  readonly document: Document;
  /** File of the document, as reports name it. */
  readonly file: string;
  /** The API's stories, where it has any. */
  readonly stories?: readonly ArazzoDocument[];
  /** Line, from 1, at which the value of a pointer stands in that file; `undefined` when it is not known. */
  findLine(pointer: Pointer): number | undefined;
}

/** An operation as commands, faults and reports name it. */
export function getOperationName({ document }: Contract, operation: Operation): string {
  return `${document.name}.${operation.id}`;
}
