import type { Inference, Resource, Role } from "../../openapi/resources/resource.js";

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
  const byResource = groupByResource(roles.values());
  const collections = resources.map((resource) => describeResource(resource, byResource.get(resource) ?? []));
  const plain = (byResource.get(undefined) ?? []).map(({ operation }) => operation.id);
  return { collections, plain };
}

function groupByResource(roles: Iterable<Role>): ReadonlyMap<Resource | undefined, readonly Role[]> {
  const groups = new Map<Resource | undefined, Role[]>();
  for (const role of roles) {
    const group = groups.get(role.does?.resource);
    if (group) group.push(role);
    else groups.set(role.does?.resource, [role]);
  }
  return groups;
}

function describeResource(resource: Resource, roles: readonly Role[]): InferredCollection {
  return {
    collection: resource.name,
    itemPath: resource.itemPath,
    identity: Object.fromEntries(resource.identity.map(({ parameter, field }) => [parameter, field])),
    parent: resource.parent?.name,
    operations: Object.fromEntries(roles.map(({ operation, does }) => [operation.id, does?.kind ?? ""])),
  };
}
