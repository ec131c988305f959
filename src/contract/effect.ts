import type { Operation } from "../openapi/operation.js";
import type { EffectExtension } from "../openapi/standin-extension.js";

/**
 * What a successful call of an operation does to records: it reads, makes one, changes one, removes one, does something
 * with one that another call takes back or that leaves it as it is (acts), or does what nothing takes back (spends).
 */
export const EFFECT_KINDS = ["reads", "creates", "updates", "deletes", "acts", "spends"] as const;

/** One of {@link EFFECT_KINDS}. */
export type EffectKind = (typeof EFFECT_KINDS)[number];

/** What an operation does to records, from `x-standin-effect` or inferred of method and path. */
export interface Effect {
  readonly kind: EffectKind;
  /** Name of the collection of its records; `undefined` where it has to do with none. */
  readonly collection: string | undefined;
  /** Path parameter that names the record; `undefined` where none does. */
  readonly by: string | undefined;
  /** Of what creates: the field of the body, `name` or `profile.name`, that carries the run's marker. */
  readonly marker: string | undefined;
  /** Of what updates: whether fields that callers set and did not send stay, or may be as if they never had been sent. */
  readonly unsent: "kept" | "open";
  /** How a record is put back as it was, where it is none of the run's own. */
  readonly restore: Restore | undefined;
  /** Whether the document says so; else it was inferred. */
  readonly declared: boolean;
}

/** How a change of a record that is none of the run's own is taken back; `rows` is empty when the answer is the record. */
export type Restore = Required<NonNullable<EffectExtension["restore"]>>;

/** Records of one kind as the API's operations reach them. */
export interface Resource {
  readonly name: string;
  /** Field that identifies a record in a body. */
  readonly identity: string;
  /** Who can remove a record that a run made. */
  readonly cleanup: "delete" | "parent" | "restore" | "soft" | "none";
  readonly create: Operation | undefined;
  readonly read: Operation | undefined;
  readonly list: Listing | undefined;
  readonly remove: Operation | undefined;
}

/** How all records of a kind are listed. */
export interface Listing {
  readonly operation: Operation;
  /** Where the rows are in the answer, as a JSON Pointer; empty when the answer, or its only array, is the list. */
  readonly rows: string;
  /** Field of the answer with the next page's cursor, and the query parameter that takes it. */
  readonly page: { readonly next: string; readonly after: string } | undefined;
  /** Whether an answer may be one page of several that nothing says how to turn. */
  readonly isPart: boolean;
}
