import type { Emulator } from "../emulator/emulator.js";
import { listCollectionDefinitions } from "../emulator/seed-world.js";
import type { ServedApi } from "../emulator/served-api.js";
import type { DocumentCollection } from "../openapi/document.js";
import { createSchemaReader } from "../openapi/schema-reader.js";
import { createChance } from "../openapi/values/chance.js";
import { loadImagination } from "../openapi/values/imagination.js";
import { createValueMaker, type ValueMaker } from "../openapi/values/value-maker.js";
import { createFrozenClock } from "../world/clock.js";
import type { CollectionDefinition } from "../world/collection-definition.js";
import { createWorld } from "../world/create-world.js";
import type { Draft, FrozenWorld } from "../world/world.js";
import { createRecordMaker } from "./create-record-maker.js";
import { createReferencePicker } from "./create-reference-picker.js";

/** The instant at which generated records are as if made: never the machine's, so that a seed always makes the same ones. */
const INSTANT = "2026-01-01T00:00:00.000Z";

/** How much is to be made. */
export interface Filling {
  /** Records of each collection that scales. */
  readonly size: number;
  readonly randomSeed: number;
}

/** Adds generated records to an emulator's state, in each collection that its document says to multiply. */
export async function fillCollections(emulator: Emulator, { size, randomSeed }: Filling): Promise<FrozenWorld> {
  const clock = createFrozenClock(INSTANT);
  const imagination = await loadImagination();
  const definitions = listCollectionDefinitions(emulator.apis);
  const world = createWorld({ definitions, randomSeed, clock, frozen: emulator.freeze() });
  world.transact((draft) => {
    if (size > 0)
      for (const scaling of listScaling(emulator.apis, definitions)) {
        const { document } = scaling.api;
        const values = createValueMaker({ reader: createSchemaReader(document.source), imagination, now: draft.now });
        fill({ draft, values, seed: `${randomSeed} ${scaling.definition.name}`, definitions, size }, scaling);
      }
  });
  return world.freeze();
}

interface Scaling {
  readonly api: ServedApi;
  readonly collection: DocumentCollection;
  readonly definition: CollectionDefinition;
}

/** The collections that scale, each behind those that it refers to. */
function listScaling(apis: readonly ServedApi[], definitions: readonly CollectionDefinition[]): Scaling[] {
  const scaling = apis.flatMap((api) =>
    Object.entries(api.document.collections).flatMap(([name, collection]) => {
      const definition = definitions.find((candidate) => candidate.name === `${api.name}.${name}`);
      return collection.scales && definition ? [{ api, collection, definition }] : [];
    }),
  );
  const sorted = new Set<Scaling>();
  const visit = (one: Scaling, above: readonly Scaling[]): void => {
    if (above.includes(one)) return;
    const targets = new Set(Object.values(one.definition.references).map(({ collection }) => collection));
    for (const other of scaling) if (targets.has(other.definition.name)) visit(other, [...above, one]);
    sorted.add(one);
  };
  for (const one of scaling) visit(one, []);
  return [...sorted];
}

interface Materials {
  readonly draft: Draft;
  readonly values: ValueMaker;
  readonly seed: string;
  readonly definitions: readonly CollectionDefinition[];
  readonly size: number;
}

function fill({ draft, values, seed, definitions, size }: Materials, { collection, definition }: Scaling): void {
  const makeRecord = createRecordMaker({
    draft,
    definition,
    schema: collection.schema,
    validate: collection.validate,
    values,
    seed,
    pickReferences: createReferencePicker({ draft, chance: createChance(seed), definitions, definition }),
  });
  for (let count = 0; count < size; count++) makeRecord();
}
