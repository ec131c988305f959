import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulatorOptions } from "../testing/test-emulator.js";
import { ACTIVATE_PLAIN, ACTIVATE_WITH_SCHEMA, ADA, HUB, PLAIN, VERSORI } from "../testing/versori-demo.js";

const LIST = `GET ${VERSORI}/embed/${HUB}/users/ada/activations`;

const ANY_TEXT: unknown = expect.any(String);

const start = (options: TestEmulatorOptions = {}) => createTestEmulator({ only: ["versori"], ...options });

/** An emulator in which ada has so many activations, and a way to ask for a page of them. */
async function startWith(count: number) {
  const emulator = await start();
  const ids: string[] = [];
  for (let made = 0; made < count; made++) {
    const reply = await emulator.send({
      line: `POST ${VERSORI}/activations`,
      as: "versori.admin",
      json: ACTIVATE_PLAIN,
    });
    ids.push((reply.body as { id: string }).id); // checked by its document
  }
  return { ...emulator, ids, list: (query: string) => list(emulator, query) };
}

interface Page {
  readonly totalCount: number;
  readonly next?: string;
  readonly prev?: string;
  readonly activations: readonly { readonly id: string }[];
}

async function list({ send }: Awaited<ReturnType<typeof start>>, query: string) {
  const reply = await send({ line: `${LIST}?${query}`, as: "versori.admin" });
  const page = reply.body as unknown as Page; // checked by its document
  return { ...reply, page, ids: page.activations?.map(({ id }) => id) };
}

test("ListEndUserActivations lists a user's activations, and those of one integration only when asked", async () => {
  const { send, list: ask } = await startWith(1);
  await send({ line: `POST ${VERSORI}/activations`, as: "versori.admin", json: ACTIVATE_WITH_SCHEMA });
  const all = await ask("");
  expect(all.page.totalCount).toBe(2);
  const some = await ask(`integration_id=${PLAIN}`);
  expect(some).toMatchObject({ status: 200, page: { totalCount: 1, activations: [{ integration: { id: PLAIN } }] } });
});

test("V-UID-1.list: ListEndUserActivations knows users by external id only", async () => {
  const { send } = await startWith(1);
  const external = await send({ line: LIST, as: "versori.admin" });
  expect(external.body).toMatchObject({ totalCount: 1 });
  const internal = await send({ line: LIST.replace("ada", ADA), as: "versori.admin" });
  expect(internal.body).toEqual({ totalCount: 0, activations: [] });
});

test("V-UID-2.list: ListEndUserActivations of a user who is not there yet is an empty page", async () => {
  const { send } = await start();
  const reply = await send({ line: LIST.replace("ada", "newcomer"), as: "versori.admin" });
  expect(reply).toMatchObject({ status: 200, body: { totalCount: 0, activations: [] } });
});

test("V-PAGE: a page without first holds 20, and next and prev are left out at the ends", async () => {
  const { list: ask, ids } = await startWith(21);
  const first = await ask("");
  expect(first.ids).toEqual(ids.slice(0, 20));
  expect(first.page).toMatchObject({ totalCount: 21, next: ANY_TEXT });
  expect(first.page).not.toHaveProperty("prev");
  const last = await ask(`after=${first.page.next}`);
  expect(last.ids).toEqual(ids.slice(20));
  expect(last.page).toMatchObject({ totalCount: 21, prev: ANY_TEXT });
  expect(last.page).not.toHaveProperty("next");
  expect(last.evidence).toBe("assumed");
});

test("V-PAGE: pages of every length lead through all activations, forth and back", async () => {
  const { list: ask, ids } = await startWith(5);
  for (const first of [1, 2, 3, 5]) {
    const seen: string[] = [];
    let page = await ask(`first=${first}`);
    seen.push(...page.ids);
    while (page.page.next !== undefined) {
      page = await ask(`first=${first}&after=${page.page.next}`);
      seen.push(...page.ids);
    }
    expect(seen).toEqual(ids);
    const back = [...page.ids];
    while (page.page.prev !== undefined) {
      page = await ask(`first=${first}&before=${page.page.prev}`);
      back.unshift(...page.ids);
    }
    expect(back).toEqual(ids);
  }
});

test("V-PAGE: after and before together hold what is between them", async () => {
  const { list: ask, ids } = await startWith(4);
  const one = await ask("first=1");
  const three = await ask("first=3");
  const between = await ask(`after=${one.page.next}&before=${three.page.next}`);
  expect(between.ids).toEqual(ids.slice(1, 2));
});

test("V-PAGE: a cursor stays good when the activation that it came from is deleted", async () => {
  const { list: ask, ids, send } = await startWith(3);
  const { page } = await ask("first=1");
  await send({ line: `DELETE ${VERSORI}/activations/${ids[0]}`, as: "versori.admin" });
  const rest = await ask(`after=${page.next}`);
  expect(rest.ids).toEqual(ids.slice(1));
});

test("V-PAGE: first above 100 means 100", async () => {
  const { list: ask, ids } = await startWith(101);
  const page = await ask("first=1000");
  expect(page.ids).toEqual(ids.slice(0, 100));
});

for (const [query, field] of [
  ["first=0", "first"],
  ["first=-1", "first"],
  ["first=many", "first"],
  ["first=1.5", "first"],
  ["after=none", "after"],
  ["before=bm9uZQ%3D%3D", "before"],
  ["after=", "after"],
  ["integration_id=none", "integration_id"],
] as const) {
  test(`V-PAGE: ListEndUserActivations refuses ${query} with 400 and names the parameter`, async () => {
    const { send } = await start();
    const reply = await send({ line: `${LIST}?${query}`, as: "versori.admin" });
    expect(reply).toMatchObject({ status: 400, body: { code: "400000", fields: [{ field }] }, evidence: "assumed" });
  });
}
