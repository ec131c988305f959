import { createSized, INTEGRATIONS, time, toId } from "./emulators.mjs";

const SESSIONS = 1000;

/**
 * Bytes of heap per session, of a thousand that each changed so many records, at each size.
 * @param {readonly number[]} sizes @returns {Promise<{ changed: number, perSession: number[] }[]>}
 */
export async function measureMemory(sizes) {
  const rows = [];
  for (const changed of [0, 1, 10]) {
    const perSession = [];
    for (const size of sizes) perSession.push(await measure(size, changed));
    rows.push({ changed, perSession });
  }
  return rows;
}

/** @param {number} size @param {number} changed */
async function measure(size, changed) {
  const emulator = await createSized(size);
  // Once, for what is compiled at its first use.
  await live(emulator, "first", changed, size);
  const before = readHeap();
  for (let at = 0; at < SESSIONS - 1; at++) await live(emulator, `session-${at}`, changed, size);
  const after = readHeap();
  if (emulator.sessions.list().length !== SESSIONS) throw new Error("not all sessions are there");
  return (after - before) / (SESSIONS - 1);
}

/** @param {import("./emulators.mjs").Emulator} emulator @param {string} session @param {number} changed @param {number} size */
async function live(emulator, session, changed, size) {
  await time(emulator, "GET /__standin/clock", { session });
  for (let at = 0; at < changed; at++) {
    const id = toId((at * 7919) % size);
    await time(emulator, `PUT ${INTEGRATIONS}${id}`, { session, json: { provider: `of ${session}` } });
  }
  // What a session was asked is remembered too, and has a limit of its own.
  emulator.sessions.find(session)?.journal.clear();
}

function readHeap() {
  if (!globalThis.gc) throw new Error("run it with --expose-gc");
  for (let round = 0; round < 4; round++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}
