/**
 * What a successful call of an operation does to records: it reads, makes one, changes one, removes one, does something
 * with one that another call takes back or that leaves it as it is (acts), or does what nothing takes back (spends).
 */
export type EffectKind = "reads" | "creates" | "updates" | "deletes" | "acts" | "spends";

/** What an operation does to records, from `x-standin-effect` or inferred of method and path. */
export interface Effect {
  readonly kind: EffectKind;
  /** Name of the collection of its records; `undefined` where it has to do with none. */
  readonly collection: string | undefined;
  /** Path parameter that names the record; `undefined` where none does. */
  readonly by: string | undefined;
  /** Of what creates: the field of the body, `name` or `profile.name`, that carries the run's marker. */
  readonly marker: string | undefined;
  /** How a record is put back as it was, where it is none of the run's own. */
  readonly restore: Restore | undefined;
  /** Whether the document says so; else it was inferred. */
  readonly declared: boolean;
}

/** How a change of a record that is none of the run's own is taken back. */
export interface Restore {
  /** `operationId` of the read that shows the record before. */
  readonly read: string;
  /** Where the records are in the answer, as a JSON Pointer; empty when the answer is the record. */
  readonly rows: string;
  /** Fields of the body that puts it back, by name, each with the field of the record that has its value. */
  readonly fields: Readonly<Record<string, string>>;
}
