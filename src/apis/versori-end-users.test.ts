import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import { ADA, HUB, OF_BOB, SECOND_HUB, SHOP_OF_ADA, VERSORI } from "../testing/versori-demo.js";

const BOB = "01J0000000000000000000VSR2";
const CONNECTION = {
  name: "Shop of dora",
  variables: [{ name: "shop", value: "dora-shop" }],
  credentials: {
    action: [
      {
        authSchemeConfig: {
          id: "01J0000000000000000000ASC1",
          description: "Key",
          schemeType: "api-key",
          name: "K",
          in: "header",
        },
        credential: { name: "Key", type: "string", data: { value: "told-to-nobody" } },
      },
    ],
  },
};
const DORA = { externalId: "dora", displayName: "Dora", primaryConnection: CONNECTION };

const start = () => createTestEmulator({ only: ["versori"] });
const ask = ({ send }: TestEmulator, line: string, json?: object, as = "versori.admin") =>
  send({ line: line.replace(" ", ` ${VERSORI}`), as, ...(json && { json }) });

interface Page {
  readonly totalCount: number;
  readonly next?: string;
  readonly prev?: string;
  readonly users: readonly { readonly externalId: string }[];
}

async function listPage(emulator: TestEmulator, query = ""): Promise<Page> {
  const { status, body } = await ask(emulator, `GET /hubs/${HUB}/users${query}`);
  expect(status).toBe(200);
  return body as unknown as Page; // by its document, which it keeps
}

const toNames = ({ users }: Page) => users.map(({ externalId }) => externalId);

test("CreateEndUser makes a user with a primary connection, who can be read", async () => {
  const emulator = await start();
  const made = await ask(emulator, `POST /hubs/${HUB}/users`, DORA);
  expect(made).toMatchObject({
    status: 201,
    body: { externalId: "dora", displayName: "Dora", hubId: HUB, primaryConnection: { name: "Shop of dora" } },
  });
  expect((await ask(emulator, `GET /hubs/${HUB}/users/dora`)).body).toEqual(made.body);
});

test("CreateEndUser takes a user without a display name for one with an empty one", async () => {
  const { displayName: _left, ...nameless } = DORA;
  expect(await ask(await start(), `POST /hubs/${HUB}/users`, nameless)).toMatchObject({ body: { displayName: "" } });
});

test("V-USER-2: the primary connection is one to the hub's connector, and fills the primary template of an activation", async () => {
  const emulator = await start();
  const made = await ask(emulator, `POST /hubs/${HUB}/users`, DORA);
  const { primaryConnection } = made.body as unknown as { primaryConnection: { id: string } }; // by its document
  const list = await ask(
    emulator,
    `GET /hubs/${HUB}/users/dora/connections?hub_connector_id=01J0000000000000000000CTR1`,
  );
  expect(list).toMatchObject({ body: { totalCount: 1, connections: [{ id: primaryConnection.id }] } });
});

test("V-RED: CreateEndUser and GetEndUser do not tell the primary connection's secret", async () => {
  const emulator = await start();
  const made = await ask(emulator, `POST /hubs/${HUB}/users`, DORA);
  const read = await ask(emulator, `GET /hubs/${HUB}/users/dora`);
  for (const reply of [made, read]) {
    expect(JSON.stringify(reply.body)).toContain("[REDACTED]");
    expect(JSON.stringify(reply.body)).not.toContain("told-to-nobody");
    expect(reply.evidence).toBe("assumed");
  }
});

test("V-USER-1: a second user with one external id in a hub is 409, in another hub it is not", async () => {
  const emulator = await start();
  const second = await ask(emulator, `POST /hubs/${HUB}/users`, { ...DORA, externalId: "ada" });
  expect(second).toMatchObject({ status: 409, body: { code: "409000" }, evidence: "assumed" });
  const first = await ask(emulator, `POST /hubs/${SECOND_HUB}/users`, { ...DORA, externalId: "bob" });
  expect(first.status).toBe(201);
});

test("V-USER-1.id: an empty external id is 400", async () => {
  const reply = await ask(await start(), `POST /hubs/${HUB}/users`, { ...DORA, externalId: "" });
  expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "externalId" }] }, evidence: "assumed" });
});

test("V-JSON.form: CreateEndUser names a missing primary connection, and what is missing in one", async () => {
  const emulator = await start();
  const without = await ask(emulator, `POST /hubs/${HUB}/users`, { externalId: "dora" });
  expect(without).toMatchObject({ status: 400, body: { fields: [{ field: "primaryConnection" }] } });
  const empty = await ask(emulator, `POST /hubs/${HUB}/users`, { ...DORA, primaryConnection: { name: "x" } });
  expect(JSON.stringify(empty.body)).toContain('"field":"primaryConnection.credentials"');
});

test("V-AUTH-2: a user's token may make and delete its own user only", async () => {
  const emulator = await start();
  expect((await ask(emulator, `DELETE /hubs/${HUB}/users/ada`, undefined, "versori.ada")).status).toBe(204);
  const own = await ask(emulator, `POST /hubs/${HUB}/users`, { ...DORA, externalId: "ada" }, "versori.ada");
  expect(own.status).toBe(201);
  const other = await ask(emulator, `POST /hubs/${HUB}/users`, DORA, "versori.ada");
  expect(other).toMatchObject({ status: 403, body: { code: "403000" } });
});

