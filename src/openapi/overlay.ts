import { changeAt } from "./change-document.js";
import { DocumentError, writePlace } from "./document-error.js";
import { parseDocumentText, type DocumentText } from "./document-text.js";
import { defineMember, isJsonObject, toText, type Json, type JsonObject } from "./json.js";
import { parseJsonPath } from "./json-path.js";
import { findAtPointer, joinPointer, type Pointer } from "./reference.js";

/** Changes of a document, in their order (OpenAPI Overlay 1.0 and 1.1). */
export interface Overlay {
  readonly path: string;
  /** The document that it says it is for, as it names it. */
  readonly extends: string | undefined;
  readonly actions: readonly OverlayAction[];
}

/** One change of a document. */
export interface OverlayAction {
  /** JSONPath (RFC 9535) of what is changed. */
  readonly target: string;
  /** What is merged into it; lists are lengthened. */
  readonly update: Json | undefined;
  /** Whether it is taken out instead. */
  readonly remove: boolean;
  /** Where the action is written, `FILE:LINE:COLUMN`. */
  readonly place: string;
}

/** A document with its changes, and the actions whose target is nowhere in it. */
export interface OverlaidDocument {
  readonly document: JsonObject;
  readonly unmatched: readonly OverlayAction[];
}

/** Reads an overlay from its text, JSON or YAML. @throws DocumentError that says where it is none. */
export function parseOverlay(text: string, path: string): Overlay {
  const written = parseDocumentText(text, path);
  const { overlay: version, extends: base, actions } = written.value;
  if (!/^1\.\d+(\.\d+)?$/.test(toText(version))) {
    throw new DocumentError(path, written.locate("/overlay"), "an overlay needs its version, such as overlay: 1.0.0");
  }
  if (!Array.isArray(actions)) {
    throw new DocumentError(path, written.locate("/actions"), "an overlay needs a list of actions");
  }
  return {
    path,
    extends: typeof base === "string" ? base : undefined,
    actions: actions.map((action, index) => readAction(written, action, joinPointer("/actions", String(index)))),
  };
}

function readAction({ path, locate }: DocumentText, action: Json, pointer: Pointer): OverlayAction {
  const position = locate(pointer);
  if (!isJsonObject(action) || typeof action["target"] !== "string") {
    throw new DocumentError(path, position, "an action needs a target, a JSONPath");
  }
  const { target, update, remove, copy } = action;
  if (copy !== undefined) throw new DocumentError(path, position, "copy is not known; update or remove is expected");
  if (update === undefined && remove !== true) {
    throw new DocumentError(path, position, "an action needs an update, or remove: true");
  }
  try {
    parseJsonPath(target);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new DocumentError(path, locate(joinPointer(pointer, "target")), `no JSONPath: ${error.message}`, error);
  }
  return { target, update, remove: remove === true, place: writePlace(path, position) };
}

/** Applies an overlay to a copy of a document. */
export function applyOverlay(source: JsonObject, { actions }: Pick<Overlay, "actions">): OverlaidDocument {
  const document = structuredClone(source);
  const unmatched = actions.filter((action) => !applyAction(document, action));
  return { document, unmatched };
}

/** @returns whether there was something to change. */
function applyAction(document: JsonObject, { target, update, remove }: OverlayAction): boolean {
  const found = parseJsonPath(target).findPointers(document);
  // From the end, so that what is taken out of a list leaves the places of the others that are to be.
  for (const pointer of found.toReversed()) {
    if (remove) removeAt(document, pointer);
    else if (update !== undefined) mergeAt(document, pointer, update);
  }
  return found.length > 0;
}

function mergeAt(document: JsonObject, pointer: Pointer, update: Json): void {
  const merged = merge(findAtPointer(document, pointer) ?? null, structuredClone(update));
  if (pointer !== "") changeAt(document, pointer, merged);
  else if (isJsonObject(merged)) Object.assign(document, merged);
}

function merge(before: Json, update: Json): Json {
  if (Array.isArray(before)) return [...before, ...(Array.isArray(update) ? update : [update])];
  if (!isJsonObject(before) || !isJsonObject(update)) return update;
  for (const [key, value] of Object.entries(update)) {
    const own = Object.hasOwn(before, key) ? before[key] : undefined;
    defineMember(before, key, own === undefined ? value : merge(own, value));
  }
  return before;
}

function removeAt(document: JsonObject, pointer: Pointer): void {
  const at = pointer.lastIndexOf("/");
  const holder = findAtPointer(document, pointer.slice(0, at));
  if (Array.isArray(holder)) holder.splice(Number(pointer.slice(at + 1)), 1);
  else if (pointer !== "") changeAt(document, pointer, undefined);
}
