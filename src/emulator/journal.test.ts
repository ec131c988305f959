import { expect, test } from "vitest";
import { createJournal, type JournalEntry } from "./journal.js";

/** An entry of which only the id and what the test is about matter. */
function toEntry(id: string, parts: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id,
    session: undefined,
    operation: "tiny.get",
    api: "tiny",
    principal: undefined,
    clock: { now: 0, frozen: true },
    request: { method: "GET", url: "/", headers: {} },
    reply: { status: 200, headers: {}, body: undefined },
    evidence: "source",
    rules: [],
    injected: undefined,
    changes: [],
    before: { idSequence: 0 },
    after: { idSequence: 0 },
    turn: 0,
    isBroken: false,
    notes: [],
    ...parts,
  };
}

const LOST = { by: "fault", faults: ["fault-1"], effects: ["reset after"], hidesAnswer: true, strikes: [] } as const;
const CHANGES = [{ collection: "tiny.things", id: "1", after: {} }];

test("the oldest are forgotten once there are more than the journal keeps, and counted", () => {
  const journal = createJournal({ count: 3, bytes: 1000 });
  for (let at = 1; at <= 10; at++) journal.add(toEntry(`req-${at}`));
  expect(journal.list().map(({ id }) => id)).toEqual(["req-8", "req-9", "req-10"]);
  expect(journal.forgotten).toBe(7);
  expect([journal.find("req-7"), journal.find("req-8")?.id]).toEqual([undefined, "req-8"]);
});

test("the oldest are forgotten once their bodies are more than the journal keeps", () => {
  const journal = createJournal({ count: 100, bytes: 100 });
  const reply = { status: 200, headers: {}, body: "x".repeat(20) };
  const request = { method: "POST", url: "/", headers: {}, body: new Uint8Array(20) };
  for (let at = 1; at <= 4; at++) journal.add(toEntry(`req-${at}`, { request, reply }));
  expect(journal.list().map(({ id }) => id)).toEqual(["req-3", "req-4"]);
  expect(journal.forgotten).toBe(2);
});

test("the newest is kept however large it is, alone", () => {
  const journal = createJournal({ count: 100, bytes: 100 });
  const reply = { status: 200, headers: {}, body: "x".repeat(1000) };
  journal.add(toEntry("req-1"));
  journal.add(toEntry("req-2", { reply }));
  expect(journal.list().map(({ id }) => id)).toEqual(["req-2"]);
  journal.add(toEntry("req-3"));
  expect(journal.list().map(({ id }) => id)).toEqual(["req-3"]);
});

test("what was cleared is not counted as forgotten, and its bytes are free again", () => {
  const journal = createJournal({ count: 100, bytes: 50 });
  const reply = { status: 200, headers: {}, body: "x".repeat(40) };
  journal.add(toEntry("req-1", { reply }));
  expect(journal.clear()).toBe(1);
  journal.add(toEntry("req-2", { reply }));
  expect([journal.list().length, journal.forgotten]).toEqual([1, 0]);
});

test("of two entries with one id, as when one was told again, the newer is found", () => {
  const journal = createJournal();
  journal.add(toEntry("req-1", { turn: 1 }));
  journal.add(toEntry("req-1", { turn: 2 }));
  expect(journal.find("req-1")?.turn).toBe(2);
});

/** All that an entry may have, by one number. */
function toDistinctEntry(at: number): JournalEntry {
  const id = `req-${at}`;
  return toEntry(id, {
    session: `session-${at}`,
    operation: `tiny.operation${at}`,
    api: `tiny-${at}`,
    principal: at % 2 === 0 ? `principal-${at}` : undefined,
    clock: { now: at + 0.5, frozen: at % 2 === 0 },
    request: {
      method: at % 3 === 0 ? "POST" : "GET",
      url: `/${at}`,
      headers: { host: "tiny", "x-client": String(at % 6) },
      body: at % 3 === 0 ? `sent ${at}` : undefined,
      ...(at % 2 === 0 && { remoteAddress: `127.0.0.${at}` }),
    },
    reply: {
      status: 200 + at,
      headers: { "content-type": at % 5 === 0 ? "text/plain" : "application/json", "x-standin-request-id": id },
      body: at % 4 === 0 ? undefined : `given ${at}`,
    },
    rules: at % 2 === 0 ? ["T-1", `T-${at}`] : ["T-1"],
    changes: at % 3 === 0 ? [{ collection: "tiny.things", id: String(at), after: {} }] : [],
    before: { idSequence: at },
    after: { idSequence: at + 1 },
    turn: at,
    // These few are kept as they come.
    ...(at % 7 === 0 && { notes: [`note ${at}`], isBroken: true }),
  });
}

test("every entry is told as it came, also in a place that others have had", () => {
  const journal = createJournal({ count: 5, bytes: 1000 });
  const added: JournalEntry[] = [];
  for (let at = 1; at <= 60; at++) {
    added.push(toDistinctEntry(at));
    journal.add(toDistinctEntry(at));
    expect(journal.list()).toEqual(added.slice(-5));
    expect(journal.find(`req-${at}`)).toEqual(added.at(-1));
  }
});

test("entries that were told stay as they were while the journal goes on", () => {
  const journal = createJournal({ count: 4, bytes: 1000 });
  for (let at = 1; at <= 4; at++) journal.add(toDistinctEntry(at));
  const told = [...journal.list(), journal.find("req-2")];
  const copies = structuredClone(told);
  for (let at = 5; at <= 20; at++) journal.add(toDistinctEntry(at));
  expect(told).toEqual(copies);
  journal.clear();
  journal.add(toDistinctEntry(21));
  expect(told).toEqual(copies);
});

test("a journal that is to keep nothing keeps nothing, and counts what it forgets", () => {
  const journal = createJournal({ count: 0, bytes: 1000 });
  for (let at = 1; at <= 3; at++) journal.add(toEntry(`req-${at}`));
  expect([journal.list(), journal.forgotten]).toEqual([[], 3]);
});

test("a lost answer is one that a fault kept back and that changed something", () => {
  const journal = createJournal();
  journal.add(toEntry("req-1", { injected: LOST, changes: CHANGES }));
  journal.add(toEntry("req-2", { injected: LOST }));
  journal.add(toEntry("req-3", { injected: { ...LOST, hidesAnswer: false }, changes: CHANGES }));
  journal.add(toEntry("req-4", { injected: { ...LOST, by: "prefer" }, changes: CHANGES }));
  journal.add(toEntry("req-5", { changes: CHANGES }));
  expect(journal.listLost().map(({ id }) => id)).toEqual(["req-1"]);
  journal.clear();
  expect(journal.listLost()).toEqual([]);
});

test("a lost answer is remembered longer than the journal remembers its request", () => {
  const journal = createJournal({ count: 1, bytes: 1000 });
  journal.add(toEntry("req-1", { injected: LOST, changes: CHANGES }));
  journal.add(toEntry("req-2"));
  expect(journal.listLost().map(({ id }) => id)).toEqual(["req-1"]);
});

test("listeners hear of each entry until they stop", () => {
  const journal = createJournal();
  const heard: string[] = [];
  const stop = journal.listen(({ id }) => heard.push(id));
  journal.add(toEntry("req-1"));
  stop();
  journal.add(toEntry("req-2"));
  expect(heard).toEqual(["req-1"]);
});
