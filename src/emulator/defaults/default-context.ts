import type { Document, DocumentCollection } from "../../openapi/document.js";
import { toText, type Json, type JsonObject } from "../../openapi/json.js";
import type { Pointer } from "../../openapi/reference.js";
import type { Inference, Resource, Role } from "../../openapi/resources/resource.js";
import type { SchemaPlaces } from "../../openapi/resources/schema-place.js";
import type { Validate } from "../../openapi/schema-validator.js";
import type { ValueMaker } from "../../openapi/values/value-maker.js";
import type { Collection } from "../../world/collection.js";
import type { Call } from "../behaviour.js";

/** What default behaviours of one API rest on. */
export interface DefaultContext {
  readonly document: Document;
  readonly places: SchemaPlaces;
  readonly values: ValueMaker;
  readonly inference: Inference;
  /** Whether the document declares anything secret. */
  hasSecrets(this: void): boolean;
  /** The collection that the document declares for a resource; `undefined` where it was inferred. */
  findDeclared(resource: Resource): { readonly name: string; readonly collection: DocumentCollection } | undefined;
  /** What judges values of the schema at a pointer. */
  validate(pointer: Pointer): Validate;
  /** Records of a resource out of the document's examples. */
  listExamples(resource: Resource): readonly Json[];
}

/** One call of an operation that is done by default. */
export interface DefaultCall {
  readonly context: DefaultContext;
  readonly role: Role;
  readonly call: Call;
}

/** A record as its collection keeps it: what it shows, and beside that, under names with a `$`, what only the stand-in knows. */
export type KeptRecord = Readonly<JsonObject>;

/** Field of an inferred collection that identifies its records. */
export const KEY = "$key";

/** Field that refers to the record of the parent. */
export const PARENT = "$in";

/** Field that holds the path's values under which a record was made elsewhere than under its own path. */
export const PATH = "$path";

/** Field that says of a record that the stand-in made it, and no request. */
export const MADE = "$made";

/** Collection that knows for which others the first records were made. */
export const FIRST_RECORDS = "first-records";

/** Id of the record of {@link FIRST_RECORDS} by which nothing at all is made. */
export const NOTHING = "*";

/** A record without what only the stand-in knows. */
export function toContent(record: object): JsonObject {
  const entries = Object.entries(record) as [string, Json][]; // records are JSON
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith("$")));
}

/** The values of a path's parameters, in their order, as texts. */
export function listPathValues({ role, call }: DefaultCall): string[] {
  return role.parameters.map((name) => toText(call.params.path[name]));
}

/** How many parameters lead to one record of a resource. */
export function countValues({ scope, identity }: Resource): number {
  return scope.length + identity.length;
}

/** The key of a record, or of a place in which records are, by the values that lead there. */
export function toKey(values: readonly string[]): string {
  // Nothing identifies what there is only one of.
  return values.map(encodeURIComponent).join("/") || "-";
}

/** The collection in which the records of a resource are kept. */
export function getCollection({ context, call }: DefaultCall, resource: Resource): Collection<KeptRecord> {
  return call.world.collection<KeptRecord>(context.findDeclared(resource)?.name ?? resource.name);
}

/** Whether the parameters before a resource's own are just those that lead to its parent. */
export function isParentsChild({ parent, scope }: Resource): boolean {
  return parent !== undefined && countValues(parent) === scope.length;
}
