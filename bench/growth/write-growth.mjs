import { writeDisk } from "../compare/write-peers.mjs";
import { toSpread, writeMegabytes, writeNumber, writeSpread, writeTable } from "../spread.mjs";

/** @typedef {import("./measure-growth.mjs").Grown} Grown */

/**
 * The second part as text.
 * @param {readonly Grown[]} grown @param {readonly number[]} sizes @param {readonly number[]} disk Milliseconds, sorted.
 */
export function writeGrowth(grown, sizes, disk) {
  const [smallest] = grown;
  if (smallest === undefined) throw new Error("nothing was measured");
  const head = (/** @type {string} */ first) => [first, ...sizes.map(writeNumber)];
  /** @param {string} title @param {(one: Grown) => readonly number[]} get */
  const ratios = (title, get) => {
    const base = toSpread(get(smallest)).median;
    return [title, ...grown.map((one) => writeNumber(toSpread(get(one)).median / base))];
  };
  /** @param {string} title @param {(one: Grown) => readonly number[]} get */
  const spreads = (title, get) => [title, ...grown.map((one) => writeSpread(get(one), writeNumber))];
  /** @param {string} title @param {(one: Grown) => readonly number[]} get For which the slowest of many says nothing. */
  const medians = (title, get) => [title, ...grown.map((one) => writeNumber(toSpread(get(one)).median))];
  const ratioRows = [
    ratios("read by id", ({ read }) => read),
    ratios("list of 100", ({ list }) => list),
    ratios("write (change), durable", ({ write }) => write),
    ratios("write, --sync", ({ writeSync }) => writeSync),
    ratios("write, --ephemeral", ({ writeEphemeral }) => writeEphemeral),
    ratios("session at first use", ({ fork }) => fork),
    ratios("snapshot", ({ snapshot }) => snapshot),
    ratios("start", ({ start }) => start),
  ];
  const figureRows = [
    spreads("read by id, µs a request", ({ read }) => read),
    spreads("list of 100, µs a request", ({ list }) => list),
    spreads("write, µs a request", ({ write }) => write),
    spreads("write, --sync, µs a request", ({ writeSync }) => writeSync),
    spreads("write, --ephemeral, µs a request", ({ writeEphemeral }) => writeEphemeral),
    spreads("read, p99 ms", ({ readP99 }) => readP99),
    spreads("write, p99 ms", ({ writeP99 }) => writeP99),
    medians("session at first use, ms alone", ({ fork }) => fork),
    medians("snapshot, ms alone", ({ snapshot }) => snapshot),
    spreads("start, ms", ({ start }) => start),
    spreads("the bare server's start, ms", ({ bareStart }) => bareStart),
    ["memory after reads", ...grown.map(({ memory }) => writeMegabytes(memory))],
    ["rows of the longest list", ...grown.map(({ rows }) => writeNumber(rows))],
    spreads("that list, ms", ({ whole }) => whole),
    spreads("longest pause meanwhile, ms", ({ pause }) => pause),
    spreads("state file and a snapshot written whole, ms", ({ checkpoint }) => checkpoint),
    spreads("longest pause meanwhile, ms", ({ checkpointPause }) => checkpointPause),
  ];
  return `## As the state grows

What the stand-in takes with so many records, in units of what it takes with a hundred (1 is flat):

${writeTable(head("records"), ratioRows)}

The figures behind them; medians, in parentheses the least and the most:

${writeTable(head("records"), figureRows)}

Reads and changes are of records from all over the state. Loads are the rounds' own; sessions, snapshots and long lists are
asked for one at a time. ${writeDisk(disk)} The longest pause is how long the event loop did nothing else; a millisecond of it is the measurement's
own.
`;
}
