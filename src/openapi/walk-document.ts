import { SHAPE, type Kind, type Member, type Shape } from "./document-shape.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";
import { findAtPointer, joinPointer, readLocalReference, type Pointer } from "./reference.js";

/** An object of a document: what it is, and where it stands. */
export interface Site {
  readonly kind: Kind;
  readonly pointer: Pointer;
  readonly value: JsonObject;
}

/** What stands where an object of a kind should, or a map or list of such, and is none. */
export interface Misplaced {
  readonly kind: Kind;
  readonly many?: "map" | "list" | undefined;
  readonly pointer: Pointer;
  readonly value: Json;
}

/** What to do with what a walk comes across, in the order of the document. */
export interface Visitor {
  /** Called before anything below is looked at, so that what it changes there is what is found. */
  enter(site: Site): void;
  misplaced?(misplaced: Misplaced): void;
}

type Step = Misplaced;

/**
 * Goes through everything of a document that OpenAPI 3.0 or 3.1 knows, or what another shape has, each object once; data, such as examples, is
 * not looked into. What a `$ref` leads to is visited too, also where it stands in a place that OpenAPI does not know.
 */
export function walkDocument(document: JsonObject, visitor: Visitor, shape: Shape = SHAPE): void {
  const visited = new Set<Pointer>();
  const open: Step[] = [{ kind: "document", pointer: "", value: document }];
  const referred: Step[] = [];
  for (;;) {
    const step = open.pop() ?? referred.pop();
    if (!step) return;
    const { kind, pointer, value } = step;
    if (visited.has(pointer)) continue;
    visited.add(pointer);
    if (step.many !== undefined || !isJsonObject(value)) {
      // A schema may be true or false.
      if (kind !== "schema" || typeof value !== "boolean" || step.many !== undefined) visitor.misplaced?.(step);
      continue;
    }
    visitor.enter({ kind, pointer, value });
    const target = readLocalReference(value);
    if (target !== undefined && !visited.has(target)) {
      const found = findAtPointer(document, target);
      if (found !== undefined) referred.push({ kind, pointer: target, value: found });
    }
    open.push(...listBelow(shape, step, value).toReversed());
  }
}

function listBelow(shape: Shape, { kind, pointer }: Step, value: JsonObject): Step[] {
  if (kind === "callback") return listEntries({ kind: "pathItem", many: "map", extensible: true }, pointer, value);
  const members = shape[kind];
  return Object.keys(value).flatMap((name) => {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    const held = value[name];
    if (!member || held === undefined) return [];
    return listEntries(member, joinPointer(pointer, name), held);
  });
}

function listEntries({ kind, many, extensible }: Member, pointer: Pointer, held: Json): Step[] {
  if (many === undefined) return [{ kind, pointer, value: held }];
  const isFit = many === "list" ? Array.isArray(held) : isJsonObject(held);
  if (!isFit) return [{ kind, many, pointer, value: held }];
  return Object.entries(held as JsonObject | Json[]) // as was just found
    .filter(([key]) => !extensible || !key.startsWith("x-"))
    .map(([key, value]) => ({ kind, pointer: joinPointer(pointer, key), value }));
}
