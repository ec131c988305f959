/**
 * @typedef {object} Ask A request to be sent over and over.
 * @property {string} [method] Default GET.
 * @property {string} path
 * @property {Record<string, string>} [headers]
 * @property {object} [json] The body.
 */

/** What stands between two requests in a file of them; no text of ours has it. */
export const SEPARATOR = "\u001E";

/** A request as it goes over the wire. @param {string} url The server's origin. @param {Ask} ask */
export function toWire(url, { method = "GET", path, headers = {}, json }) {
  const body = json === undefined ? "" : JSON.stringify(json);
  const all = {
    host: new URL(url).host,
    ...headers,
    ...(json && { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}

/** Sends a request once. @param {string} url @param {Ask} ask */
export async function send(url, { method = "GET", path, headers = {}, json }) {
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, ...(json && { "content-type": "application/json" }) },
    ...(json && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text.slice(0, 300)}`);
  return text;
}
