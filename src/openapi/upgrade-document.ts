import { toText, type JsonObject } from "./json.js";
import { createPointerOrigins, type PointerOrigins } from "./pointer-origins.js";
import { rewriteReferences } from "./rewrite-references.js";
import { upgradeSwagger } from "./swagger/upgrade-swagger.js";
import { upgradeItems, upgradeSchema } from "./upgrade-schema.js";
import { walkDocument } from "./walk-document.js";

/** A version of OpenAPI, as far as it matters how a document is read. */
export type DocumentVersion = "2.0" | "3.0" | "3.1";

/** A document in the form of OpenAPI 3.1. */
export interface UpgradedDocument extends Pick<PointerOrigins, "toBefore"> {
  readonly document: JsonObject;
}

/** The version that a document names; `undefined` when it names none that is known. */
export function findDocumentVersion({ swagger, openapi }: JsonObject): DocumentVersion | undefined {
  // YAML without quotes makes numbers of versions.
  if (/^2(\.0)*$/.test(toText(swagger))) return "2.0";
  if (/^3\.0(\.|$)|^3$/.test(toText(openapi))) return "3.0";
  return /^3\.[12](\.|$)/.test(toText(openapi)) ? "3.1" : undefined;
}

/** Turns a document of a version into one of OpenAPI 3.1. The one that is given is used up. */
export function upgradeDocument(source: JsonObject, version: DocumentVersion): UpgradedDocument {
  const ofSwagger = createPointerOrigins();
  const ofSchemas = createPointerOrigins();
  const document = version === "2.0" ? upgradeSwagger(source, ofSwagger) : source;
  walkDocument(document, {
    enter({ kind, value, pointer }) {
      if (kind !== "schema") return;
      upgradeItems(value, pointer, ofSchemas);
      if (version !== "3.1") upgradeSchema(value, pointer, ofSchemas);
    },
  });
  rewriteReferences(document, ofSchemas);
  return { document, toBefore: (now) => ofSwagger.toBefore(ofSchemas.toBefore(now)) };
}
