import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { readDocument } from "../openapi/document.js";
import { createSchemaValidators } from "../openapi/schema-validator.js";
import {
  createHostileDocument,
  startHostileServer,
  type HostileServer,
  type Trick,
} from "../testing/hostile-server.js";
import { createContract } from "./create-contract.js";
import { createHttpTarget } from "./http-target.js";
import type { LedgerEntry } from "./safety/ledger-entry.js";
import { sweep } from "./sweep.js";
import { verify } from "./verify.js";
import type { VerifyOptions } from "./verify-options.js";

/** A run against a hostile server, which is declared to be on another machine or on this one. */
function aimAt(server: HostileServer, place: "here" | "elsewhere"): VerifyOptions & { readonly written: string[] } {
  const source = createHostileDocument();
  const written: string[] = [];
  return {
    contract: createContract(readDocument(source, createSchemaValidators(source)), { file: "pets.yaml" }),
    target: createHttpTarget({ baseUrl: server.url, timeout: 100, isLoopback: () => place === "here" }),
    mode: "own-data",
    allowHosts: [new URL(server.url).host],
    interval: 0,
    // What a run waits for is told by these tests, not by a clock; a slow delete alone needs some time.
    timing: { now: () => Date.now(), sleep: (milliseconds) => setTimeout(Math.min(milliseconds, 20)) },
    ledger: { append: (line) => void written.push(line) },
    written,
  };
}

const TRICKS: readonly Trick[] = [
  "none",
  "location-of-another",
  "id-of-another",
  "redirects-writes",
  "delete-fails-once",
  "delete-is-slow",
  "delete-lies",
  "delete-is-never-allowed",
  "asks-to-wait-for-ever",
  "tells-no-id",
  "makes-what-it-refuses",
];

/** Of the others some leave records without the run's marker, of which nothing proves that they are the run's. */
const CLEARABLE: ReadonlySet<Trick> = new Set([
  "none",
  "location-of-another",
  "redirects-writes",
  "delete-fails-once",
  "delete-is-slow",
  "asks-to-wait-for-ever",
]);

/** Every trick on both kinds of machines in the full run; else on one of them, and the next on the other. */
const PLAYED = TRICKS.flatMap((trick, at) =>
  (["here", "elsewhere"] as const)
    .filter((_, place) => process.env["STANDIN_FULL"] === "1" || (at + place) % 2 === 0)
    .map((place) => [trick, place] as const),
);

test.each(PLAYED)(
  "a target that plays %s, %s, has nothing of others touched, and what is left is told by its id",
  async (trick, place) => {
    const server = await startHostileServer(trick);
    const others = server.listIds();
    const { records, exitCode } = await verify(aimAt(server, place));
    expect(server.listForeignMutations()).toEqual([]);
    expect(records.foreignTouched).toBe(0);
    const left = server.listIds().filter((id) => !others.includes(id));
    for (const id of left) expect(records.leftovers.join("\n")).toContain(id);
    expect(server.listIds()).toEqual(expect.arrayContaining(others));
    const mayLeave = !CLEARABLE.has(trick);
    expect(mayLeave || left.length === 0, left.join()).toBe(true);
    // Exit 4 says that something is left, and nothing else says it.
    expect(exitCode === 4).toBe(records.leftovers.length > 0);
    const mustLeave = trick === "delete-lies" || trick === "delete-is-never-allowed";
    expect(!mustLeave || left.length > 0).toBe(true);
  },
);

test("a run that only reads sends no request that could change anything", async () => {
  const server = await startHostileServer("none");
  const { records, checks } = await verify({ ...aimAt(server, "elsewhere"), mode: "read-only" });
  expect(server.mutations).toEqual([]);
  expect(records).toMatchObject({ created: 0, leftovers: [] });
  expect(checks.find(({ id }) => id === "C002")?.judged).toBeGreaterThan(1);
});

test("of a target that names nothing of what it makes, it is told that something may be left, and which call made it", async () => {
  const server = await startHostileServer("names-nothing");
  const { records, exitCode } = await verify(aimAt(server, "elsewhere"));
  expect(server.listForeignMutations()).toEqual([]);
  expect(server.listIds().length).toBeGreaterThan(3);
  expect(records.leftovers).toContain("pets of unknown id, if createPet made one");
  expect(exitCode).toBe(4);
});

test("what a run left is removed by its ledger once the target lets it", async () => {
  const server = await startHostileServer("none");
  const options = aimAt(server, "elsewhere");
  const others = server.listIds();
  const refusing = { ...options.target, send: refuseDeletes(options.target) };
  const { records } = await verify({ ...options, target: refusing });
  expect(records.leftovers.length).toBeGreaterThan(0);
  const written = options.written.map((line) => JSON.parse(line) as LedgerEntry);
  expect(await sweep(options, written)).toMatchObject({ leftovers: [] });
  expect(server.listIds()).toEqual(others);
});

function refuseDeletes(target: VerifyOptions["target"]): VerifyOptions["target"]["send"] {
  return (request) =>
    request.method === "DELETE"
      ? Promise.resolve({ failure: { kind: "reset", message: "cut off" } })
      : target.send(request);
}
