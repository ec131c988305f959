import { findRequestSchema } from "../openapi/body-schema.js";
import type { Document } from "../openapi/document.js";
import type { JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { Effect, Resource } from "./effect.js";
import { listAt, listBelow, listSame } from "./schema-node.js";

/** What callers name themselves can bear the run's marker as its name, so that it is known to be the run's, whatever is answered. */
export function markNames(
  document: Document,
  effects: ReadonlyMap<Operation, Effect>,
  resources: ReadonlyMap<string, Resource>,
): ReadonlyMap<Operation, Effect> {
  const creates = new Map([...resources.values()].map((resource) => [resource.create, resource]));
  return new Map(
    [...effects].map(([operation, effect]) => {
      const resource = creates.get(operation);
      const isFree =
        effect.marker === undefined && resource !== undefined && canBeMarked(document, operation, resource);
      return [operation, isFree ? { ...effect, marker: resource.identity } : effect];
    }),
  );
}

/** The longest marker, `standin-` with ten hexadecimal digits and a count. */
const MARKER_LENGTH = 24;

/** Whether a caller gives a record the name by which its path names it, and may give it any. */
function canBeMarked(document: Document, create: Operation, { identity, read }: Resource): boolean {
  if (read?.pathTemplate.endsWith(`{${identity}}`) !== true) return false;
  const schemas = [...(create.requestBody?.content.keys() ?? [])].flatMap(
    (mediaType) => findRequestSchema(document, create, mediaType) ?? [],
  );
  const named = schemas.flatMap((schema) =>
    listSame(document.source, listAt(document.source, schema), {}).flatMap((node) =>
      listSame(document.source, listBelow(node, "properties", identity), ""),
    ),
  );
  return named.length > 0 && named.every(({ schema }) => isFreeText(schema));
}

function isFreeText(schema: JsonObject): boolean {
  const { type, maxLength = MARKER_LENGTH, readOnly } = schema;
  const isBound = ["format", "pattern", "enum", "const", "x-standin-param"].some((keyword) => keyword in schema);
  return type === "string" && readOnly !== true && !isBound && Number(maxLength) >= MARKER_LENGTH;
}
