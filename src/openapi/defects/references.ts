import { changeAt, createBlank } from "../change-document.js";
import type { Examination } from "../defect.js";
import { isJsonObject, type Json } from "../json.js";
import { findAtPointer, joinPointer, LONGEST_CHAIN, readLocalReference } from "../reference.js";
import type { Site } from "../walk-document.js";

/** A `$ref` that leads nowhere, elsewhere or in a circle. */
export function examineReference(site: Site, examination: Examination): void {
  const { kind, pointer, value } = site;
  const { $ref: reference } = value;
  // Without it, `$ref` is a property's name, as in a schema's `properties`, which is no site.
  if (reference === undefined) return;
  const about = findFault(examination, reference);
  if (about === undefined) return;
  const id = isRemote(reference, examination) ? "remote-reference" : "unresolved-reference";
  const isOptional = kind === "operation" || kind === "securityScheme" || kind === "server";
  delete value["$ref"];
  if (!isOptional && Object.keys(value).length === 0) Object.assign(value, createBlank(kind));
  else if (isOptional) changeAt(examination.document, pointer, undefined);
  const decided = kind === "schema" ? "any value is allowed there" : "it is left out";
  examination.report({ id, pointer: joinPointer(pointer, "$ref"), about, decided });
}

/** Whether a reference leads out of what may be read: without files beside it, all that is outside a document is. */
function isRemote(reference: Json, { fileFaults }: Examination): boolean {
  if (typeof reference !== "string" || reference.startsWith("#")) return false;
  return fileFaults === undefined || /^([a-z][a-z\d+.-]*:|\/\/)/i.test(reference);
}

function findFault({ document, fileFaults }: Examination, reference: Json): string | undefined {
  if (typeof reference !== "string") return "a $ref must be a text";
  const told = JSON.stringify(reference.slice(0, 200));
  if (!reference.startsWith("#"))
    return fileFaults?.get(reference) ?? `${told} is outside the document; nothing is ever fetched`;
  const seen = new Set<string>();
  let place = readLocalReference({ $ref: reference });
  while (place !== undefined && !seen.has(place) && seen.size < LONGEST_CHAIN) {
    seen.add(place);
    const target: Json | undefined = findAtPointer(document, place);
    if (target === undefined) return `${told} leads nowhere`;
    // `true` or `false`, which only schemas may be, would be no object where one is read.
    if (!isJsonObject(target)) return `${told} leads to no object`;
    if (target["$ref"] === undefined) return undefined;
    place = readLocalReference(target);
  }
  return place === undefined ? `${told} leads nowhere` : `${told} leads in a circle`;
}
