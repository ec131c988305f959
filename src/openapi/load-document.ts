import type { Defect } from "./defect.js";
import { DocumentError } from "./document-error.js";
import { parseDocumentText, type DocumentText } from "./document-text.js";
import { bundleFiles, type ReadSibling } from "./files/bundle-files.js";
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
  /** The other files to which it refers, by their paths from its folder. */
  readonly files: ReadonlyMap<string, Pick<DocumentText, "text">>;
  /** Where that which is at a pointer of `source` is written. */
  readonly locate: (pointer: Pointer) => WrittenPlace;
}

/** Where something is written. */
export interface WrittenPlace {
  /** The file, where that is another than the document's. */
  readonly file?: string;
  readonly pointer: Pointer;
  readonly position: TextPosition;
}

/** How a document is loaded. */
export interface LoadOptions {
  /**
   * Whether examples and defaults are judged by their schemas, which all have to be compiled for it. They are unless this is
   * `false`, as it is at every start of a stand-in: only `standin doctor` judges them.
   */
  readonly values?: boolean;
  /** The API's name in place of the one that the document suggests, which `overlay` is given too. */
  readonly chooseName?: (suggested: string) => string;
  /** Gives the document, of an API of that name, with what is to be changed in it. */
  readonly overlay?: (document: JsonObject, name: string) => JsonObject;
  /** Reads the files in the document's folder to which it refers; without it such references lead nowhere. */
  readonly readSibling?: ReadSibling;
}

/**
 * Reads a document from its text, JSON or YAML, Swagger 2.0 or OpenAPI 3.0 to 3.2. `path` names it.
 * @throws DocumentError when it is no document of any of these at all.
 */
export function loadDocumentText(
  text: string,
  path: string,
  { overlay, readSibling, chooseName = (suggested) => suggested, values = true }: LoadOptions = {},
): LoadedDocument {
  const written = parseDocumentText(text, path);
  const version = findDocumentVersion(written.value) ?? refuseVersion(written);
  const changed =
    overlay?.(written.value, chooseName(suggestName(written.value, path))) ?? structuredClone(written.value);
  const bundled = readSibling && bundleFiles(changed, written, { version, readSibling });
  const { document, toBefore } = upgradeDocument(changed, version);
  const found = examineDocument(document, { values, ...(bundled && { fileFaults: bundled.faults }) });
  completeExtension(document, chooseName(suggestName(document, path)));
  const locate = (now: Pointer): WrittenPlace => {
    const before = toBefore(now);
    const place = bundled?.toWritten(before) ?? { written, pointer: before };
    const position = place.written.locate(place.pointer);
    return { pointer: place.pointer, position, ...(place.written !== written && { file: place.written.path }) };
  };
  const files = bundled?.files ?? new Map<string, DocumentText>();
  const repeated = [written, ...files.values()].flatMap(listRepeatedKeys);
  const own = found.map((defect) => ({ ...defect, ...locate(defect.pointer) }));
  const defects = [...repeated, ...own].map((defect) => dropFile(defect, path)).toSorted(compareDefects);
  return { path, text, version, source: document, defects, files, locate };
}

function listRepeatedKeys({ path, repeatedKeys }: DocumentText): Defect[] {
  return repeatedKeys.map(({ pointer, position }) => ({
    id: "repeated-key",
    file: path,
    pointer,
    position,
    about: "the same key is there twice",
    decided: "the last one counts",
  }));
}

/** The document's own file need not be named. */
function dropFile({ file, ...defect }: Defect, own: string): Defect {
  return file === undefined || file === own ? defect : { ...defect, file };
}

function refuseVersion({ path, value, locate }: DocumentText): never {
  const { swagger, openapi } = value;
  const named = openapi ?? swagger;
  const pointer = openapi !== undefined ? "/openapi" : swagger !== undefined ? "/swagger" : "";
  const wanted = 'openapi: "3.0.x", openapi: "3.1.x" or swagger: "2.0" is expected';
  const had = named === undefined ? "and neither key is there" : `and not ${JSON.stringify(named)}`;
  throw new DocumentError(path, locate(pointer), `no version of OpenAPI that is known: ${wanted}, ${had}`);
}

/** The document itself comes before other files. */
function compareDefects(a: Defect, b: Defect): number {
  const [one, other] = [a.file ?? "", b.file ?? ""];
  if (one !== other) return one < other ? -1 : 1;
  return a.position.line - b.position.line || a.position.column - b.position.column;
}
