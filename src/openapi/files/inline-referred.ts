import { SWAGGER_SHAPE } from "../document-shape.js";
import { isJsonObject, type JsonObject } from "../json.js";
import type { PointerOrigins } from "../pointer-origins.js";
import { findAtPointer, joinPointer, LONGEST_CHAIN, readLocalReference, type Pointer } from "../reference.js";
import type { DocumentVersion } from "../upgrade-document.js";
import { walkDocument } from "../walk-document.js";

/** How what is referred to is put in the place of a reference. */
export interface Inlining {
  readonly version: DocumentVersion;
  /** Told of where it stood. */
  readonly origins: PointerOrigins;
}

/**
 * Puts path items in the place of the references to them, because an operation is known by its path; and what Swagger 2.0
 * has in another form than OpenAPI 3, so that it is upgraded where it is used.
 */
export function inlineReferred(document: JsonObject, { version, origins }: Inlining): void {
  const inline = (value: JsonObject, pointer: Pointer): void => {
    const found = findReferred(document, value);
    if (!found) return;
    const { $ref: _followed, ...own } = value;
    delete value["$ref"];
    Object.assign(value, structuredClone(found.value), own);
    origins.move(pointer, found.pointer);
  };
  const { paths } = document;
  for (const [path, item] of Object.entries(isJsonObject(paths) ? paths : {})) {
    if (isJsonObject(item)) inline(item, joinPointer("/paths", path));
  }
  if (version !== "2.0") return;
  const visitor = {
    enter: ({ kind, value, pointer }: { kind: string; value: JsonObject; pointer: Pointer }) =>
      void ((kind === "parameter" || kind === "response") && isOfFile(value) && inline(value, pointer)),
  };
  walkDocument(document, visitor, SWAGGER_SHAPE);
}

function isOfFile({ $ref: reference }: JsonObject): boolean {
  return typeof reference === "string" && reference.startsWith("#/x-standin-files/");
}

/** What an object's reference leads to in the end. */
function findReferred(document: JsonObject, holder: JsonObject) {
  let value = holder;
  for (let followed = 0; followed < LONGEST_CHAIN; followed++) {
    const pointer = readLocalReference(value);
    const target = pointer === undefined ? undefined : findAtPointer(document, pointer);
    if (pointer === undefined || !isJsonObject(target)) return undefined;
    if (target["$ref"] === undefined) return { value: target, pointer };
    value = target;
  }
  return undefined;
}
