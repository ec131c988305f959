import { expect, test } from "vitest";
import { createSharedFlush } from "./state-file-flush.js";

/** A flush that ends when the test says so. */
function createManualFlush() {
  const begun: { source: string; end: (error?: Error) => void }[] = [];
  const flush = createSharedFlush<string>(
    (source) =>
      new Promise((resolve, reject) => {
        begun.push({ source, end: (error) => (error === undefined ? resolve() : reject(error)) });
      }),
  );
  return { ...flush, begun };
}

/** Lets everything happen that is not waiting for the test. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

test("all that is asked for in one turn shares one flush, with the last source", async () => {
  const { request, begun } = createManualFlush();
  const all = Promise.all([request("a"), request("b"), request("c")]);
  await turn();
  expect(begun.map((one) => one.source)).toEqual(["c"]);
  begun[0]?.end();
  await all;
});

test("what is asked for during a flush waits for the next one, which serves all of it", async () => {
  const { request, begun } = createManualFlush();
  const ended: string[] = [];
  const first = request("a").then(() => ended.push("a"));
  await turn();
  const later = ["b", "c"].map((name) => request(name).then(() => ended.push(name)));
  await turn();
  expect(begun.map((one) => one.source)).toEqual(["a"]);
  begun[0]?.end();
  await first;
  await turn();
  expect(ended).toEqual(["a"]);
  expect(begun.map((one) => one.source)).toEqual(["a", "c"]);
  begun[1]?.end();
  await Promise.all(later);
  expect(ended).toEqual(["a", "b", "c"]);
});

test("a flush that fails rejects those that waited for it, and the next one begins all the same", async () => {
  const { request, begun } = createManualFlush();
  const first = [request("a"), request("b")];
  await turn();
  const second = request("c");
  begun[0]?.end(new Error("disk full"));
  const results = await Promise.allSettled(first);
  expect(results.map((result) => result.status)).toEqual(["rejected", "rejected"]);
  await turn();
  begun[1]?.end();
  await expect(second).resolves.toBeUndefined();
});

test("settle waits for all that was asked for, also where it fails", async () => {
  const { request, settle, begun } = createManualFlush();
  const first = request("a");
  await turn();
  const second = request("b");
  let settled = false;
  const settling = settle().then(() => (settled = true));
  begun[0]?.end();
  await first;
  await turn();
  expect(settled).toBe(false);
  begun[1]?.end(new Error("no"));
  await expect(second).rejects.toThrow("no");
  await settling;
  await settle();
});
