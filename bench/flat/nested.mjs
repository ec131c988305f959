import { createSized, findMedian, INTEGRATIONS, time, toId } from "./emulators.mjs";

const SIZE = 1000;

/**
 * How long a read takes in a session that is the last of so many forked one from the other, each with a change of its own,
 * and in one forked from the base; medians, in microseconds.
 * @param {number} depth @param {number} rounds
 */
export async function measureNested(depth, rounds) {
  const emulator = await createSized(SIZE);
  await time(emulator, "POST /__standin/snapshots", { json: { name: "latest" } });
  for (let level = 0; level < depth; level++) {
    const session = `level-${level}`;
    const json = { provider: `of ${session}` };
    await time(emulator, `PUT ${INTEGRATIONS}${toId(level % SIZE)}`, { session: `${session};from=latest`, json });
    await time(emulator, "POST /__standin/snapshots", { session, json: { name: "latest" } });
    await emulator.sessions.remove(session);
  }
  /** @type {{ flat: number[], nested: number[] }} */
  const times = { flat: [], nested: [] };
  for (let round = -200; round < rounds * 5; round++) {
    const line = `GET ${INTEGRATIONS}${toId((Math.abs(round) * 7919) % SIZE)}`;
    const flat = await time(emulator, line, { session: "flat" });
    const nested = await time(emulator, line, { session: "nested;from=latest" });
    if (round < 0) continue;
    times.flat.push(flat);
    times.nested.push(nested);
  }
  return { depth, flat: findMedian(times.flat), nested: findMedian(times.nested) };
}
