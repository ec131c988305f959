import type { Resource, ResourceIdentity } from "./resource.js";
import type { SchemaPlace } from "./schema-place.js";

/** What the paths tell of one resource, before it has a name and a parent. */
export interface ItemFacts {
  /** Pattern of the path before what identifies. */
  readonly basePattern: string;
  /** Patterns under which it is listed and made. */
  readonly collectionPatterns: readonly string[];
  readonly collectionPaths: readonly string[];
  readonly itemPattern: string | undefined;
  readonly itemPath: string | undefined;
  /** What its path calls it. */
  readonly word: string;
  readonly record: SchemaPlace | undefined;
  readonly scope: readonly string[];
  readonly identity: readonly ResourceIdentity[];
  readonly isSingle: boolean;
}

/** A resource and the patterns of the paths that lead to it. */
export interface LinkedResource {
  readonly resource: Resource;
  readonly facts: ItemFacts;
}
