import { expect, test } from "vitest";
import { createFrozenClock } from "./clock.js";
import type { CollectionDefinition } from "./collection-definition.js";
import { ConstraintError } from "./constraint-error.js";
import { createWorld, type LoadedWorld } from "./create-world.js";
import type { FrozenWorld } from "./world.js";

const owners: CollectionDefinition = {
  name: "shop.owners",
  identity: "id",
  unique: [["email"]],
  references: {},
  fields: ["id", "email"],
};
const items: CollectionDefinition = {
  name: "shop.items",
  identity: "id",
  unique: [["owner", "name"]],
  references: {
    owner: { collection: "shop.owners", onDelete: "restrict" },
    partOf: { collection: "shop.items", onDelete: "cascade" },
    seenBy: { collection: "shop.owners", onDelete: "cascade" },
  },
  fields: ["id", "name", "owner"],
};

interface Item {
  readonly id: string;
  readonly owner?: string | null;
  readonly name?: string;
  readonly partOf?: string;
  readonly seenBy?: string[];
}

function createShop(collections: FrozenWorld["collections"] = {}): LoadedWorld {
  return createWorld({
    definitions: [owners, items],
    randomSeed: 1,
    clock: createFrozenClock("2026-01-02T03:04:05.678Z"),
    frozen: { randomSeed: 1, idSequence: 0, collections },
  });
}

function insert(shop: LoadedWorld, ...records: Item[]): void {
  shop.transact((draft) => records.forEach((record) => draft.collection<Item>("shop.items").insert(record)));
}

function listItemIds(shop: Pick<LoadedWorld, "read">): string[] {
  return shop
    .read()
    .collection<Item>("shop.items")
    .list()
    .map((item) => item.id);
}

