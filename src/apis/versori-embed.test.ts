import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator, type TestRequest } from "../testing/test-emulator.js";
import {
  ACTIVATE_PLAIN,
  ADA,
  HUB,
  OF_BOB,
  OF_TWO,
  PLAIN,
  PRIMARY,
  UNDEPLOYED,
  UNUSED,
  VERSORI,
  WITH_SCHEMA,
} from "../testing/versori-demo.js";

const start = () => createTestEmulator({ only: ["versori"] });
const get = ({ send }: TestEmulator, path: string, more: Partial<TestRequest> = {}) =>
  send({ line: `GET ${VERSORI}/embed/${HUB}${path}`, as: "versori.admin", ...more });

interface Offered {
  readonly totalCount: number;
  readonly totalConnected: number;
  readonly integrations: readonly { readonly id: string; readonly isActivated: boolean }[];
}

async function listOffered(emulator: TestEmulator, user: string, query = "") {
  const { status, body } = await get(emulator, `/users/${user}/integrations${query}`);
  expect(status).toBe(200);
  const { totalCount, totalConnected, integrations } = body as unknown as Offered; // by its document, which it keeps
  const active = integrations.filter(({ isActivated }) => isActivated).map(({ id }) => id);
  return { totalCount, totalConnected, ids: integrations.map(({ id }) => id), active };
}

test("V-EMB-1: ListEndUserIntegrations has all of the hub, and counts those that are active for the user", async () => {
  const emulator = await start();
  const offered = await listOffered(emulator, "bob");
  expect(offered).toMatchObject({ totalCount: 5, totalConnected: 2, active: [WITH_SCHEMA, OF_TWO] });
  expect((await get(emulator, "/users/bob/integrations")).evidence).toBe("inferred");
});

test("V-UID-2.list: a user who is not there yet is offered the same, and nothing of it is active", async () => {
  const emulator = await start();
  const offered = await listOffered(emulator, "nobody");
  expect(offered).toMatchObject({ totalCount: 5, totalConnected: 0, active: [] });
  expect(offered.ids).toEqual((await listOffered(emulator, "bob")).ids);
  const one = await get(emulator, `/users/nobody/integrations/${PLAIN}`);
  expect(one).toMatchObject({ status: 200, body: { id: PLAIN, isActivated: false } });
});

test("V-UID-2.list: a token of a user who is not there yet is offered what there is", async () => {
  const emulator = await start();
  const reply = await get(emulator, "/users/ada/integrations", { as: "versori.ada" });
  expect(reply).toMatchObject({ status: 200, body: { totalConnected: 0 } });
});

test("ListEndUserIntegrations has deployed ones alone, or the others alone, where the query says so", async () => {
  const emulator = await start();
  expect((await listOffered(emulator, "ada", "?deployed=true")).ids).toEqual([PLAIN, WITH_SCHEMA, OF_TWO]);
  const others = await listOffered(emulator, "ada", "?deployed=false");
  expect(others).toMatchObject({ totalCount: 2, ids: [UNDEPLOYED, "01J0000000000000000000DEM7"] });
  const broken = await get(emulator, "/users/ada/integrations?deployed=maybe");
  expect(broken).toMatchObject({ status: 400, body: { fields: [{ field: "deployed" }] } });
});

test("V-UID-1.path: the embedded lists know a user by either id", async () => {
  const emulator = await start();
  const bob = "01J0000000000000000000VSR2";
  expect((await listOffered(emulator, bob, "?identifier_type=internal")).active).toEqual([WITH_SCHEMA, OF_TWO]);
  expect((await listOffered(emulator, bob)).active).toEqual([]);
  expect((await listOffered(emulator, ADA, "?identifier_type=internal")).active).toEqual([]);
});

test("an integration becomes active with an activation and is not when the last one ends", async () => {
  const emulator = await start();
  await emulator.send({ line: `POST ${VERSORI}/activations`, as: "versori.admin", json: ACTIVATE_PLAIN });
  expect((await listOffered(emulator, "ada")).active).toEqual([PLAIN]);
  expect((await get(emulator, `/users/ada/integrations/${PLAIN}`)).body).toMatchObject({ isActivated: true });
  await emulator.send({ line: `DELETE ${VERSORI}/activations/${OF_BOB}`, as: "versori.admin" });
  expect((await listOffered(emulator, "bob")).active).toEqual([OF_TWO]);
});

test("GetEmbeddedIntegration shows all connection templates, and which an activation has to fill", async () => {
  const reply = await get(await start(), `/users/ada/integrations/${PLAIN}`);
  expect(reply).toMatchObject({
    status: 200,
    body: {
      id: PLAIN,
      name: "Newsletter",
      isDeployed: true,
      isActivated: false,
      connectionTemplates: [
        { id: PRIMARY, isUsed: true, isPrimary: true },
        { id: UNUSED, isUsed: false, isPrimary: false },
      ],
    },
  });
  expect(JSON.stringify(reply.body)).not.toContain("integrationId");
});

test("V-INT-1: GetEmbeddedIntegration of an integration of another hub is 404", async () => {
  const reply = await get(await start(), "/users/ada/integrations/01J0000000000000000000DEM5");
  expect(reply).toMatchObject({ status: 404, body: { code: "404000" }, evidence: "assumed" });
});

test("V-HEALTH: the health check needs no credential and takes any", async () => {
  const { send } = await start();
  const anonymous = await send({ line: `GET ${VERSORI}/healthz` });
  expect(anonymous).toMatchObject({ status: 200, body: { message: "OK" }, evidence: "inferred" });
  const wrong = await send({ line: `GET ${VERSORI}/healthz`, headers: { authorization: "Bearer none-that-is-known" } });
  expect(wrong.status).toBe(200);
});
