import { createSized, findMedian, INTEGRATIONS, time, timeBare, toId } from "./emulators.mjs";

/** @typedef {import("./emulators.mjs").Emulator} Emulator */
/** @typedef {Map<string, number[]>} Times Microseconds by operation. */

const NEW = { name: "Benchmark", type: "Email", provider: "Gmail", config: { folder: "Inbox" } };

/**
 * For each operation the median of its times at each size, in microseconds.
 * @param {readonly number[]} sizes @param {number} rounds @returns {Promise<{ name: string, medians: number[] }[]>}
 */
export async function measureOperations(sizes, rounds) {
  const emulators = await Promise.all(sizes.map(createSized));
  /** @type {Times[]} */
  const times = sizes.map(() => new Map());
  for (let round = -50; round < rounds; round++) {
    // Each round begins with another size, so that none profits from its place.
    for (let turn = 0; turn < sizes.length; turn++) {
      const at = (turn + Math.abs(round)) % sizes.length;
      const [emulator, own, size] = [emulators[at], times[at], sizes[at]];
      if (emulator && own && size !== undefined) await runRound(emulator, round < 0 ? new Map() : own, size, round);
    }
  }
  const names = [...(times[0]?.keys() ?? [])];
  return names.map((name) => ({ name, medians: times.map((own) => findMedian(own.get(name) ?? [])) }));
}

/** @param {Emulator} emulator @param {Times} times @param {number} size @param {number} round */
async function runRound(emulator, times, size, round) {
  const { base } = emulator.sessions;
  const session = `round-${round}`;
  const changed = { provider: `of ${session}` };
  const one = INTEGRATIONS + toId((Math.abs(round) * 7919) % size);
  const other = INTEGRATIONS + toId((Math.abs(round) * 104_729 + 1) % size);
  /** @param {string} name @param {number} microseconds */
  const note = (name, microseconds) => {
    const noted = times.get(name);
    if (noted) noted.push(microseconds);
    else times.set(name, [microseconds]);
  };

  note(
    "fork, bare",
    timeBare(() => base.world.fork()),
  );
  note("session at first use, with its first read", await time(emulator, `GET ${one}`, { session }));
  note("read in a session", await time(emulator, `GET ${other}`, { session }));
  note("first write in a session: delete", await time(emulator, `DELETE ${other}`, { session }));
  note("the parent's next write: change", await time(emulator, `PUT ${one}`, { json: changed }));
  note("write in a session: create", await time(emulator, `POST ${INTEGRATIONS}`, { session, json: NEW }));
  note("write in a session: change", await time(emulator, `PUT ${one}`, { session, json: changed }));
  const name = `of-${session}`;
  note("snapshot", await time(emulator, "POST /__standin/snapshots", { session, json: { name } }));
  note("restore", await time(emulator, `POST /__standin/snapshots/${name}/restore`, { session }));
  note("session from a snapshot", await time(emulator, `GET ${one}`, { session: `new-${round};from=${name}` }));
  await time(emulator, `DELETE /__standin/snapshots/${name}`);
  for (const each of [session, `new-${round}`]) await emulator.sessions.remove(each);
}