function refusalOf(run: () => unknown): Pick<ConstraintError, "constraint" | "collection" | "fields" | "message"> {
  try {
    run();
  } catch (error) {
    if (error instanceof ConstraintError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("a transaction keeps what it did and says what it changed", () => {
  const shop = createShop({ "shop.owners": [{ id: "ada", email: "a@x" }] });
  const { result, changes } = shop.transact((draft) => {
    draft.collection<{ id: string }>("shop.owners").insert({ id: "bob" });
    return draft.collection<{ id: string; email: string }>("shop.owners").replace({ id: "ada", email: "b@x" }).email;
  });
  expect(result).toBe("b@x");
  expect(changes).toEqual([
    { collection: "shop.owners", id: "bob", after: { id: "bob" } },
    { collection: "shop.owners", id: "ada", before: { id: "ada", email: "a@x" }, after: { id: "ada", email: "b@x" } },
  ]);
});

test("many changes of one record are one change, and a record made and deleted is none", () => {
  const shop = createShop();
  const { changes } = shop.transact((draft) => {
    const all = draft.collection<Item>("shop.items");
    all.insert({ id: "a", name: "1" });
    all.replace({ id: "a", name: "2" });
    all.insert({ id: "b" });
    all.delete("b");
  });
  expect(changes).toEqual([{ collection: "shop.items", id: "a", after: { id: "a", name: "2" } }]);
});

test("a transaction that throws leaves nothing, not even used ids", () => {
  const shop = createShop();
  const before = shop.freeze();
  expect(() =>
    shop.transact((draft) => {
      draft.collection<Item>("shop.items").insert({ id: draft.ids.ulid() });
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(shop.freeze()).toEqual(before);
});

test("what is done to a read draft is thrown away", () => {
  const shop = createShop();
  shop.read().collection<Item>("shop.items").insert({ id: "a" });
  expect(listItemIds(shop)).toEqual([]);
});

test("a transaction inside a transaction, and one that is not synchronous, are refused", () => {
  const shop = createShop();
  expect(() => shop.transact(() => shop.transact(() => 1))).toThrow("under way");
  expect(() =>
    shop.transact(async (draft) => {
      draft.collection<Item>("shop.items").insert({ id: "a" });
    }),
  ).toThrow("must be synchronous");
  expect(listItemIds(shop)).toEqual([]);
  expect(shop.transact(() => 2).result).toBe(2);
});

test("a fork and its parent never see each other", () => {
  const shop = createShop();
  insert(shop, { id: "before" });
  const fork = shop.fork();
  insert(shop, { id: "parent" });
  fork.transact((draft) => draft.collection<Item>("shop.items").insert({ id: "child" }));
  expect(listItemIds(shop)).toEqual(["before", "parent"]);
  expect(listItemIds(fork)).toEqual(["before", "child"]);
});

test("a fork makes the same ids as its parent would", () => {
  const shop = createShop();
  shop.transact((draft) => draft.ids.uuid());
  const fork = shop.fork();
  expect(fork.read().ids.uuid()).toBe(shop.read().ids.uuid());
  expect(shop.transact((draft) => draft.ids.uuid()).result).not.toBe(shop.read().ids.uuid());
});

test("records are frozen to the bottom, and the caller's own object stays free", () => {
  const shop = createShop();
  const given = { id: "a", seenBy: [], nested: { deep: [1] } };
  insert(shop, given);
  given.nested.deep.push(2);
  const kept = shop.read().collection<typeof given>("shop.items").find("a");
  expect(kept?.nested).toEqual({ deep: [1] });
  expect(() => kept?.nested.deep.push(3)).toThrow(TypeError);
});

test("fields are kept in the definition's order, then alphabetically, and nested data as it came", () => {
  const shop = createShop({ "shop.owners": [{ id: "ada" }] });
  insert(shop, { zeta: { b: 1, a: 2 }, owner: "ada", Beta: 1, alpha: 1, name: "n", id: "a" } as Item);
  expect(JSON.stringify(shop.freeze().collections["shop.items"])).toBe(
    '[{"id":"a","name":"n","owner":"ada","Beta":1,"alpha":1,"zeta":{"b":1,"a":2}}]',
  );
});

test("keys named __proto__ and constructor stay data, at every depth, and pollute nothing", () => {
  const text =
    '{"id":"a","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}},"n":{"__proto__":1}}';
  const shop = createShop({ "shop.items": [JSON.parse(text)] });
  insert(shop, JSON.parse(text.replace('"a"', '"__proto__"')) as Item);
  const kept = shop.read().collection<Item>("shop.items").find("a");
  expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
  expect("polluted" in {}).toBe(false);
  expect(JSON.parse(JSON.stringify(kept))).toEqual(JSON.parse(text));
  expect(Object.keys(kept ?? {})).toEqual(["id", "__proto__", "constructor", "n"]);
  expect(shop.read().collection<Item>("shop.items").listBy("owner", "__proto__")).toEqual([]);
  expect(listItemIds(shop)).toEqual(["a", "__proto__"]);
});

test("an identity that is taken, missing or not a string is refused", () => {
  const shop = createShop();
  insert(shop, { id: "a" });
  expect(refusalOf(() => insert(shop, { id: "a" }))).toMatchObject({
    constraint: "identity",
    collection: "shop.items",
    fields: ["id"],
    message: 'shop.items has a record "a" already',
  });
  expect(refusalOf(() => insert(shop, {} as Item)).constraint).toBe("identity");
  expect(refusalOf(() => insert(shop, { id: 7 } as unknown as Item)).constraint).toBe("identity");
});

test("a unique key that is taken is refused, and one with a part missing is not a key", () => {
  const shop = createShop({ "shop.owners": [{ id: "ada" }] });
  insert(shop, { id: "a", owner: "ada", name: "n" }, { id: "b", name: "n" }, { id: "c", owner: null, name: "n" });
  expect(refusalOf(() => insert(shop, { id: "d", owner: "ada", name: "n" }))).toMatchObject({
    constraint: "unique",
    fields: ["owner", "name"],
    message: 'shop.items "d": owner "ada", name "n" is taken by "a"',
  });
});

test("a unique key is free again once its record has another or is gone", () => {
  const shop = createShop({
    "shop.owners": [
      { id: "ada", email: "1" },
      { id: "bob", email: "2" },
    ],
  });
  const { result } = shop.transact((draft) => {
    const all = draft.collection<{ id: string; email: string }>("shop.owners");
    all.replace({ id: "ada", email: "3" });
    all.delete("bob");
    return [all.insert({ id: "eve", email: "1" }), all.insert({ id: "bob", email: "2" })].length;
  });
  expect(result).toBe(2);
});

test("a reference that leads nowhere is refused, also one among many; one to itself is not", () => {
  const shop = createShop({ "shop.owners": [{ id: "ada" }] });
  expect(refusalOf(() => insert(shop, { id: "a", owner: "eve" }))).toMatchObject({
    constraint: "reference",
    collection: "shop.items",
    fields: ["owner"],
    message: 'shop.items "a": owner refers to shop.owners "eve", which does not exist',
  });
  expect(refusalOf(() => insert(shop, { id: "a", seenBy: ["ada", "eve"] })).fields).toEqual(["seenBy"]);
  insert(shop, { id: "a", partOf: "a" });
  expect(listItemIds(shop)).toEqual(["a"]);
});

test("what is referred to by restrict cannot be deleted", () => {
  const shop = createShop({ "shop.owners": [{ id: "ada" }] });
  insert(shop, { id: "a", owner: "ada" });
  expect(refusalOf(() => shop.transact((draft) => draft.collection("shop.owners").delete("ada")))).toMatchObject({
    constraint: "reference",
    collection: "shop.items",
    fields: ["owner"],
    message: 'shop.owners "ada" is still referred to by shop.items "a" (owner)',
  });
});

test("a cascade goes on through all that refers, and each is a change", () => {
  const shop = createShop();
  insert(shop, { id: "a" }, { id: "b", partOf: "a" }, { id: "c", partOf: "b" }, { id: "d" });
  const { changes } = shop.transact((draft) => draft.collection("shop.items").delete("a"));
  expect(changes.map((change) => change.id)).toEqual(["a", "b", "c"]);
  expect(listItemIds(shop)).toEqual(["d"]);
});

test("what goes by cascade does not hold back what it refers to by restrict", () => {
  const shop = createShop({ "shop.owners": [{ id: "ada" }] });
  insert(shop, { id: "a", owner: "ada", seenBy: ["ada"] });
  shop.transact((draft) => draft.collection("shop.owners").delete("ada"));
  expect(listItemIds(shop)).toEqual([]);
});

test("listBy gives the hits in creation order, also after a reference changed", () => {
  const shop = createShop({ "shop.owners": [{ id: "ada" }, { id: "bob" }] });
  insert(shop, { id: "1", owner: "bob" }, { id: "2", owner: "ada" }, { id: "3", seenBy: ["bob", "ada", "bob"] });
  shop.transact((draft) => draft.collection<Item>("shop.items").replace({ id: "1", owner: "ada" }));
  const all = shop.read().collection<Item>("shop.items");
  expect(all.listBy("owner", "ada").map((item) => item.id)).toEqual(["1", "2"]);
  expect(all.listBy("owner", "bob")).toEqual([]);
  expect(all.listBy("seenBy", "bob").map((item) => item.id)).toEqual(["3"]);
  expect(all.listBy("id", "2")).toEqual([{ id: "2", owner: "ada" }]);
  expect(all.listBy("id", "9")).toEqual([]);
  expect(() => all.listBy("alpha", "1")).toThrow('shop.items has no index of "alpha"');
});

test("replacing or deleting what is not there is refused as missing", () => {
  const shop = createShop();
  const replace = () => shop.transact((draft) => draft.collection<Item>("shop.items").replace({ id: "a" }));
  expect(refusalOf(replace)).toMatchObject({ constraint: "missing", message: 'shop.items has no record "a"' });
  expect(refusalOf(() => shop.transact((draft) => draft.collection("shop.items").delete("a"))).constraint).toBe(
    "missing",
  );
});

test("an unknown collection is refused with the names of those that are", () => {
  expect(() => createShop().read().collection("shop.orders")).toThrow(
    'no collection "shop.orders": there are shop.owners, shop.items',
  );
});

test("definitions that cannot be are refused", () => {
  const clock = createFrozenClock(0);
  expect(() => createWorld({ definitions: [owners, owners], randomSeed: 1, clock })).toThrow("the same name");
  expect(() => createWorld({ definitions: [items], randomSeed: 1, clock })).toThrow(
    'shop.items.owner refers to "shop.owners", which is not a collection',
  );
});

test("records that no longer fit are named, kept and can be changed further", () => {
  const shop = createShop({
    "shop.owners": [
      { id: "ada", email: "same" },
      { id: "bob", email: "same" },
    ],
    "shop.items": [{ id: "a", owner: "gone" }],
  });
  expect(shop.complaints).toEqual([
    'shop.owners "ada": email "same" is taken by "bob"',
    'shop.owners "bob": email "same" is taken by "ada"',
    'shop.items "a": owner refers to shop.owners "gone", which does not exist',
  ]);
  shop.transact((draft) => draft.collection<Item>("shop.items").replace({ id: "a", owner: "gone", name: "new" }));
  expect(shop.read().collection<Item>("shop.items").find("a")?.name).toBe("new");
  expect(
    refusalOf(() => shop.transact((draft) => draft.collection<Item>("shop.items").replace({ id: "a", owner: "eve" })))
      .constraint,
  ).toBe("reference");
});

test("records that no collection can hold are named, unseen, and still there when the World is frozen", () => {
  const collections = {
    "shop.owners": [{ id: "ada", email: "first" }, { id: "ada", email: "second" }, { email: "nobody" }],
    "shop.orders": [{ id: "1" }],
    "elsewhere.things": [{ id: "2" }],
  };
  const shop = createShop(collections);
  expect(shop.complaints).toEqual([
    'shop.owners[1] has the "id" of another, "ada": it is kept, unseen',
    'shop.owners[2] has no "id": it is kept, unseen',
    "there is no collection shop.orders any more: its 1 records are kept, unseen",
  ]);
  expect(shop.read().collection("shop.owners").list()).toEqual([{ id: "ada", email: "first" }]);
  expect(shop.freeze().collections).toEqual({ ...collections, "shop.items": [] });
});

test("a World made from a frozen one goes on as that one would", () => {
  const shop = createShop({ "shop.owners": [{ id: "ada" }] });
  shop.transact((draft) => draft.collection<Item>("shop.items").insert({ id: draft.ids.objectId(), owner: "ada" }));
  const frozen = shop.freeze();
  const again = createWorld({ definitions: [owners, items], randomSeed: frozen.randomSeed, clock: shop.clock, frozen });
  expect(again.freeze()).toEqual(frozen);
  expect(again.read().ids.objectId()).toBe(shop.read().ids.objectId());
});
