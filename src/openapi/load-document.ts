import type { Defect } from "./defect.js";
import { DocumentError } from "./document-error.js";
import { parseDocumentText, type DocumentText } from "./document-text.js";
import { examineDocument } from "./examine-document.js";
import type { JsonObject } from "./json.js";
import type { Pointer } from "./reference.js";
import type { TextPosition } from "./text-position.js";
import { findDocumentVersion, upgradeDocument, type DocumentVersion } from "./upgrade-document.js";
import { completeExtension, suggestName } from "./complete-extension.js";

/** A document of anybody's, made ready to be read: whatever was wrong with it is told, and mended. */
export interface LoadedDocument {
  /** The file as it was named. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
  /** The version in which it is written. */
  readonly version: DocumentVersion;
  /** In the form of OpenAPI 3.1, with an `x-standin`; all that it refers to is in it. */
  readonly source: JsonObject;
  /** In the order of the file. */
  readonly defects: readonly Defect[];
  /** Where that which is at a pointer of `source` is written. */
  readonly locate: (pointer: Pointer) => { readonly pointer: Pointer; readonly position: TextPosition };
}

/** How a document is loaded. */
export interface LoadOptions {
  /**
   * Whether examples and defaults are judged by their schemas, which all have to be compiled for it. They are unless this is
   * `false`, as it is at every start of a stand-in: only `standin doctor` judges them.
   */
  readonly values?: boolean;
  /** Gives the document, of an API of that name, with what is to be changed in it. */
  readonly overlay?: (document: JsonObject, name: string) => JsonObject;
}

/**
 * Reads a document from its text, JSON or YAML, Swagger 2.0 or OpenAPI 3.0 to 3.2. `path` names it.
 * @throws DocumentError when it is no document of any of these at all.
 */
export function loadDocumentText(
  text: string,
  path: string,
  { overlay, values = true }: LoadOptions = {},
): LoadedDocument {
  const written = parseDocumentText(text, path);
  const version = findDocumentVersion(written.value) ?? refuseVersion(written);
  const changed = overlay?.(written.value, suggestName(written.value, path)) ?? structuredClone(written.value);
  const { document, toBefore } = upgradeDocument(changed, version);
  const found = examineDocument(document, { values });
  completeExtension(document, path);
  const locate = (pointer: Pointer) => {
    const before = toBefore(pointer);
    return { pointer: before, position: written.locate(before) };
  };
  const repeated = written.repeatedKeys.map(({ pointer, position }) => ({
    id: "repeated-key",
    pointer,
    position,
    about: "the same key is there twice",
    decided: "the last one counts",
  }));
  const defects = [...repeated, ...found.map((defect) => ({ ...defect, ...locate(defect.pointer) }))];
  return { path, text, version, source: document, defects: defects.toSorted(compareDefects), locate };
}

function refuseVersion({ path, value, locate }: DocumentText): never {
  const { swagger, openapi } = value;
  const named = openapi ?? swagger;
  const pointer = openapi !== undefined ? "/openapi" : swagger !== undefined ? "/swagger" : "";
  const wanted = 'openapi: "3.0.x", openapi: "3.1.x" or swagger: "2.0" is expected';
  const had = named === undefined ? "and neither key is there" : `and not ${JSON.stringify(named)}`;
  throw new DocumentError(path, locate(pointer), `no version of OpenAPI that is known: ${wanted}, ${had}`);
}

function compareDefects({ position: one }: Defect, { position: other }: Defect): number {
  return one.line - other.line || one.column - other.column;
}
