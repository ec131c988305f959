import type { JsonObject } from "./json.js";
import type { PointerOrigins } from "./pointer-origins.js";
import { findAtPointer, readLocalReference } from "./reference.js";
import { walkDocument } from "./walk-document.js";

/** Lets the references of a document lead to where things are now. */
export function rewriteReferences(document: JsonObject, { toNow }: Pick<PointerOrigins, "toNow">): void {
  walkDocument(document, {
    enter({ value }) {
      const target = readLocalReference(value);
      const now = target === undefined ? undefined : toNow(target);
      // One that leads nowhere stays as it is written, so that it is told so.
      if (now !== undefined && findAtPointer(document, now) !== undefined) value["$ref"] = `#${encodeURI(now)}`;
    },
  });
}
