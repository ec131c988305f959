/** A set of records of one kind, in the order of their creation. Records are frozen: to change one, replace it. */
export interface Collection<Rec extends object = Readonly<Record<string, unknown>>> {
  /** Number of records. */
  readonly size: number;
  /** The record of that identity, or `undefined`. */
  find(id: string): Rec | undefined;
  /** All records, in creation order; the same list as long as none of the collection is made, replaced or deleted. */
  list(): readonly Rec[];
  /** The records whose reference or unique-key field has that value, in creation order; takes time that grows with the hits only. */
  listBy(field: string, value: string): readonly Rec[];
  /** Adds a record. @throws ConstraintError when identity or a unique key is taken, or a reference leads nowhere. */
  insert(record: Rec): Rec;
  /** Puts a record in the place of the one with its identity. @throws ConstraintError as `insert`, or when there is none. */
  replace(record: Rec): Rec;
  /** Removes and gives the record; what refers to it goes too where the reference says `cascade`. @throws ConstraintError when something refers to it and `restrict` holds, or when there is none. */
  delete(id: string): Rec;
}
