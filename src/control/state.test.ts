import { expect, test } from "vitest";
import { createTestEmulator } from "../testing/test-emulator.js";

interface State {
  readonly collections: Record<string, Record<string, unknown>[]>;
  readonly randomSeed: number;
  readonly idSequence: number;
}

async function readState(emulator: Awaited<ReturnType<typeof createTestEmulator>>): Promise<State> {
  const { status, body } = await emulator.send({ line: "GET /__standin/state" });
  expect(status).toBe(200);
  return body as unknown as State; // by its document, which it keeps
}

test("the whole state is plain data without secrets, and written back it changes nothing", async () => {
  const emulator = await createTestEmulator();
  const before = emulator.freeze();
  const state = await readState(emulator);
  expect(state).toMatchObject({ schemaVersion: 1, randomSeed: 1, idSequence: 0 });
  expect(Object.keys(state.collections).toSorted()).toEqual(Object.keys(before.collections).toSorted());
  const text = JSON.stringify(state);
  expect(text).not.toMatch(/shop-key-of-ada|versori-demo-api-key|standin-development-robot-key/);
  expect(text).not.toMatch(/"(d|p|q|dp|dq|qi|k)":"(?!\[REDACTED\]")/);
  const put = await emulator.send({ line: "PUT /__standin/state", json: state });
  expect(put).toMatchObject({
    status: 200,
    body: { records: { "fassport.institutions": expect.any(Number) as unknown } },
  });
  expect(emulator.freeze()).toEqual(before);
});

test("a collection that a new state does not name is emptied, and ids go on from where it says", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const collections = { "supervity.organisations": [{ key: "only", name: "Only" }] };
  const { body } = await emulator.send({ line: "PUT /__standin/state", json: { collections, idSequence: 41 } });
  expect(body).toMatchObject({ records: { "supervity.organisations": 1, "supervity.teams": 0 } });
  expect(await readState(emulator)).toMatchObject({ idSequence: 41, collections });
});

test.each([
  [
    "a record that breaks its schema",
    { "supervity.organisations": [{ key: "a" }] },
    400,
    "collections.supervity.organisations[0].name",
  ],
  ["a collection that there is not", { "supervity.organisation": [] }, 400, "collections.supervity.organisation"],
  [
    "a reference that leads nowhere",
    { "supervity.teams": [{ id: "019d2470-0db1-7000-8591-00000000c0de", organisation: "x", key: "k", name: "K" }] },
    409,
    "collections",
  ],
  [
    "an identity twice",
    {
      "supervity.organisations": [
        { key: "a", name: "A" },
        { key: "a", name: "B" },
      ],
    },
    409,
    "collections",
  ],
])("a state with %s is refused by its field, and nothing is changed", async (_what, collections, status, field) => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const before = emulator.freeze();
  const reply = await emulator.send({ line: "PUT /__standin/state", json: { collections } });
  expect(reply).toMatchObject({ status, body: { fields: [{ field }] } });
  expect(emulator.freeze()).toEqual(before);
});

test("the nearest collection is named where there is none of a name", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const json = { collections: { "supervity.organisation": [] } };
  const { body } = await emulator.send({ line: "PUT /__standin/state", json });
  expect(JSON.stringify(body)).toContain("did you mean supervity.organisations?");
});

test("a state whose ids are made from another number is refused", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const reply = await emulator.send({ line: "PUT /__standin/state", json: { randomSeed: 2, collections: {} } });
  expect(reply).toMatchObject({ status: 409, body: { fields: [{ field: "randomSeed", message: "must be 1" }] } });
});

test("records of an API that is not served are neither shown nor lost", async () => {
  const full = await createTestEmulator();
  const emulator = await createTestEmulator({ only: ["supervity"], frozen: full.freeze() });
  const { collections } = await readState(emulator);
  expect(Object.keys(collections).every((name) => name.startsWith("supervity."))).toBe(true);
  await emulator.send({ line: "PUT /__standin/state", json: { collections: {} } });
  expect(emulator.freeze().collections["versori.apiKeys"]).toEqual(full.freeze().collections["versori.apiKeys"]);
});
