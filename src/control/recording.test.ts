import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createEmulator } from "../emulator/emulator.js";
import { signToken } from "../emulator/jwt.js";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import type { Recording } from "./recording-format.js";
import { replayRecording } from "./replay-recording.js";

const ORGANISATION = "/__standin/state/supervity/organisations/demo";
const ME = "/api/v1/integrations/me";
const SHARE = "/api/v1/integrations/accounts/019d2470-0db1-7000-8591-0000000000a1/sharing";

async function record(emulator: TestEmulator, headers: Record<string, string> = {}): Promise<Recording> {
  const { status, body } = await emulator.send({ line: "GET /__standin/recording", headers });
  expect(status).toBe(200);
  return body as unknown as Recording; // as the document has it
}

async function replay(recording: Recording) {
  const { auth, rules, mounts, randomSeed } = recording;
  return replayRecording(
    createEmulator({ apis: await loadApis(recording.apis), auth, rules, mounts, randomSeed }),
    recording,
  );
}

test("a recording says how the stand-in was to answer, and where everything stood at first", async () => {
  const emulator = await createTestEmulator({
    only: ["supervity"],
    randomSeed: 7,
    auth: "shape",
    rules: { "supervity.sharedAccounts": "list" },
    mounts: { supervity: "/pre" },
  });
  await emulator.send({ line: `GET /pre${ME}`, as: "supervity.ada" });
  const recording = await record(emulator);
  expect(recording).toMatchObject({
    formatVersion: 1,
    apis: ["supervity"],
    rules: { "supervity.sharedAccounts": "list" },
    mounts: { supervity: "/pre" },
    auth: "shape",
    randomSeed: 7,
    forgotten: 0,
    start: { formatVersion: 1, world: { randomSeed: 7 } },
    states: {},
    exchanges: [{ operation: "supervity.getMyIntegrations", principal: "ada", reply: { status: 200 } }],
  });
  expect(await replay(recording)).toEqual({ sent: 1, unsent: [] });
});

test("sessions are told from where they began: the start, an exchange, or a moment that nothing asked for led to", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  const share = (keys: string[], session?: string) =>
    emulator.send({
      line: `PATCH ${SHARE}`,
      as: "supervity.ada",
      json: { shareWithTeamKeys: keys },
      ...(session !== undefined && { headers: { "x-standin-session": session } }),
    });
  await share([]);
  await share(["support"], "forked");
  await share(["support"]);
  await emulator.send({ line: "POST /__standin/reset" });
  await share(["finance"]);
  await share(["finance"], "forked");
  const recording = await record(emulator);
  const [first] = recording.exchanges;
  expect(recording.exchanges.map(({ session, from }) => [session, from])).toEqual([
    [undefined, undefined],
    ["forked", { after: first?.id }],
    [undefined, undefined],
    [undefined, { state: "state-1" }],
    ["forked", undefined],
  ]);
  expect(await replay(recording)).toEqual({ sent: 5, unsent: [] });
  expect((await record(emulator, { "x-standin-session": "forked" })).exchanges).toHaveLength(2);
});

test("a principal who may not is told apart from a credential that is not accepted", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send({ line: `GET ${ME}`, as: "supervity.ada", headers: { "x-active-org": "none" } });
  await emulator.send({ line: `GET ${ME}`, headers: { authorization: "Bearer nobody" } });
  const recording = await record(emulator);
  expect(recording.exchanges.map(({ principal, reply }) => [principal, reply.status])).toEqual([
    ["ada", 403],
    [undefined, 401],
  ]);
  expect(await replay(recording)).toMatchObject({ sent: 2 });
});

test("a credential that says other than the principal's own is not sent again, and what it did is there all the same", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const [key] = emulator.sessions.base.world
    .read()
    .collection<JsonWebKey & { readonly kid: string }>("fassport.signingKeys")
    .list();
  const claims = { sub: "admin", role: "admin", institutions: ["0f9c0b0b4f0c6b0017f0e3b1"] };
  const token = await signToken(key ?? {}, { kid: key?.kid ?? "" }, claims);
  const line = "POST /api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
  const json = { name: "Inbox", type: "Email", provider: "Gmail", config: {} };
  expect(await emulator.send({ line, json, headers: { authorization: `Bearer ${token}` } })).toMatchObject({
    status: 200,
  });
  await emulator.send({ line: line.replace("POST", "GET"), as: "fassport.admin" });
  const recording = await record(emulator);
  expect(recording.exchanges).toMatchObject([
    { notReplayable: "its credential says other than the one that is made for fassport.admin" },
    { from: { state: "state-1" } },
  ]);
  expect(await replay(recording)).toMatchObject({ sent: 1, unsent: [{ id: recording.exchanges[0]?.id }] });
});

test("a session that could not be entered is not sent again", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send({ line: `GET ${ME}`, as: "supervity.ada", headers: { "x-standin-session": "new;from=nothing" } });
  await emulator.send({ line: `GET ${ME}`, as: "supervity.ada", headers: { "x-standin-session": "no name" } });
  const [unknown, malformed] = (await record(emulator)).exchanges;
  expect(unknown?.notReplayable).toMatch(/^its session could not be entered/);
  expect(malformed?.notReplayable).toBeUndefined();
});

test("to record changes nothing, and is not recorded", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send({ line: `PATCH ${SHARE}`, as: "supervity.ada", json: { shareWithTeamKeys: [] } });
  await emulator.send({
    line: `PATCH ${SHARE}`,
    body: "{",
    headers: { "content-type": "application/json", authorization: "x" },
  });
  const [state, defects] = [emulator.freeze(), emulator.defects.count];
  const recording = await record(emulator);
  expect(await record(emulator)).toEqual(recording);
  expect(emulator.freeze()).toEqual(state);
  expect(emulator.defects.count).toBe(defects);
});

test("a recording of nothing has the records that there are", async () => {
  const emulator = await createTestEmulator({ only: ["supervity"] });
  await emulator.send({ line: `PATCH ${ORGANISATION}`, json: { name: "Renamed" } });
  const { exchanges, start } = await record(emulator);
  expect(exchanges).toEqual([]);
  expect(start.world.collections["supervity.organisations"]?.[0]).toMatchObject({ name: "Renamed" });
});

test("a recording can only be read, and of a session whose name is one", async () => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: "POST /__standin/recording" })).toMatchObject({ status: 405 });
  const named = await emulator.send({ line: "GET /__standin/recording", headers: { "x-standin-session": "no name" } });
  expect(named).toMatchObject({ status: 400, body: { schemaVersion: 1 } });
});
