import { SHAPE, SWAGGER_SHAPE } from "../document-shape.js";
import { parseDocumentText, type DocumentText } from "../document-text.js";
import { defineMember, isJsonObject, type JsonObject } from "../json.js";
import { createPointerOrigins } from "../pointer-origins.js";
import { joinPointer, splitPointer, type Pointer } from "../reference.js";
import type { DocumentVersion } from "../upgrade-document.js";
import { walkDocument, type Site } from "../walk-document.js";
import { resolveFileReference } from "./file-reference.js";
import { inlineReferred } from "./inline-referred.js";

/** Reads a file by its path from the document's folder, or says why it can't be read. */
export type ReadSibling = (path: string) => { readonly text: string } | { readonly fault: string };

/** The files to which a document refers, which are in it now. */
export interface BundledFiles {
  /** By their paths from the document's folder. */
  readonly files: ReadonlyMap<string, DocumentText>;
  /** What is wrong with references to files that are left as they are, by their texts. */
  readonly faults: ReadonlyMap<string, string>;
  /** The file in which stands what is at a pointer now, and where in it. */
  readonly toWritten: (now: Pointer) => { readonly written: DocumentText; readonly pointer: Pointer };
}

/** Under which name a document has the files to which it refers. */
export const FILES = "x-standin-files";

/**
 * Takes the files to which a document refers, and those to which these refer, into the document: each whole and once, and
 * all references lead there. @throws DocumentError when a file is no document.
 */
export function bundleFiles(
  document: JsonObject,
  main: DocumentText,
  { version, readSibling }: { readonly version: DocumentVersion; readonly readSibling: ReadSibling },
): BundledFiles {
  const faults = new Map<string, string>();
  const origins = createPointerOrigins();
  const taken = createTakenFiles(document, main, readSibling);
  const rewrite = (reference: string, base: string): string => {
    if (reference.startsWith("#")) return base === "" ? reference : toLocal(base, reference.slice(1));
    const place = resolveFileReference(reference, base === "" ? taken.name : base);
    const fault = "fault" in place ? place.fault : taken.take(place.file);
    if ("fault" in place || fault !== undefined) {
      faults.set(reference, `${JSON.stringify(reference.slice(0, 200))} ${fault}`);
      return reference;
    }
    return place.file === taken.name ? `#${place.fragment}` : toLocal(place.file, place.fragment);
  };
  const shape = version === "2.0" ? SWAGGER_SHAPE : SHAPE;
  walkDocument(
    document,
    { enter: (site) => rewriteSite(site, (text) => rewrite(text, findBase(site.pointer))) },
    shape,
  );
  inlineReferred(document, { version, origins });
  return {
    files: taken.files,
    faults,
    toWritten(now) {
      const pointer = origins.toBefore(now);
      const written = taken.files.get(findBase(pointer));
      return written
        ? { written, pointer: joinPointer("", ...splitPointer(pointer).slice(2)) }
        : { written: main, pointer };
    },
  };
}

/** The files that were taken into a document. */
function createTakenFiles(document: JsonObject, { path }: DocumentText, readSibling: ReadSibling) {
  const files = new Map<string, DocumentText>();
  const [, folder = "", name = path] = /^(.*[\\/])?([^\\/]*)$/s.exec(path) ?? [];
  return {
    files,
    /** The document's own name. */
    name,
    /** Takes a file. @returns why it can't be. */
    take(file: string): string | undefined {
      if (file === name || files.has(file)) return undefined;
      if (files.size >= MOST_FILES) return `is one of more than ${MOST_FILES} files; so many are not read`;
      const read = readSibling(file);
      if ("fault" in read) return read.fault;
      const written = parseDocumentText(read.text, folder + file);
      files.set(file, written);
      const all = document[FILES];
      if (files.size > 1 && isJsonObject(all)) defineMember(all, file, written.value);
      else document[FILES] = { [file]: written.value };
      return undefined;
    },
  };
}

/** How many files a document may be split over. */
const MOST_FILES = 5000;

/** The file in which something stands by its pointer; empty for the document's own. */
function findBase(pointer: Pointer): string {
  if (!pointer.startsWith(`/${FILES}/`)) return "";
  return splitPointer(pointer)[1] ?? "";
}

function toLocal(file: string, fragment: string): string {
  return `#${encodeURI(joinPointer(`/${FILES}`, file))}${fragment}`;
}

function rewriteSite({ kind, value }: Site, rewrite: (reference: string) => string): void {
  const { $ref: reference, discriminator } = value;
  if (typeof reference === "string") value["$ref"] = rewrite(reference);
  if (kind !== "schema" || !isJsonObject(discriminator)) return;
  const { mapping } = discriminator;
  for (const [key, target] of Object.entries(isJsonObject(mapping) ? mapping : {})) {
    // What is neither a path nor a pointer is a schema's name.
    if (typeof target !== "string" || !/[#/]|\.(json|ya?ml)$/i.test(target)) continue;
    defineMember(mapping as JsonObject, key, rewrite(target)); // an object, as it had this entry
  }
}
