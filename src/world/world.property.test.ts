import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createFrozenClock } from "./clock.js";
import type { CollectionDefinition } from "./collection-definition.js";
import { ConstraintError } from "./constraint-error.js";
import { createWorld } from "./create-world.js";
import type { Change, Draft, FrozenWorld, World } from "./world.js";

const definitions: [CollectionDefinition, CollectionDefinition] = [
  { name: "m.teams", identity: "id", unique: [["key"]], references: {}, fields: ["id"] },
  {
    name: "m.items",
    identity: "id",
    unique: [["team", "key"]],
    references: {
      team: { collection: "m.teams", onDelete: "restrict" },
      partOf: { collection: "m.items", onDelete: "cascade" },
      sharedWith: { collection: "m.teams", onDelete: "cascade" },
    },
    fields: ["id", "team"],
  },
];

interface Rec {
  readonly id: string;
  readonly [field: string]: unknown;
}
interface Operation {
  readonly verb: "insert" | "replace" | "delete";
  readonly collection: string;
  readonly record: Rec;
}

/** The plain model: arrays, filters and copies, nothing clever. */
type Model = Record<string, Rec[]>;

function rowsOf(model: Model, collection: string): Rec[] {
  return model[collection] ?? [];
}

function refersTo(record: Rec, field: string, id: string): boolean {
  const value = record[field];
  return Array.isArray(value) ? value.includes(id) : value === id;
}

function listTargets(record: Rec, field: string): unknown[] {
  return [record[field] ?? []].flat();
}

function runOnModel(model: Model, { verb, collection, record }: Operation): Model | ConstraintError["constraint"] {
  const rows = model[collection] ?? [];
  const exists = rows.some((row) => row.id === record.id);
  if (verb === "insert" && exists) return "identity";
  if (verb !== "insert" && !exists) return "missing";
  if (verb === "delete") return deleteFromModel(model, collection, record.id);
  const after = {
    ...model,
    [collection]: exists ? rows.map((row) => (row.id === record.id ? record : row)) : [...rows, record],
  };
  const { unique, references } = definitions.find((one) => one.name === collection) ?? definitions[0];
  for (const fields of unique) {
    if (fields.some((field) => record[field] === undefined || record[field] === null)) continue;
    const rivals = rows.filter((row) => row.id !== record.id && fields.every((field) => row[field] === record[field]));
    if (rivals.length > 0) return "unique";
  }
  for (const [field, reference] of Object.entries(references)) {
    const known = new Set<unknown>(rowsOf(after, reference.collection).map((row) => row.id));
    if (listTargets(record, field).some((id) => !known.has(id))) return "reference";
  }
  return after;
}

function deleteFromModel(model: Model, collection: string, id: string): Model | ConstraintError["constraint"] {
  const doomed: [string, string][] = [[collection, id]];
  const isDoomed = (name: string, row: Rec): boolean => doomed.some(([c, i]) => c === name && i === row.id);
  const listReferring = (onDelete: string): [string, string][] =>
    definitions.flatMap((definition) =>
      Object.entries(definition.references)
        .filter(([, reference]) => reference.onDelete === onDelete)
        .flatMap(([field, reference]) =>
          rowsOf(model, definition.name)
            .filter((row) => !isDoomed(definition.name, row))
            .filter((row) => doomed.some(([c, i]) => c === reference.collection && refersTo(row, field, i)))
            .map((row): [string, string] => [definition.name, row.id]),
        ),
    );
  for (let more = listReferring("cascade"); more.length > 0; more = listReferring("cascade")) doomed.push(...more);
  if (listReferring("restrict").length > 0) return "reference";
  return Object.fromEntries(
    Object.entries(model).map(([name, rows]) => [name, rows.filter((row) => !isDoomed(name, row))]),
  );
}

function runOnDraft(draft: Draft, { verb, collection, record }: Operation): ConstraintError["constraint"] | undefined {
  const rows = draft.collection<Rec>(collection);
  try {
    if (verb === "delete") rows.delete(record.id);
    else rows[verb](record);
    return undefined;
  } catch (error) {
    if (error instanceof ConstraintError) return error.constraint;
    throw error;
  }
}

function toModel(world: World): Model {
  return Object.fromEntries(definitions.map(({ name }) => [name, [...world.read().collection<Rec>(name).list()]]));
}

