import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEmulator } from "../emulator/emulator.js";
import {
  listHostileBodies,
  listHostileCredentials,
  listHostileHeaders,
  listHostileMediaTypes,
  listHostilePaths,
  listHostileQueries,
  listHostileUploads,
  listStrangeRequests,
  type HostileRequest,
} from "../testing/hostile-requests.js";
import { listAimedAt, listHostileTargets, type HostileTarget } from "../testing/hostile-target.js";
import { sendRaw, type RawReply } from "../testing/send-raw.js";
import { createFrozenClock } from "../world/clock.js";
import { listen, type RunningServer } from "./http-server.js";
import { loadApis } from "./load-apis.js";

// Here and not in a hook, since the tests are made from the operations.
const errors: string[] = [];
const log = ({ level, message }: { level: string; message: string }) => {
  if (level === "error") errors.push(message);
};
const emulator = createEmulator({
  apis: await loadApis(),
  clock: createFrozenClock("2026-01-15T12:00:00.000Z"),
  journal: { count: 20, bytes: 100_000 },
  log,
});
const targets = await listHostileTargets(emulator);
const withBody = targets.filter(({ refusedBody }) => refusedBody !== undefined);
const secured = targets.filter(({ operation }) => operation.security.length > 0);

const groups: Record<string, HostileRequest[]> = {
  "a body that is malformed or misshapen is refused": aim(listHostileBodies, withBody),
  "a media type that is not the operation's is refused": aim(listHostileMediaTypes, withBody),
  "an upload that breaks its word is refused": aim(listHostileUploads, withBody),
  "a hostile path leads nowhere": listDistinct(aim(listHostilePaths, targets)),
  "a hostile query does nothing": aim(listHostileQueries, targets),
  "hostile headers do nothing": aim(listHostileHeaders, targets),
  "a hostile credential lets nobody in": aim(listHostileCredentials, secured),
  "strange bytes are answered or turned away": listStrangeRequests(),
};

/** Every kind at every operation in the full run; else each kind at one operation in four, and at the next the others. */
function aim(list: (target: HostileTarget) => HostileRequest[], at: readonly HostileTarget[]): HostileRequest[] {
  const step = process.env["STANDIN_FULL"] === "1" ? 1 : 4;
  return at.flatMap((target, row) => list(target).filter((_, kind) => (row + kind) % step === 0));
}

/** What is behind the path of one operation can be the path of another. */
function listDistinct(requests: readonly HostileRequest[]): HostileRequest[] {
  return [...new Map(requests.map((request) => [request.chunks.map(String).join(""), request])).values()];
}

const before = JSON.stringify(emulator.freeze());
let server: RunningServer;

beforeAll(async () => {
  // Silence ends sooner than by default, so that it does so well within two seconds on a busy machine.
  server = await listen(emulator, { port: 0, bodyIdleTimeout: 500, headTimeout: 500, log });
});

afterAll(async () => {
  await server.close();
});

describe.each(Object.entries(groups))("%s", (...[, cases]) => {
  test.concurrent.each(cases.map((hostile) => [hostile.title, hostile] as const))("%s", async (...[, hostile]) => {
    await expectRightAnswer(hostile);
  });

  test("and after all of them nothing has changed, and nothing of ours failed", () => {
    expect(JSON.stringify(emulator.freeze()), "the state").toBe(before);
    expect(emulator.defects.list(), "defects of the stand-in").toEqual([]);
    expect(errors, "errors logged by the stand-in").toEqual([]);
    expect("polluted" in {}, "whether every object inherits what was sent").toBe(false);
  });
});

test("there are at least 200 of them, all distinct, at every operation of every API that they are aimed at", () => {
  const all = Object.values(groups).flat();
  const distinct = new Set(all.map(({ chunks, ending }) => JSON.stringify([chunks.map(String), ending])));
  expect(distinct.size).toBe(all.length);
  expect(distinct.size).toBeGreaterThanOrEqual(200);
  expect(targets.map(({ name }) => name)).toEqual(
    emulator.apis.flatMap((api) => listAimedAt(api).map(({ id }) => `${api.name}.${id}`)),
  );
});

async function expectRightAnswer({
  title,
  statuses = BELOW_500,
  mayClose = false,
  ...request
}: HostileRequest): Promise<void> {
  const { replies, closed } = await sendRaw({ ...request, port: server.port });
  const expected = request.replies ?? 1;
  expect(replies.length === expected || (mayClose && closed), `${title} was answered, or closed where it may be`).toBe(
    true,
  );
  for (const reply of replies) {
    expect(statuses, `the statuses that are right; the body was ${reply.body.slice(0, 300)}`).toContain(reply.status);
    expectPlainJson(reply);
  }
}

const BELOW_500 = Array.from({ length: 300 }, (_, index) => 200 + index);

/** No HTML, and in an error no stack and no file of ours. */
function expectPlainJson({ status, body, headers }: RawReply): void {
  if (body === "") return;
  expect(headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(JSON.parse(body), "the body").toBeTypeOf("object");
  // What is told with success, such as a document or a journal, may hold any text.
  if (status < 400) return;
  expect(body).not.toMatch(/\bat .+:\d+:\d+|node_modules|node:internal|\/src\/|\/dist\/|<html|<!doctype/i);
}
