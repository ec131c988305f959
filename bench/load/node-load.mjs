// The load generator where there is no wrk: `node node-load.mjs URL CONNECTIONS SECONDS FILE`. It reads the replies no
// further than needed: what measures must be faster than what is measured. Prints what wrk.lua prints.
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { performance } from "node:perf_hooks";
import { SEPARATOR } from "./ask.mjs";

const [, , url = "", connections, seconds, file = ""] = process.argv;
const requests = readFileSync(file, "utf8").split(SEPARATOR);
const { hostname, port } = new URL(url);
/** @type {number[]} */
const times = [];
const count = { sent: 0, refused: 0 };

const begin = performance.now();
const end = begin + Number(seconds) * 1000;
await Promise.all(Array.from({ length: Number(connections) }, runConnection));
const microseconds = (performance.now() - begin) * 1000;
times.sort((a, b) => a - b);
const at = (/** @type {number} */ share) => Math.round((times[Math.floor(share * (times.length - 1))] ?? 0) * 1000);
console.log(
  JSON.stringify({
    requests: times.length,
    microseconds,
    p50: at(0.5),
    p99: at(0.99),
    refused: count.refused,
    broken: 0,
  }),
);

/** Sends until the time is over, one request after the other. @returns {Promise<void>} */
function runConnection() {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let sent = 0;
    let isEnd = createReader();
    const next = () => {
      sent = performance.now();
      isEnd = createReader();
      socket.write(requests[count.sent++ % requests.length] ?? "");
    };
    socket.on("connect", next).on("error", reject);
    socket.on("data", (chunk) => {
      if (!isEnd(chunk)) return;
      const now = performance.now();
      times.push(now - sent);
      if (now < end) next();
      else socket.end(() => resolve());
    });
  });
}

/** Reads one reply: says of each piece whether it is the last. */
function createReader() {
  let head = "";
  /** Bytes of the body that are still to come; -1 where only its end says so. @type {number | undefined} */
  let missing;
  let tail = "";
  return (/** @type {Buffer} */ chunk) => {
    // Latin-1, so that a character is a byte.
    if (missing === undefined) {
      head += chunk.toString("latin1");
      missing = findMissing(head);
      if (missing === undefined) return false;
      if (!head.startsWith("HTTP/1.1 2")) count.refused++;
      tail = head.slice(-5);
    } else if (missing >= 0) {
      missing -= chunk.length;
    } else {
      tail = (tail + chunk.subarray(-5).toString("latin1")).slice(-5);
    }
    return missing < 0 ? tail === "0\r\n\r\n" : missing === 0;
  };
}

/** How much of a reply's body is still to come. @param {string} text What came so far. @returns {number | undefined} */
function findMissing(text) {
  const bodyAt = text.indexOf("\r\n\r\n") + 4;
  if (bodyAt < 4) return undefined;
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, bodyAt)) ?? [];
  return length === undefined ? -1 : bodyAt + Number(length) - text.length;
}