function expectSame(world: World, model: Model): void {
  expect(toModel(world)).toEqual(model);
  for (const { name, references, unique } of definitions) {
    const rows = world.read().collection<Rec>(name);
    expect(rows.size).toBe(rowsOf(model, name).length);
    for (const id of ids) expect(rows.find(id)).toEqual(rowsOf(model, name).find((row) => row.id === id));
    for (const field of [...Object.keys(references), ...unique.flat()]) {
      for (const value of [...ids, ...keys]) {
        expect(rows.listBy(field, value)).toEqual(rowsOf(model, name).filter((row) => refersTo(row, field, value)));
      }
    }
  }
}

/** Changes must lead from the model before to the one after, each record named once. */
function expectLeadsFrom(before: Model, changes: readonly Change[], after: Model): void {
  const named = changes.map((change) => `${change.collection} ${change.id}`);
  expect(new Set(named).size).toBe(named.length);
  for (const { name } of definitions) {
    for (const id of ids) {
      const change = changes.find((one) => one.collection === name && one.id === id);
      const [was, is] = [before, after].map((model) => rowsOf(model, name).find((row) => row.id === id));
      // What was put back as it was may be named or not.
      const told = change ?? (isDeepStrictEqual(was, is) ? { before: was, after: is } : {});
      expect([told.before, told.after]).toEqual([was, is]);
    }
  }
}

const ids = ["a", "b", "c", "d", "__proto__"];
const keys = ["k", "l"];
const id = fc.constantFrom(...ids);
const key = fc.option(fc.constantFrom(...keys), { nil: undefined });
const rare = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 });
const verb = fc.constantFrom("insert" as const, "insert" as const, "replace" as const, "delete" as const);
const compact = (record: Rec): Rec =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Rec;

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ verb, collection: fc.constant("m.teams"), record: fc.record({ id, key }).map(compact) }),
  fc.record({
    verb,
    collection: fc.constant("m.items"),
    record: fc
      .record({ id, key, team: rare(id), partOf: rare(id), sharedWith: rare(fc.array(id, { maxLength: 3 })) })
      .map(compact),
  }),
);
interface Step {
  readonly world: number;
  readonly then: "keep" | "throw" | "fork" | "thaw";
  readonly operations: readonly Operation[];
}
const step: fc.Arbitrary<Step> = fc.record({
  world: fc.nat(),
  then: fc.constantFrom(
    "keep" as const,
    "keep" as const,
    "keep" as const,
    "throw" as const,
    "fork" as const,
    "thaw" as const,
  ),
  operations: fc.array(operation, { minLength: 1, maxLength: 8 }),
});

interface Pair {
  readonly world: World;
  readonly model: Model;
}

/** Runs a step on a World and on its model, compares what they say to each operation, and gives both as they are after it. */
function runStep({ world, model: before }: Pair, { then, operations }: Step): Pair {
  let model = before;
  let changes: readonly Change[] = [];
  try {
    ({ changes } = world.transact((draft) => {
      for (const one of operations) {
        const expected = runOnModel(model, one);
        expect(runOnDraft(draft, one)).toBe(typeof expected === "string" ? expected : undefined);
        if (typeof expected !== "string") model = expected;
      }
      if (then === "throw") throw new RangeError("undone");
    }));
  } catch (error) {
    if (then !== "throw" || !(error instanceof RangeError)) throw error;
    model = before;
  }
  expectLeadsFrom(before, changes, model);
  return { world, model };
}

/** The same World from its own text, as a state file would bring it. */
function thaw(world: World): World {
  const frozen = JSON.parse(JSON.stringify(world.freeze())) as FrozenWorld; // it was one before it was text
  const thawed = createWorld({ definitions, randomSeed: 1, clock: world.clock, frozen });
  expect(thawed.complaints).toEqual([]);
  return thawed;
}

test("the store does what a plain model of arrays does, in every fork, whatever is done to it", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
      const first: World = createWorld({ definitions, randomSeed: 1, clock: createFrozenClock(0) });
      const pairs: Pair[] = [{ world: first, model: toModel(first) }];
      for (const one of steps) {
        const index = one.world % pairs.length;
        const { world, model } = pairs[index] ?? { world: first, model: {} };
        if (one.then === "fork") pairs.push({ world: world.fork(), model });
        const after = runStep({ world: one.then === "thaw" ? thaw(world) : world, model }, one);
        expectSame(after.world, after.model);
        pairs[index] = after;
      }
      for (const { world, model } of pairs) expect(toModel(world)).toEqual(model);
    }),
    { numRuns: process.env["STANDIN_FULL"] === "1" ? 2000 : 150 },
  );
});
