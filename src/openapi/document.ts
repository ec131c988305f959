import type { Evidence } from "./evidence.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";
import { readOperations, type Operation } from "./operation.js";
import { createRootPlace, type Place } from "./place.js";
import { joinPointer, resolveAtPointer, type Pointer } from "./reference.js";
import type { SchemaValidators, Validate } from "./schema-validator.js";
import { listServerUrls } from "./server-url.js";
import {
  isStandinExtension,
  type CollectionExtension,
  type RuleExtension,
  type StandinExtension,
} from "./standin-extension.js";

/** An OpenAPI document, read once and ready to be served. */
export interface Document {
  /** The API's name, from `x-standin.api`, or made of its title. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** The document itself. */
  readonly source: JsonObject;
  /** The servers' URLs as documented, the first being the one that counts. */
  readonly servers: readonly string[];
  readonly operations: readonly Operation[];
  readonly collections: Readonly<Record<string, DocumentCollection>>;
  readonly rules: Readonly<Record<string, RuleExtension>>;
  /** Checks an error body that belongs to no operation; allows any where the document says nothing of such. */
  readonly validateError: Validate;
  /** Those of all schemas of the document, or of those that were compiled before. */
  readonly validators: SchemaValidators;
  readonly evidence: Evidence;
}

/** A collection as the document describes it, with what judges its records. */
export interface DocumentCollection extends CollectionExtension {
  readonly validate: Validate;
  /** The fields that the record's schema names, in their order. */
  readonly fields: readonly string[];
}

/** Reads a document. @throws Error that names the place of what cannot be read. */
export function readDocument(source: JsonObject, validators: SchemaValidators): Document {
  const root = createRootPlace(source, validators);
  const standin = readExtension(source);
  const info = isJsonObject(source["info"]) ? source["info"] : {};
  return {
    name: standin.api,
    title: readText(info["title"]),
    version: readText(info["version"]),
    source,
    servers: listServerUrls(source) ?? ["/"],
    operations: readOperations(root),
    collections: readCollections(root, standin),
    rules: standin.rules,
    validateError: standin.error ? validators.get("/x-standin/error") : () => [],
    validators,
    evidence: root.evidence,
  };
}

/** The pointers of all schemas of a document for which a reader asks a validator. */
export function listSchemaPointers(source: JsonObject): Pointer[] {
  const asked = new Set<Pointer>();
  const recorder: SchemaValidators = {
    get(pointer) {
      asked.add(pointer);
      return () => [];
    },
  };
  readThrough(readDocument(source, recorder));
  return [...asked];
}

/** Reads what of a document is else read when it is asked for. @throws Error that names the place of what cannot be read. */
export function readThrough({ operations }: Document): void {
  for (const { parameters, requestBody, responses, security } of operations) {
    void [parameters, requestBody, responses, security];
  }
}

/** What the document says for Standin; a document that says nothing has a name made of its title, and keeps what its paths tell. */
function readExtension(source: JsonObject): StandinExtension {
  const { "x-standin": given = {}, info } = source;
  const title = isJsonObject(info) ? readText(info["title"]) : "";
  const extension = isJsonObject(given) ? { api: toName(title), collections: {}, rules: {}, ...given } : given;
  if (isStandinExtension(extension)) return extension;
  throw new Error(
    "the document's x-standin may have a name in `api`, a schema in `error`, and the maps `collections` and `rules`, and one of these is of another form",
  );
}

/** A title as a name that commands, files and collections can have: "Swagger Petstore - v3" is `swagger-petstore-v3`. */
function toName(title: string): string {
  const words =
    title
      .normalize("NFKD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.join("-") || "api";
}

function readText(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function readCollections(root: Place, standin: StandinExtension): Record<string, DocumentCollection> {
  return Object.fromEntries(
    Object.entries(standin.collections).map(([name, collection]) => {
      const pointer = joinPointer("/x-standin/collections", name, "schema");
      return [name, { ...collection, validate: root.validators.get(pointer), fields: listFields(root, pointer) }];
    }),
  );
}

/** Names of the properties of the schema at a pointer, those of its `allOf` parts included. */
function listFields(root: Place, pointer: Pointer): string[] {
  const { value: schema, pointer: place } = resolveAtPointer(root.document, pointer);
  const { properties, allOf } = schema;
  const parts = Array.isArray(allOf) ? allOf.keys() : [];
  return [
    ...[...parts].flatMap((index) => listFields(root, joinPointer(place, "allOf", String(index)))),
    ...Object.keys(isJsonObject(properties) ? properties : {}),
  ];
}
