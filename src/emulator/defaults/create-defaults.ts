import { isJsonObject, type Json } from "../../openapi/json.js";
import type { Document, DocumentCollection } from "../../openapi/document.js";
import type { Operation } from "../../openapi/operation.js";
import { hasMark } from "../../openapi/one-way.js";
import { SECRET_MARK } from "../../openapi/secrets.js";
import { resolveAtPointer } from "../../openapi/reference.js";
import { inferResources } from "../../openapi/resources/infer-resources.js";
import type { Inference, Resource } from "../../openapi/resources/resource.js";
import { squash } from "../../openapi/resources/word-form.js";
import { createSchemaReader } from "../../openapi/schema-reader.js";
import type { Imagination } from "../../openapi/values/imagination.js";
import { createValueMaker } from "../../openapi/values/value-maker.js";
import type { ApiDefinition } from "../api-definition.js";
import { makeBody } from "./default-answer.js";
import { createDefaultBehaviours } from "./default-behaviours.js";
import { FIRST_RECORDS, KEY, PARENT, type DefaultContext } from "./default-context.js";
import { INFERRED, INFERRED_RULE } from "./inferred.js";

/** What a document alone makes of an API. */
export interface Defaults {
  readonly context: DefaultContext;
  /** A behaviour for each operation. */
  readonly behaviours: ApiDefinition["behaviours"];
  /** The document with what was inferred of it: its collections, and the rule that default answers rest on. */
  readonly document: Document;
  readonly inference: Inference;
  /** A body of a status as documented, always the same; `undefined` where none is documented. */
  makeBody(operation: Operation, status: number): Json | undefined;
}

/** The newest instant in generated values: never the machine's, so that a seed always makes the same ones. */
const INSTANT = Date.parse("2026-01-01T00:00:00.000Z");

/** Works out what a document alone makes of an API. Without an imagination its values are plain. */
export function createDefaults(document: Document, imagination: Imagination | undefined): Defaults {
  const reader = createSchemaReader(document.source);
  const inference = inferResources(document, reader);
  const declared = new Map(inference.resources.map((resource) => [resource, findDeclared(document, resource)]));
  let isMarked: boolean | undefined;
  const context: DefaultContext = {
    document,
    places: { source: document.source, reader },
    values: createValueMaker({ reader, imagination, now: INSTANT }),
    inference,
    hasSecrets: () => (isMarked ??= hasMark(document.source, SECRET_MARK)),
    findDeclared: (resource) => declared.get(resource),
    validate: (pointer) => document.validators.get(pointer, "server"),
    listExamples: (resource) => listExamples(inference, resource),
  };
  const kept = inference.resources.filter((resource) => !declared.get(resource));
  return {
    context,
    inference,
    behaviours: createDefaultBehaviours(context),
    document: {
      ...document,
      rules: { ...document.rules, [INFERRED]: INFERRED_RULE },
      collections: {
        ...document.collections,
        ...(kept.length > 0 && { [FIRST_RECORDS]: MARKS }),
        ...Object.fromEntries(kept.map((resource) => [resource.name, toCollection(context, resource)])),
      },
    },
    makeBody: (operation, status) => makeBody(context, operation, status, operation.id),
  };
}

const MARKS: DocumentCollection = {
  schema: { type: "object", required: ["key"] },
  identity: "key",
  cleanup: "none",
  validate: () => [],
  fields: ["key"],
};

function toCollection({ places }: DefaultContext, { record, parent, scope }: Resource): DocumentCollection {
  const properties = record ? places.reader.describe(record.schema)["properties"] : {};
  const isChild = parent !== undefined && parent.scope.length + parent.identity.length === scope.length;
  return {
    schema: { type: "object" },
    identity: KEY,
    cleanup: "none",
    ...(isChild && { references: { [PARENT]: { collection: parent.name, onDelete: "cascade" } } }),
    // What is generated was judged when it was made; what is sent, before it was kept.
    validate: () => [],
    fields: isJsonObject(properties) ? Object.keys(properties) : [],
  };
}

/** The collection that the document itself declares for a resource, by its name or by its schema. */
function findDeclared({ collections, source }: Document, { name, record, isSingle }: Resource) {
  if (isSingle) return undefined;
  const found = Object.entries(collections).find(([key, { schema }]) => {
    if (key === "principals") return false;
    if (squash(key) === squash(name)) return true;
    const reference = schema["$ref"];
    const target =
      typeof reference === "string" ? resolveAtPointer(source, decodeURIComponent(reference.slice(1))) : undefined;
    return target !== undefined && target.pointer === record?.pointer;
  });
  return found && { name: found[0], collection: found[1] };
}

/** The records in the examples of what reads one, and of what lists them. */
function listExamples({ roles }: Inference, resource: Resource): Json[] {
  return [...roles.values()]
    .filter(({ does }) => does?.resource === resource && (does.kind === "read" || does.kind === "list"))
    .flatMap(({ does, operation, mediaType }) => {
      const path = does?.list?.path ?? does?.record?.path ?? [];
      const all = operation.responses.flatMap(({ status, examples }) =>
        status.startsWith("2") ? [...(examples.get(mediaType ?? "")?.values() ?? [])] : [],
      );
      return all.flatMap((example) => {
        const inner = path.reduce<Json | undefined>(
          (value, step) => (isJsonObject(value) ? value[step] : undefined),
          example,
        );
        return Array.isArray(inner) ? inner : inner === undefined ? [] : [inner];
      });
    });
}
