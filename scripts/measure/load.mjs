import { connect } from "node:net";
import { performance } from "node:perf_hooks";

/**
 * @typedef {object} Load
 * @property {string} url
 * @property {string} [method] Default GET.
 * @property {Record<string, string>} headers
 * @property {string} [body]
 * @property {number} connections Kept alive, one request under way on each.
 * @property {number} seconds
 */

/**
 * @typedef {object} LoadResult
 * @property {number} perSecond Requests answered each second.
 * @property {number} p50 Milliseconds that half of the requests took at most.
 * @property {number} p99 As `p50`, for 99 of 100.
 */

/**
 * Sends one request over and over, and reads the replies no further than needed: the one who measures must be faster than
 * what is measured, and shares two cores with it.
 * @param {Load} load @returns {Promise<LoadResult>}
 * @throws Error when a reply is no success.
 */
export async function putLoad(load) {
  /** @type {number[]} */
  const times = [];
  const begin = performance.now();
  const end = begin + load.seconds * 1000;
  const request = writeRequest(load);
  await Promise.all(Array.from({ length: load.connections }, () => runConnection(load, request, end, times)));
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) };
}

/** @param {Load} load */
function writeRequest({ url, method = "GET", headers, body = "" }) {
  const { pathname, host } = new URL(url);
  const all = {
    host,
    ...headers,
    ...(body !== "" && { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${pathname} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}

/** @param {Load} load @param {Buffer} request @param {number} end @param {number[]} times @returns {Promise<void>} */
function runConnection({ url }, request, end, times) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    let sent = 0;
    /** Bytes of the reply that are still to come; `undefined` while its head is. @type {number | undefined} */
    let missing;
    let head = "";
    const send = () => {
      sent = performance.now();
      socket.write(request);
    };
    socket.on("connect", send).on("error", reject);
    socket.on("data", (chunk) => {
      if (missing === undefined) {
        // Latin-1, so that a character is a byte.
        head += chunk.toString("latin1");
        missing = findMissing(head);
        if (missing === undefined) return;
        if (!head.startsWith("HTTP/1.1 2")) reject(new Error(`${url} was answered ${head.slice(0, 200)}`));
      } else {
        missing -= chunk.length;
      }
      if (missing > 0) return;
      const now = performance.now();
      times.push(now - sent);
      [missing, head] = [undefined, ""];
      if (now < end) send();
      else socket.end(() => resolve());
    });
  });
}

/** How much of a reply's body is still to come. @param {string} text What came so far. @returns {number | undefined} */
function findMissing(text) {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, end)) ?? [];
  if (length === undefined) throw new Error(`a reply without a length: ${text.slice(0, end)}`);
  return end + 4 + Number(length) - text.length;
}
