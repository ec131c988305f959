import type { Operation } from "../operation.js";
import type { Json } from "../json.js";
import type { ListPlace } from "./list-place.js";
import type { RecordPlace } from "./record-place.js";
import type { SchemaPlace } from "./schema-place.js";

/** A kind of record that an API keeps, as its paths and schemas tell. */
export interface Resource {
  /** Name of its collection in the World, without the API's. */
  readonly name: string;
  /** The path templates under which it is listed and made, and under which one of it is found. */
  readonly collectionPaths: readonly string[];
  readonly itemPath: string | undefined;
  /** What a record is, as it is read. */
  readonly record: SchemaPlace | undefined;
  /** Names of the parameters before those that identify, in the item's path or else the first collection's. */
  readonly scope: readonly string[];
  /** What identifies a record within its scope; several of a composite identity, none of what there is only one. */
  readonly identity: readonly ResourceIdentity[];
  /** The resource to one record of which these belong. */
  readonly parent: Resource | undefined;
  /** Whether there is exactly one within its scope, such as the settings of an account. */
  readonly isSingle: boolean;
}

/** One parameter of a path that identifies a record, and the record's field with the same value. */
export interface ResourceIdentity {
  readonly parameter: string;
  /** Schema of the parameter. */
  readonly schema: Json;
  /** `undefined` when no field of the record has it. */
  readonly field: string | undefined;
}

/** What an operation may do with a resource. */
export const ROLE_KINDS = [
  ...(["list", "search", "count", "create", "create-many", "read", "read-first"] as const),
  ...(["replace", "merge", "delete", "clear", "put", "action"] as const),
] as const;

/** One of {@link ROLE_KINDS}. */
export type RoleKind = (typeof ROLE_KINDS)[number];

/** What an operation is, as its path, method and schemas tell. */
export interface Role {
  readonly operation: Operation;
  /** Status of its success. */
  readonly status: number;
  /** Media type of its success's body; `undefined` without one. */
  readonly mediaType: string | undefined;
  /** Schema of that body. */
  readonly body: SchemaPlace | undefined;
  /** Names of its path's parameters, in their order. */
  readonly parameters: readonly string[];
  /** The resources to one record each of which the path leads before its end, the outermost first. */
  readonly within: readonly Resource[];
  /** What it does with a resource; without one it only answers what its document says. */
  readonly does: ResourceRole | undefined;
}

/** What an operation does with which resource. */
export interface ResourceRole {
  readonly kind: RoleKind;
  readonly resource: Resource;
  /** Where the list is in its success's body. */
  readonly list?: ListPlace | undefined;
  /** Where the record is in its success's body; `undefined` when it is not there. */
  readonly record?: RecordPlace | undefined;
  /** Where the record is in its request's body. */
  readonly sent?: RecordPlace | undefined;
  /** The word at the end of an action's path. */
  readonly verb?: string | undefined;
}

/** All that was inferred from a document. */
export interface Inference {
  readonly resources: readonly Resource[];
  /** By `operationId`. */
  readonly roles: ReadonlyMap<string, Role>;
}
