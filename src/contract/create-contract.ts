import type { Document } from "../openapi/document.js";
import { FILES } from "../openapi/files/bundle-files.js";
import { loadDocumentText, type LoadedDocument } from "../openapi/load-document.js";
import type { Contract } from "./contract.js";

/** Where a contract comes from. */
export interface ContractSource {
  readonly file: string;
  readonly text?: () => string;
  readonly stories?: Contract["stories"];
}

/** Makes a contract of a document and the text of its file, which is read only when a line is asked for. */
export function createContract(document: Document, { file, text, stories = [] }: ContractSource): Contract {
  let loaded: LoadedDocument | undefined;
  return {
    document,
    file,
    stories,
    findLine(pointer) {
      // What stands in another file has no line in this one.
      if (text === undefined || pointer.startsWith(`/${FILES}/`)) return undefined;
      loaded ??= loadDocumentText(text(), file);
      return loaded.locate(pointer).position.line;
    },
  };
}
