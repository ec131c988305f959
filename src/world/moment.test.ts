import { expect, test } from "vitest";
import { createFrozenClock } from "./clock.js";
import { createWorld } from "./create-world.js";
import type { Draft, Mark, World } from "./world.js";

interface Item {
  readonly id: string;
  readonly count?: number;
}

function createItems(...ids: string[]): World {
  return createWorld({
    definitions: [{ name: "shop.items", identity: "id", unique: [], references: {}, fields: ["id"] }],
    randomSeed: 1,
    clock: createFrozenClock("2026-01-02T03:04:05.678Z"),
    frozen: { randomSeed: 1, idSequence: 0, collections: { "shop.items": ids.map((id) => ({ id })) } },
  });
}

function items(draft: Draft) {
  return draft.collection<Item>("shop.items");
}

function listAt(world: World, mark: Mark): readonly Item[] {
  return items(world.fork(world.clock, mark).read()).list();
}

test("each moment of a thousand that have passed has the records, and their order, that it had", () => {
  const world = createItems("a", "b", "c");
  const passed: [Mark, readonly Item[]][] = [];
  for (let count = 0; count < 1000; count++) {
    world.transact((draft) => {
      if (count % 7 === 3) items(draft).delete(items(draft).list()[count % 3]?.id ?? "");
      else if (count % 3 === 1) items(draft).replace({ id: items(draft).list()[0]?.id ?? "", count });
      else items(draft).insert({ id: draft.ids.objectId(), count });
    });
    passed.push([world.mark(), items(world.read()).list()]);
  }
  for (const [mark, records] of passed) expect(listAt(world, mark)).toEqual(records);
});

test("a moment keeps its order where a transaction made anew what it had deleted", () => {
  const world = createItems("a", "b");
  const start = world.mark();
  world.transact((draft) => {
    items(draft).delete("a");
    items(draft).insert({ id: "a" });
  });
  const turned = world.mark();
  for (let count = 0; count < 3; count++) world.transact((draft) => items(draft).insert({ id: `new ${count}` }));
  expect(listAt(world, start).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(listAt(world, turned).map(({ id }) => id)).toEqual(["b", "a"]);
});

test("two Worlds that go on from one moment, and one that went back, leave each other's moments alone", () => {
  const world = createItems("a");
  world.transact((draft) => items(draft).insert({ id: "b" }));
  const parting = world.mark();
  const other = world.fork();
  other.transact((draft) => items(draft).insert({ id: "other" }));
  const others = other.mark();
  other.transact((draft) => items(draft).delete("other"));
  world.transact((draft) => items(draft).insert({ id: "own" }));
  const owns = world.mark();
  world.returnTo(parting);
  world.transact((draft) => items(draft).insert({ id: "again" }));
  const again = world.mark();
  world.transact((draft) => items(draft).delete("again"));
  const ids = [parting, others, owns, again].map((mark) => listAt(world, mark).map(({ id }) => id));
  expect(ids).toEqual([
    ["a", "b"],
    ["a", "b", "other"],
    ["a", "b", "own"],
    ["a", "b", "again"],
  ]);
});

test("a World that stands at a moment is the same moment as long as nothing changes", () => {
  const world = createItems("a");
  const mark = world.mark();
  world.transact((draft) => items(draft).list());
  expect(world.mark()).toBe(mark);
});
