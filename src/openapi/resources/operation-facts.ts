import { findRequestSchema, findResponseSchema, listParameters } from "../body-schema.js";
import type { Document } from "../document.js";
import { isJsonObject, type Json } from "../json.js";
import { isJsonMediaType } from "../media-type.js";
import type { Operation } from "../operation.js";
import { findAtPointer, joinPointer, resolveAtPointer } from "../reference.js";
import { listParameterNames, readPathShape, type PathShape } from "./path-shape.js";
import { enterSchema, type SchemaPlace, type SchemaPlaces } from "./schema-place.js";
import { chooseSuccess, findSuccessMediaType } from "./success.js";

/** What an operation's path, success and body look like. */
export interface OperationFacts {
  readonly operation: Operation;
  readonly shape: PathShape;
  readonly status: number;
  readonly mediaType: string | undefined;
  /** Schema of its success's body, where that is documented. */
  readonly body: SchemaPlace | undefined;
  /** Schema of its request's body, where that is documented. */
  readonly sent: SchemaPlace | undefined;
  readonly parameters: readonly string[];
  /** What its own `x-standin` says that it does, and with which collection, in place of what would be inferred. */
  readonly told: { readonly does?: string; readonly collection?: string };
  /** Schemas of its path's parameters by their names. */
  readonly parameterSchemas: ReadonlyMap<string, Json>;
}

/** An API's operations by the pattern of their paths and by their methods. */
export type PathTable = ReadonlyMap<string, ReadonlyMap<string, OperationFacts>>;

/** Reads the facts of an operation. */
export function readOperationFacts(document: Document, places: SchemaPlaces, operation: Operation): OperationFacts {
  const shape = readPathShape(operation.pathTemplate);
  const status = chooseSuccess(operation);
  const mediaType = findSuccessMediaType(operation, status);
  const pointer =
    mediaType === undefined ? undefined : findResponseSchema(document, operation, status, toEssence(mediaType));
  const taken = [...(operation.requestBody?.content.keys() ?? [])];
  const sentType = taken.find((type) => isJsonMediaType(toEssence(type))) ?? taken[0];
  const sent = sentType === undefined ? undefined : findRequestSchema(document, operation, toEssence(sentType));
  return {
    operation,
    shape,
    status,
    mediaType,
    body: pointer === undefined ? undefined : enterSchema(places, pointer),
    sent: sent === undefined ? undefined : enterSchema(places, sent),
    parameters: listParameterNames(shape.steps),
    told: readTold(document, operation),
    parameterSchemas: readParameterSchemas(document, operation),
  };
}

function readTold({ source }: Document, { pathTemplate, method }: Operation): OperationFacts["told"] {
  const item = resolveAtPointer(source, joinPointer("/paths", pathTemplate)).pointer;
  const own = findAtPointer(source, joinPointer(item, method.toLowerCase(), "x-standin"));
  const { does, collection } = isJsonObject(own) ? own : {};
  return { ...(typeof does === "string" && { does }), ...(typeof collection === "string" && { collection }) };
}

function readParameterSchemas(document: Document, operation: Operation): ReadonlyMap<string, Json> {
  const schemas = new Map<string, Json>();
  for (const { value } of listParameters(document, operation)) {
    const { in: location, name, schema = true } = value;
    if (location === "path" && typeof name === "string" && !schemas.has(name)) schemas.set(name, schema);
  }
  return schemas;
}

/** A media type without its parameters, in lower case. */
function toEssence(mediaType: string): string {
  return mediaType.split(";", 1).join("").trim().toLowerCase();
}