test("V-UID-1.path: GetEndUser knows a user by external id, by internal id only when it is told", async () => {
  const emulator = await start();
  for (const path of ["ada", "ada?identifier_type=external", `${ADA}?identifier_type=internal`]) {
    expect(await ask(emulator, `GET /hubs/${HUB}/users/${path}`), path).toMatchObject({
      status: 200,
      body: { id: ADA },
    });
  }
  for (const path of [ADA, "ada?identifier_type=internal"]) {
    expect((await ask(emulator, `GET /hubs/${HUB}/users/${path}`)).status, path).toBe(404);
  }
  const other = await ask(emulator, `GET /hubs/${SECOND_HUB}/users/${ADA}?identifier_type=internal`);
  expect(other.status).toBe(404);
  const neither = await ask(emulator, `GET /hubs/${HUB}/users/ada?identifier_type=nickname`);
  expect(neither).toMatchObject({ status: 400, body: { fields: [{ field: "identifier_type" }] } });
});

test("V-UID-1.path: an external id with any character is found at its encoded path", async () => {
  const emulator = await start();
  const externalId = "a/b c?d#é%2F";
  await ask(emulator, `POST /hubs/${HUB}/users`, { ...DORA, externalId });
  const reply = await ask(emulator, `GET /hubs/${HUB}/users/${encodeURIComponent(externalId)}`);
  expect(reply).toMatchObject({ status: 200, body: { externalId } });
});

test("V-UID-2.read: GetEndUser of somebody who is not in the hub yet is 404", async () => {
  const reply = await ask(await start(), `GET /hubs/${HUB}/users/nobody`);
  expect(reply).toMatchObject({ status: 404, body: { code: "404000" } });
});

test("V-USER-3: with a user go the connections and activations, and nobody else's", async () => {
  const emulator = await start();
  const count = (name: string) => emulator.freeze().collections[`versori.${name}`]?.length ?? 0;
  const before = ["users", "connections", "activations", "activationConnections"].map(count);
  const deleted = await ask(emulator, `DELETE /hubs/${HUB}/users/${BOB}?identifier_type=internal`);
  expect(deleted).toMatchObject({ status: 204, body: undefined, evidence: "published" });
  const after = ["users", "connections", "activations", "activationConnections"].map(count);
  // Of bob: himself, three connections, two activations with three connections in all.
  expect(before.map((one, index) => one - (after[index] ?? 0))).toEqual([1, 3, 2, 3]);
  expect((await ask(emulator, `GET /activations/${OF_BOB}`)).status).toBe(404);
});

test("V-USER-3.gone: a deleted user is as good as never known, and the external id is free again", async () => {
  const emulator = await start();
  await ask(emulator, `DELETE /hubs/${HUB}/users/bob`);
  for (const line of [`GET /hubs/${HUB}/users/bob`, `DELETE /hubs/${HUB}/users/bob`]) {
    expect((await ask(emulator, line)).status).toBe(404);
  }
  expect(await ask(emulator, `GET /embed/${HUB}/users/bob/activations`)).toMatchObject({ body: { totalCount: 0 } });
  expect((await ask(emulator, `POST /hubs/${HUB}/users`, { ...DORA, externalId: "bob" })).status).toBe(201);
});

test("V-USER-2.list: ListEndUsers shows the users of the hub without their primary connections", async () => {
  const { totalCount, users } = await listPage(await start());
  expect(totalCount).toBe(3);
  expect(users[0]).toEqual({
    id: ADA,
    externalId: "ada",
    displayName: "Ada",
    hubId: HUB,
    createdAt: "2024-07-02T09:00:00.000Z",
    updatedAt: "2024-07-02T09:00:00.000Z",
  });
  expect(JSON.stringify(users)).not.toContain(SHOP_OF_ADA);
});

test.each([
  ["ad", ["ada"]],
  ["ADA", ["ada"]],
  ["Bo", ["bob"]],
  ["vsr3", ["cleo"]],
  ["o", ["bob", "cleo"]],
  ["", ["ada", "bob", "cleo"]],
  ["nobody", []],
])("V-SEARCH: ListEndUsers finds %j in id, external id and display name", async (text, names) => {
  const page = await listPage(await start(), `?search=${text}`);
  expect(toNames(page)).toEqual(names);
  expect(page.totalCount).toBe(names.length);
});

test("V-PAGE: walking forth and back through a hub's users gives each once, whatever the page's length", async () => {
  const emulator = await start();
  for (let number = 0; number < 12; number++) {
    await ask(emulator, `POST /hubs/${HUB}/users`, { ...DORA, externalId: `user-${number}` });
  }
  const all = toNames(await listPage(emulator));
  expect(all).toHaveLength(15);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (first) => {
      const forth: string[] = [];
      let page = await listPage(emulator, `?first=${first}`);
      forth.push(...toNames(page));
      while (page.next !== undefined) {
        page = await listPage(emulator, `?first=${first}&after=${page.next}`);
        forth.push(...toNames(page));
      }
      expect(forth).toEqual(all);
      const back = toNames(page);
      while (page.prev !== undefined) {
        page = await listPage(emulator, `?first=${first}&before=${page.prev}`);
        back.unshift(...toNames(page));
      }
      expect(back).toEqual(all);
    }),
    { numRuns: 8 },
  );
});

test("V-PAGE: a search goes on over the pages", async () => {
  const emulator = await start();
  for (const externalId of ["eva", "evb", "evc"]) {
    await ask(emulator, `POST /hubs/${HUB}/users`, { ...DORA, externalId, displayName: "" });
  }
  const one = await listPage(emulator, "?search=ev&first=2");
  expect([one.totalCount, toNames(one)]).toEqual([3, ["eva", "evb"]]);
  const two = await listPage(emulator, `?search=ev&first=2&after=${one.next}`);
  expect([toNames(two), two.next]).toEqual([["evc"], undefined]);
});
