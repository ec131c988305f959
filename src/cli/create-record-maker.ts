import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import type { Validate } from "../openapi/schema-validator.js";
import type { ValueMaker } from "../openapi/values/value-maker.js";
import type { CollectionDefinition } from "../world/collection-definition.js";
import { ConstraintError } from "../world/constraint-error.js";
import type { Draft } from "../world/world.js";
import { UsageError } from "./usage-error.js";

/** What making records of a collection needs. */
export interface RecordMakerOptions {
  readonly draft: Draft;
  readonly definition: CollectionDefinition;
  readonly schema: Json;
  readonly validate: Validate;
  readonly values: ValueMaker;
  /** The same seed makes the same records. */
  readonly seed: string;
  /** Values by field, or the name of a collection that has no record to refer to. */
  readonly pickReferences: () => Readonly<Record<string, string>> | string;
}

/** How often a record is made anew when it breaks its schema or takes a value that is taken. */
const MOST_TRIES = 50;

/** Makes and inserts one record of a collection each time that it is called. */
export function createRecordMaker(options: RecordMakerOptions): () => void {
  const { draft, definition } = options;
  const collection = draft.collection<object>(definition.name);
  const makeIdentity = chooseIdentity(options);
  let made = 0;
  return function makeRecord() {
    const id = makeIdentity();
    let reason = "";
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const record = toRecord(options, id, made++);
      const [violation] = options.validate(record);
      if (violation) {
        reason = `${violation.field} ${violation.message}`;
        continue;
      }
      try {
        collection.insert(record);
        return;
      } catch (error) {
        if (!(error instanceof ConstraintError)) throw error;
        reason = error.message;
      }
    }
    throw new Error(
      `no record of ${definition.name} could be made, ${MOST_TRIES} times over; the last time: ${reason}`,
    );
  };
}

function toRecord(
  { definition, schema, values, seed, pickReferences }: RecordMakerOptions,
  id: string | undefined,
  count: number,
): JsonObject {
  const references = pickReferences();
  if (typeof references === "string") {
    throw new UsageError(
      `--size: a record of ${definition.name} refers to one of ${references}, and the fixture has none`,
    );
  }
  const made = values.make(schema, { seed: `${seed} ${count}` });
  const record = isJsonObject(made) ? made : {};
  // A field that refers to several records holds a list.
  for (const [field, value] of Object.entries(references))
    record[field] = Array.isArray(record[field]) ? [value] : value;
  return { ...record, ...(id !== undefined && { [definition.identity]: id }) };
}

/** The World's own kind of id that the collection's schema takes; `undefined` each time when it takes none of them. */
function chooseIdentity(options: RecordMakerOptions): () => string | undefined {
  const { ids } = options.draft;
  const makers = [() => ids.objectId(), () => ids.uuid(), () => ids.ulid()];
  const fits = (make: () => string): boolean =>
    !options.validate(toRecord(options, make(), 0)).some(({ field }) => field === options.definition.identity);
  return makers.find(fits) ?? (() => undefined);
}
