import { expect, test } from "vitest";
import { readPlainFetch } from "./plain-fetch.js";

/** What a `Request` makes of a call, as the stand-in sees it. */
function read(url: string, init?: RequestInit) {
  const { method, url: href, headers } = new Request(url.startsWith("/") ? `http://localhost${url}` : url, init);
  return { method, url: href, headers: Object.fromEntries(headers) };
}

test.each<[string, RequestInit | undefined]>([
  ["https://app.test/api/things", undefined],
  ["https://app.test:8443/api/things?limit=3&cursor=a%20b", { headers: { Authorization: "Bearer x.y.z" } }],
  ["https://app.test/things", { method: "POST", body: '{"a":1}', headers: { "content-type": "application/json" } }],
  ["https://app.test/things/1", { method: "PATCH", body: "text" }],
  ["https://app.test/things/1", { method: "DELETE", headers: { "X-Empty": "" } }],
])("a call of %s with %j means the same as its Request", (url, init) => {
  const plain = readPlainFetch(url, init);
  expect(plain && { method: plain.method, url: plain.url, headers: plain.headers }).toEqual(read(url, init));
  expect(plain?.body).toBe(init?.body);
});

test.each<[string, string, RequestInit | undefined]>([
  ["a path with two dots", "https://app.test/a/../b", undefined],
  ["encoded dots", "https://app.test/a/%2E%2e/b", undefined],
  ["a fragment", "https://app.test/a#b", undefined],
  ["a name and password", "https://a:b@app.test/a", undefined],
  ["a space", "https://app.test/a b", undefined],
  ["an umlaut", "https://app.test/ä", undefined],
  ["a quote in the query", "https://app.test/a?b='c'", undefined],
  ["another protocol", "ftp://app.test/a", undefined],
  ["a method in lower case", "https://app.test/a", { method: "post" }],
  ["a body with GET", "https://app.test/a", { body: "x" }],
  ["a body of bytes", "https://app.test/a", { method: "POST", body: new Uint8Array(1) }],
  ["a signal", "https://app.test/a", { signal: new AbortController().signal }],
  ["Headers", "https://app.test/a", { headers: new Headers({ a: "b" }) }],
  ["a header with a line break", "https://app.test/a", { headers: { a: "b\r\nc: d" } }],
  ["a header with white space around it", "https://app.test/a", { headers: { a: " b " } }],
  ["a header without a name", "https://app.test/a", { headers: { "": "b" } }],
])("%s is left to a Request", (_about, url, init) => {
  expect(readPlainFetch(url, init)).toBeUndefined();
});
