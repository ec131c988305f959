import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { toSpread, writeMegabytes, writeNumber, writeSpread, writeTable } from "../spread.mjs";
import { KINDS } from "./measure-peers.mjs";

/** @typedef {import("./measure-peers.mjs").Measured} Measured */
/** @typedef {import("../load/put-load.mjs").LoadResult} LoadResult */

const HEADS = { one: "GET by id", list: "GET list of 100", create: "POST" };

/** How the contenders are called in the tables. @type {Record<string, string>} */
const TITLES = {
  bare: "bare node:http",
  fastify: "fastify by hand",
  standin: "**Standin**",
  "standin-sync": "**Standin --sync**",
};

/**
 * The first part as text.
 * @param {{ measured: readonly Measured[], skipped: readonly { name: string, reason: string }[], records: number }} results
 * @param {{ connections: number }} setting @param {readonly number[]} disk Milliseconds, sorted.
 */
export async function writePeers({ measured, skipped, records }, { connections }, disk) {
  const [bare] = measured;
  if (bare === undefined) throw new Error("nothing was measured");
  const head = ["", ...KINDS.map((kind) => HEADS[kind])];
  const table = (/** @type {(one: Measured, kind: typeof KINDS[number]) => string} */ write) =>
    writeTable(
      head,
      measured.map((one) => [toTitle(one), ...KINDS.map((kind) => write(one, kind))]),
    );
  const source = await readFile(join(import.meta.dirname, "../bare-server.mjs"), "utf8");
  return `## Beside its peers

${connections} connections, ${writeNumber(records)} records, ids and lists of the same hundred for all; medians of the rounds, in parentheses
the least and the most. Requests answered, as a share of the bare server's in the same round:

${table((one, kind) => writeSpread(toShares(one.loads[kind], bare.loads[kind], "perSecond"), writeNumber))}

Requests a second:

${table((one, kind) =>
  writeSpread(
    one.loads[kind].map(({ perSecond }) => perSecond),
    writeNumber,
  ),
)}

What 99 of 100 requests took at most, in ms, and in units of the bare server's:

${table((one, kind) => writeP99(one.loads[kind], bare.loads[kind]))}

${writeDisk(disk)}

Cold start, with a hundred records, from the command to the first answer; memory (resident, with what is shared) when
started, after the load of reads, and after the load of writes, which makes more records the faster the server is:

${writeTable(
  ["", "start, ms", "of bare", "started", "after reads", "after writes"],
  measured.map((one) => writeWeight(one, bare)),
)}

${writeNotes(measured, skipped)}

The bare server, \`bench/bare-server.mjs\`:

\`\`\`js
${source.trimEnd()}
\`\`\`
`;
}

/** @param {Measured} one */
function toTitle({ contender: { name, version } }) {
  return TITLES[name] ?? `${name} ${version ?? ""}`.trim();
}

/** By round. @param {readonly LoadResult[]} own @param {readonly LoadResult[]} base @param {"perSecond" | "p99"} figure */
function toShares(own, base, figure) {
  return own.map((result, round) => result[figure] / (base[round]?.[figure] ?? NaN));
}

/** @param {readonly LoadResult[]} own @param {readonly LoadResult[]} base */
function writeP99(own, base) {
  if (own.length === 0) return "–";
  const { median } = toSpread(own.map(({ p99 }) => p99));
  return `${writeNumber(median)}, × ${writeSpread(toShares(own, base, "p99"), writeNumber)}`;
}

/** How fast a disk is, in a sentence. @param {readonly number[]} times Milliseconds, sorted. */
export function writeDisk(times) {
  const at = (/** @type {number} */ share) => writeNumber(times[Math.floor(share * (times.length - 1))] ?? NaN);
  return `The disk's own \`fdatasync\` after 400 bytes, one after the other: median ${at(0.5)} ms, 99 of 100 at most ${at(0.99)} ms.`;
}

/** @param {Measured} one @param {Measured} bare */
function writeWeight(one, bare) {
  const shares = one.starts.map((time, turn) => time / (bare.starts[turn] ?? NaN));
  return [
    toTitle(one),
    writeSpread(one.starts, (value) => value.toFixed(0)),
    writeSpread(shares, writeNumber),
    writeMemory(one.memoryFresh),
    writeMemory(one.memoryRead),
    writeMemory(one.memoryWritten),
  ];
}

/** @param {readonly number[]} bytes */
function writeMemory(bytes) {
  return writeSpread(bytes, writeMegabytes);
}

/** @param {readonly Measured[]} measured @param {readonly { name: string, reason: string }[]} skipped */
function writeNotes(measured, skipped) {
  const names = new Set(measured.map(({ contender }) => contender.name));
  const notes = [
    ...(names.has("standin")
      ? [
          "Standin does on each request what none of the others does: it routes by the documents, verifies a signed token, validates the request and its reply, journals the exchange, and answers a write when it survives `kill -9`; with `--sync`, a power cut.",
        ]
      : []),
    ...(names.has("prism") ? ["prism keeps no state: it gives the document's examples."] : []),
    ...(names.has("emulate")
      ? [
          "emulate has no integrations: customers of its Stripe are asked for. It begins with a hundred records, and many tokens take turns, as it gives each 5,000 requests.",
        ]
      : []),
    ...measured.flatMap(({ contender: { name, about } }) => (about === undefined ? [] : [`${name}: ${about}.`])),
    ...measured.flatMap(({ contender: { name }, failure }) =>
      failure === undefined ? [] : [`${name} failed: ${failure}.`],
    ),
    ...skipped.map(({ name, reason }) => `${name} was skipped: ${reason}.`),
  ];
  return notes.map((note) => `- ${note}`).join("\n");
}
