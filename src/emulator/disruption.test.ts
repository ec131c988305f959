import { expect, test, vi, onTestFinished } from "vitest";
import { createFeed, type Feed } from "../testing/create-feed.js";
import { createTestEmulator } from "../testing/test-emulator.js";
import type { FaultSpec } from "./fault.js";
import { fetchFrom } from "./fetch.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const NEW = { name: "Lost and found", type: "Email", provider: "Gmail" };

test("a reset before the operation makes fetch reject, and nothing is done", async () => {
  const { emulator, create } = await arm({ operation: "fassport.createIntegration", effect: { kind: "reset" } });
  const before = emulator.freeze();
  await expect(create()).rejects.toThrow(new TypeError("fetch failed"));
  expect(emulator.freeze()).toEqual(before);
});

test("a reset after the operation makes fetch reject, and what was made is there", async () => {
  const { list, create } = await arm({
    operation: "fassport.createIntegration",
    effect: { kind: "reset" },
    point: "after",
  });
  await expect(create()).rejects.toThrow(new TypeError("fetch failed"));
  expect(await (await list()).json()).toContainEqual(expect.objectContaining(NEW));
});

test("a HEAD is reset as its GET would be", async () => {
  const { list } = await arm({ operation: "fassport.listIntegrations", effect: { kind: "reset" } });
  await expect(list({ method: "HEAD" })).rejects.toThrow("fetch failed");
});

test("a truncated body ends in an error after as many bytes as it was to have", async () => {
  const { list } = await arm({ operation: "fassport.listIntegrations", effect: { kind: "truncate", bytes: 7 } });
  const response = await list();
  const reader = getReader(response);
  expect(response.status).toBe(200);
  expect((await reader.read()).value?.byteLength).toBe(7);
  await expect(reader.read()).rejects.toThrow(new TypeError("terminated"));
});

test("a body that is shorter than where it was to be truncated comes whole", async () => {
  const { list, readList } = await arm({
    operation: "fassport.listIntegrations",
    effect: { kind: "truncate", bytes: 1_000_000 },
  });
  expect(await (await list()).json()).toEqual(await readList());
});

test("a slow body comes whole, in pieces of the size that was asked for", async () => {
  const { list, readList } = await arm({
    operation: "fassport.listIntegrations",
    effect: { kind: "slow", bytes: 100, milliseconds: 1 },
  });
  const pieces = await readPieces(await list());
  const text = new TextDecoder().decode(Buffer.concat(pieces));
  expect(JSON.parse(text)).toEqual(await readList());
  expect(pieces.map(({ byteLength }) => byteLength).slice(0, -1)).toEqual(
    Array.from({ length: Math.ceil(Buffer.byteLength(text) / 100) - 1 }, () => 100),
  );
});

test("a body that breaks JSON says by its header that it was made so", async () => {
  const { list } = await arm({ operation: "fassport.listIntegrations", effect: { kind: "malformed" } });
  const response = await list();
  expect(response.headers.get("x-standin-injected")).toBe("fault");
  expect(response.headers.get("x-standin-evidence")).toBeNull();
  await expect(response.json()).rejects.toThrow(SyntaxError);
});

test("a fault strikes in the session in which it was armed, and in no other", async () => {
  const { list } = await arm({ operation: "fassport.listIntegrations", effect: { kind: "reset" } });
  expect((await list({ session: "elsewhere;from=unarmed" })).status).toBe(200);
  await expect(list()).rejects.toThrow("fetch failed");
});

test("a stream's pieces come as they are made, and its source is told when nobody reads on", async () => {
  const feed = createFeed();
  const response = await fetchStream(feed);
  const reader = getReader(response);
  feed.push("one");
  expect(decode(await reader.read())).toBe("one");
  feed.push("two");
  expect(decode(await reader.read())).toBe("two");
  await reader.cancel();
  await expect(feed.stopped).resolves.toBeUndefined();
});

test("a stream ends when its request is aborted, also while nothing comes", async () => {
  const feed = createFeed();
  const abort = new AbortController();
  const reader = getReader(await fetchStream(feed, abort.signal));
  const reading = reader.read();
  abort.abort();
  await expect(reading).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  await feed.stopped;
});

test("a stream that fails makes its reader fail", async () => {
  const feed = createFeed();
  const reader = getReader(await fetchStream(feed));
  feed.fail(new Error("failed on purpose"));
  await expect(reader.read()).rejects.toThrow("failed on purpose");
});

test("a client that waits no longer than its signal says hears so, and what it asked for is done", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const effect = { kind: "latency", distribution: "fixed", milliseconds: 60_000 } as const;
  const { create, readList } = await arm({ operation: "fassport.createIntegration", effect, point: "after" });
  const abort = new AbortController();
  const creating = create({ signal: abort.signal });
  await vi.waitUntil(() => vi.getTimerCount() > 0);
  abort.abort();
  await expect(creating).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  expect(await readList()).toContainEqual(expect.objectContaining(NEW));
});

test("a request that is aborted before it is sent is not done", async () => {
  const { create, emulator } = await arm();
  const before = emulator.freeze();
  await expect(create({ signal: AbortSignal.abort() })).rejects.toThrow(
    expect.objectContaining({ name: "AbortError" }),
  );
  expect(emulator.freeze()).toEqual(before);
});

interface Ask {
  readonly method?: string;
  readonly session?: string;
  readonly signal?: AbortSignal;
}

/** An emulator with a fault armed, and the two requests that these tests send; `readList` is never struck. */
async function arm(fault?: FaultSpec) {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const { base } = emulator.sessions;
  await emulator.snapshots.take("unarmed", base);
  if (fault) base.faults.arm(fault, base.clock.now());
  const { headers } = await emulator.issueCredential("fassport", { as: "admin" });
  const list = ({ session, ...init }: Ask = {}) =>
    emulator.fetch(INTEGRATIONS, {
      ...init,
      headers: { ...headers, ...(session && { "x-standin-session": session }) },
    });
  const create = (init: Ask = {}) => {
    const all = { ...headers, "content-type": "application/json" };
    return emulator.fetch(INTEGRATIONS, { ...init, method: "POST", headers: all, body: JSON.stringify(NEW) });
  };
  const readList = async (): Promise<unknown> => {
    base.faults.disarm();
    return (await list()).json();
  };
  return { emulator, list, create, readList };
}

function fetchStream(stream: Feed, signal?: AbortSignal): Promise<Response> {
  const reply = { status: 200, headers: { "content-type": "text/event-stream" }, body: undefined, stream };
  return fetchFrom({ handle: async () => reply }, "/events", signal ? { signal } : {});
}

function getReader({ body }: Response): ReadableStreamDefaultReader<Uint8Array> {
  if (!body) throw new Error("the response has no body");
  return body.getReader();
}

async function readPieces(response: Response): Promise<Uint8Array[]> {
  const reader = getReader(response);
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return pieces;
    pieces.push(value);
  }
}

function decode({ value }: { readonly value?: Uint8Array | undefined }): string {
  return new TextDecoder().decode(value);
}
