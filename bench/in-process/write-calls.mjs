import { writeNumber, writeSpread, writeTable } from "../spread.mjs";
import { WAYS } from "./measure-calls.mjs";

/** How the ways are called in the table. */
const TITLES = {
  loopback: "`fetch` over loopback to the bare server",
  handle: "`emulator.handle`",
  fetch: "`emulator.fetch`, body read",
  unread: "`emulator.fetch`, body not read",
  msw: "`fetch` with msw's `setupServer` and `toMswHandlers`",
};

/** The third part as text. @param {import("./measure-calls.mjs").Calls} calls */
export function writeCalls(calls) {
  const rows = WAYS.map((way) => {
    const shares = calls[way].map((perSecond, round) => perSecond / (calls.loopback[round] ?? NaN));
    return [TITLES[way], writeSpread(shares, writeNumber), writeSpread(calls[way], writeNumber)];
  });
  return `## In process

GET by id with a token, among as many records as above, one call after the other:

${writeTable(["", "of loopback", "calls a second"], rows)}

msw intercepts at the price of rebuilding each request and reply; hand \`emulator.fetch\` to your client where it takes a
\`fetch\` (\`examples/in-process.mjs\`).
`;
}
