import type { Json, JsonObject } from "../../openapi/json.js";
import type { Pointer } from "../../openapi/reference.js";

/** One change of a document, as an Overlay document (OpenAPI Overlay 1.0) lists it. */
export type OverlayAction =
  | { readonly target: string; readonly description: string; readonly update: Json }
  | { readonly target: string; readonly description: string; readonly remove: true };

/** The JSONPath (RFC 9535) that leads to a pointer's value, as an action's target. */
export function toJsonPath(pointer: Pointer): string {
  const steps = pointer.split("/").slice(1);
  return `$${steps.map((step) => `['${escapeName(step.replaceAll("~1", "/").replaceAll("~0", "~"))}']`).join("")}`;
}

function escapeName(name: string): string {
  return name.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}

/** Actions that put a value in the place of another: an update alone would merge objects and lengthen lists. */
export function replaceAt(pointer: Pointer, key: string, value: Json, description: string): OverlayAction[] {
  return [
    { target: toJsonPath(`${pointer}/${key}`), description, remove: true },
    { target: toJsonPath(pointer), description, update: { [key]: value } },
  ];
}

/** A whole Overlay document. */
export function createOverlay(title: string, version: string, actions: readonly OverlayAction[]): JsonObject {
  return { overlay: "1.0.0", info: { title, version }, actions: actions.map((action) => ({ ...action })) };
}
