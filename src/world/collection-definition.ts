/** What a collection's records must keep to, whatever the API. */
export interface CollectionDefinition {
  /** Full name, `api.collection`. */
  readonly name: string;
  /** Field that identifies a record; its value is a string. */
  readonly identity: string;
  /** Sets of fields whose values together must be unique. */
  readonly unique: readonly (readonly string[])[];
  /** Fields that hold an identity, or an array of identities, of another collection (full name). */
  readonly references: Readonly<Record<string, ReferenceDefinition>>;
  /** Order in which a record's fields are kept and written; others follow alphabetically. */
  readonly fields: readonly string[];
}

/** A reference to another collection, and what the delete of a referenced record does. */
export interface ReferenceDefinition {
  readonly collection: string;
  readonly onDelete: "restrict" | "cascade";
}
