import type { IncomingHttpHeaders } from "node:http";
import { expect, test } from "vitest";
import { sendRaw } from "../testing/send-raw.js";
import { serveListener } from "../testing/serve-listener.js";
import { createHeadReader, readHead, type Head, type ReadHead } from "./http-head.js";

test("requests with the same fields have the same headers, which nobody can change", async () => {
  const [first, second] = await readAll(createHeadReader(), [
    ["Host: tiny", "X-One: 1"],
    ["Host: tiny", "X-One: 1"],
  ]);
  expect(first?.headers).toEqual({ host: "tiny", "x-one": "1" });
  expect(second?.headers).toBe(first?.headers);
  expect(second?.ofRequest).toBe(first?.headers);
  expect(Object.isFrozen(first?.headers)).toBe(true);
});

test("one field more, one less, another value, order, case or splitting is read as Node reads it", async () => {
  const all = [
    ["Host: tiny", "Authorization: Bearer one", "Accept: a", "Accept: b"],
    ["Host: tiny", "Authorization: Bearer two", "Accept: a", "Accept: b"],
    ["Host: tiny", "Authorization: Bearer one", "Accept: a"],
    ["Host: tiny", "Authorization: Bearer one", "Accept: a, b"],
    ["Authorization: Bearer one", "Host: tiny", "Accept: a"],
    ["Host: tiny", "AUTHORIZATION: Bearer one", "Accept: a"],
    ["Host: tiny", "Accept: Bearer one", "Authorization: a"],
  ];
  const expected = await readAll(readHead, all);
  expect(expected[0]?.headers).toEqual({ host: "tiny", authorization: "Bearer one", accept: "a, b" });
  // More than are remembered, each of them several times.
  const told = await readAll(createHeadReader(), [...all, ...all.toReversed(), ...all]);
  const headers = expected.map((head) => head.headers);
  expect(told.map((head) => head.headers)).toEqual([...headers, ...headers.toReversed(), ...headers]);
});

test("it is known of a Host whether it is there, and whether it is well-formed", async () => {
  for (const read of [readHead, createHeadReader()]) {
    const heads = await readAll(read, [
      ["Host: tiny:80"],
      ["Host: a b"],
      ["X-One: 1"],
      ["Host: tiny:80"],
      ["Host: a b"],
    ]);
    expect(heads.map(({ isHostWellFormed }) => isHostWellFormed)).toEqual([true, false, undefined, true, false]);
  }
});

test("headers that are no one's but the request's may be changed", async () => {
  const [head] = await readAll(readHead, [["Host: tiny"]]);
  expect(Object.isFrozen(head?.headers)).toBe(false);
});

/** The heads of requests with those fields, one after the other, and the headers that each request had afterwards. */
async function readAll(read: ReadHead, requests: readonly (readonly string[])[]) {
  const heads: (Head & { readonly ofRequest: IncomingHttpHeaders })[] = [];
  const url = await serveListener(
    (request, response) => {
      heads.push({ ...read(request), ofRequest: request.headers });
      response.end();
    },
    { requireHostHeader: false, joinDuplicateHeaders: true },
  );
  for (const fields of requests) {
    const chunks = [["GET / HTTP/1.1", ...fields, "", ""].join("\r\n")];
    await sendRaw({ port: Number(new URL(url).port), chunks });
  }
  return heads;
}
