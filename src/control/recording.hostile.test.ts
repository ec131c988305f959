import { expect, onTestFinished, test } from "vitest";
import { listen } from "../adapters/http-server.js";
import { loadApis } from "../adapters/load-apis.js";
import { createEmulator } from "../emulator/emulator.js";
import {
  listHostileBodies,
  listHostileCredentials,
  listHostileHeaders,
  listHostileMediaTypes,
  listHostilePaths,
  listHostileQueries,
  type HostileRequest,
} from "../testing/hostile-requests.js";
import { listHostileTargets } from "../testing/hostile-target.js";
import { sendRaw } from "../testing/send-raw.js";
import type { Recording } from "./recording-format.js";
import { replayRecording } from "./replay-recording.js";

const apis = await loadApis();
const emulator = createEmulator({ apis, journal: { count: 5000, bytes: Infinity } });
// One operation of each API that takes a body, for all that can be wrong with one is the same for each.
const all = (await listHostileTargets(emulator)).filter(
  ({ api, refusedBody }) => api !== "standin" && refusedBody !== undefined,
);
const targets = [...new Map(all.map((target) => [target.api, target])).values()];

test.each([
  ["bodies", targets.flatMap(listHostileBodies)],
  ["media types", targets.flatMap(listHostileMediaTypes)],
  ["credentials", targets.flatMap(listHostileCredentials)],
  ["headers", targets.flatMap(listHostileHeaders)],
  ["paths", targets.flatMap(listHostilePaths)],
  ["queries", targets.flatMap(listHostileQueries)],
])("hostile %s are recorded and come out the same", { timeout: 60_000 }, async (_about, requests) => {
  emulator.sessions.base.journal.clear();
  await send(requests);
  const reply = await emulator.handle({ method: "GET", url: "/__standin/recording", headers: {} });
  expect(reply.status).toBe(200);
  const recording = JSON.parse(reply.body ?? "") as Recording; // as the document has it
  const { auth, rules, randomSeed } = recording;
  const fresh = createEmulator({ apis, auth, rules, randomSeed });
  const { sent, unsent, first } = await replayRecording(fresh, recording);
  expect(first).toBeUndefined();
  expect(sent).toBeGreaterThan(10 * unsent.length);
  for (const { reason } of unsent)
    expect(reason).toMatch(/^(it was broken as HTTP|its answer depends on what was redacted)/);
});

async function send(requests: readonly HostileRequest[]): Promise<void> {
  const server = await listen(emulator, { port: 0, bodyIdleTimeout: 100, headTimeout: 100 });
  onTestFinished(() => server.close());
  const waiting = [...requests];
  const work = async () => {
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      await sendRaw({ ...request, port: server.port });
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
}
