import type { Inference, Resource } from "../../openapi/resources/resource.js";

/** What was inferred of one kind of record. */
export interface InferredCollection {
  readonly collection: string;
  readonly itemPath: string | undefined;
  /** The fields that identify a record, by the path's parameters; `undefined` for one that no field shows. */
  readonly identity: Readonly<Record<string, string | undefined>>;
  readonly parent: string | undefined;
  /** What each operation does, by `operationId`. */
  readonly operations: Readonly<Record<string, string>>;
}

/** Tells what was inferred, one entry for each kind of record, and the operations that only answer what is documented. */
export function describeInference({ resources, roles }: Inference) {
  const collections = resources.map((resource) => describeResource(resource, roles));
  const plain = [...roles.values()].filter(({ does }) => !does).map(({ operation }) => operation.id);
  return { collections, plain };
}

function describeResource(resource: Resource, roles: Inference["roles"]): InferredCollection {
  const own = [...roles].filter(([, { does }]) => does?.resource === resource);
  return {
    collection: resource.name,
    itemPath: resource.itemPath,
    identity: Object.fromEntries(resource.identity.map(({ parameter, field }) => [parameter, field])),
    parent: resource.parent?.name,
    operations: Object.fromEntries(own.map(([id, { does }]) => [id, does?.kind ?? ""])),
  };
}
