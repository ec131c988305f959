import { createEmulator } from "standin";
import { loadApis } from "standin/node";

const INSTITUTION = "0f9c0b0b4f0c6b0017f0e3b1";

/** Where integrations are listed and made. */
export const INTEGRATIONS = `/api/v1/institution/${INSTITUTION}/integration/`;

/** @typedef {import("standin").Emulator} Emulator */

/**
 * A stand-in for Fassport with so many integrations, made as plain data: what makes good ones would take longer than all else.
 * As many were there and are deleted, as structures that leave holes would close them at the next delete.
 * @param {number} size @returns {Promise<Emulator>}
 */
export async function createSized(size) {
  const apis = await loadApis(["fassport"]);
  const fixture = apis.flatMap(({ fixtures }) => fixtures["demo"] ?? [])[0];
  const [model] = fixture?.collections["integrations"] ?? [];
  const integrations = Array.from({ length: 2 * size }, (_, index) => ({
    ...model,
    _id: toId((index + size) % (2 * size)),
    institution: INSTITUTION,
    name: `Integration ${index}`,
  }));
  /** @type {Record<string, readonly object[]>} */
  const collections = { "fassport.integrations": integrations };
  for (const [name, records] of Object.entries(fixture?.collections ?? {})) collections[`fassport.${name}`] ??= records;
  const emulator = createEmulator({ apis, auth: "off", frozen: { randomSeed: 1, idSequence: 0, collections } });
  emulator.sessions.base.world.transact((draft) => {
    const made = draft.collection("fassport.integrations");
    for (let index = size; index < 2 * size; index++) made.delete(toId(index));
  });
  return emulator;
}

/** The identity of an integration. @param {number} index */
export function toId(index) {
  return index.toString(16).padStart(24, "0");
}

/**
 * Sends a request and gives how long it took, in microseconds.
 * @param {Emulator} emulator @param {string} line `METHOD /path` @param {{ session?: string, json?: object }} [options]
 */
export async function time(emulator, line, { session, json } = {}) {
  const [method = "", url = ""] = line.split(" ");
  const headers = {
    host: "127.0.0.1",
    ...(session !== undefined && { "x-standin-session": session }),
    ...(json && { "content-type": "application/json" }),
  };
  const body = json && JSON.stringify(json);
  const begin = performance.now();
  const reply = await emulator.handle({ method, url, headers, body });
  const end = performance.now();
  if (reply.status >= 300) throw new Error(`${line} was answered ${reply.status}: ${reply.body}`);
  return (end - begin) * 1000;
}

/** Takes how long a function takes, in microseconds. @param {() => unknown} run */
export function timeBare(run) {
  const begin = performance.now();
  run();
  return (performance.now() - begin) * 1000;
}

/** @param {readonly number[]} numbers */
export function findMedian(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN;
}
