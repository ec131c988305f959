import type { Json } from "../../openapi/json.js";

/** One line of a ledger: what a run is about to do to records, or what came of it. */
export type LedgerEntry =
  | RunEntry
  | { readonly kind: "listed"; readonly collection: string; readonly path: Texts; readonly ids: readonly string[] }
  | MayCreateEntry
  /** `fields` are those by which the API names it, its identity among them. */
  | { readonly kind: "made"; readonly entry: number; readonly id: string; readonly fields?: Texts }
  /** It was refused, or looked for and not found. */
  | { readonly kind: "nothing"; readonly entry: number }
  | MayChangeEntry
  | { readonly kind: "restored"; readonly entry: number }
  | { readonly kind: "gone"; readonly entry: number }
  | { readonly kind: "spent"; readonly collection: string; readonly id: string }
  | { readonly kind: "end" };

/** Texts of parameters by their names. */
export type Texts = Readonly<Record<string, string>>;

/** The first line of a ledger: whose it is. */
export interface RunEntry {
  readonly kind: "run";
  readonly format: 1;
  /** What the run leaves in the records that it makes. */
  readonly marker: string;
  readonly api: string;
  readonly target: string;
  readonly startedAt: string;
  /** What it was given, so that a sweep needs not be given it again. */
  readonly params?: Texts;
  readonly own?: readonly (readonly [collection: string, id: string])[];
}

/** Written before a request that could make a record. */
export interface MayCreateEntry {
  readonly kind: "may-create";
  readonly entry: number;
  readonly operation: string;
  readonly collection: string;
  /** The texts of its path, and so of the path of what it makes. */
  readonly path: Texts;
  /** Whether the record would carry the run's marker. */
  readonly marked: boolean;
  /** Where it would not: digests of what is sent, by field. */
  readonly sent?: Texts;
  /** The id that it would have, where the request says so. */
  readonly id?: string;
}

/** Written before a change of a record that is none of the run's own. */
export interface MayChangeEntry {
  readonly kind: "may-change";
  readonly entry: number;
  readonly operation: string;
  readonly collection: string;
  readonly id: string;
  readonly path: Texts;
  /** What else the request names, so that a sweep can name it too. */
  readonly headers: Texts;
  /** The body that puts it back. */
  readonly before: Json;
}
