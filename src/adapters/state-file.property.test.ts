import { cpSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createEmulator, type Emulator } from "../emulator/emulator.js";
import { returnToMoment, type Session } from "../emulator/session.js";
import { createTinyApi } from "../testing/tiny-api.js";
import { createFrozenClock } from "../world/clock.js";
import { journalFiles, type JournalFiles } from "./journal-files.js";
import { openStateFile } from "./state-file.js";

const SESSIONS = [undefined, "s", "t"] as const;
const NAMES = ["one", "two"] as const;

const session = fc.constantFrom(...SESSIONS);
const name = fc.constantFrom(...NAMES);
const id = fc.constantFrom("a", "b", "c", "d");
const put = fc.record({ kind: fc.constant("put" as const), session, id, value: fc.nat() });
const deed = fc.oneof(
  { weight: 6, arbitrary: put },
  fc.record({ kind: fc.constant("delete" as const), session, id }),
  fc.record({ kind: fc.constantFrom("take" as const, "restore" as const), session, name }),
  fc.record({ kind: fc.constant("forget" as const), name }),
  fc.record({ kind: fc.constant("end" as const), session: fc.constantFrom("s", "t") }),
  fc.record({ kind: fc.constantFrom("reset" as const), session }),
  fc.record({ kind: fc.constant("wait" as const), milliseconds: fc.nat(12) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** Does one thing; what it gives resolves when that is safe. `undefined` when there is nothing to be done. */
function run(emulator: Emulator, one: Deed): Promise<unknown> | undefined {
  const { sessions, snapshots } = emulator;
  const enter = (to: string | undefined) =>
    sessions.enter(to === undefined ? to : { name: to, from: undefined, keep: true });
  switch (one.kind) {
    case "put":
    case "delete":
      return change(emulator, enter(one.session), one);
    case "take":
      return snapshots.take(one.name, enter(one.session));
    case "restore":
      return snapshots.find(one.name) && restore(emulator, enter(one.session), one.name);
    case "forget":
      return snapshots.find(one.name) && snapshots.remove(one.name);
    case "end":
      return sessions.find(one.session) && sessions.remove(one.session);
    case "reset":
      return emulator.reset(enter(one.session));
    default:
      return undefined;
  }
}

async function change(emulator: Emulator, to: Session, one: Extract<Deed, { kind: "put" | "delete" }>) {
  const before = to.world.mark();
  const { changes } = to.world.transact((draft) => {
    const things = draft.collection<object>("tiny.things");
    const isThere = things.find(one.id) !== undefined;
    draft.ids.uuid();
    if (one.kind === "delete") return isThere && things.delete(one.id);
    return things[isThere ? "replace" : "insert"]({ id: one.id, value: one.value });
  });
  await emulator.keepRecords(to, { before, changes });
}

async function restore(emulator: Emulator, to: Session, from: string) {
  const before = to.world.mark();
  returnToMoment(to, emulator.snapshots.get(from));
  await emulator.keepRecords(to, { before, snapshot: from });
}

function describe(emulator: Emulator): unknown {
  const snapshots = emulator.snapshots.list().map(({ name: each }) => emulator.snapshots.toFile(each));
  return JSON.parse(JSON.stringify({ frozen: emulator.freeze(), snapshots }));
}

/** The files at one instant, as a crash would leave them, and which states they may tell of. */
interface Crash {
  readonly folder: string;
  readonly acknowledged: number;
  readonly told: number;
}

const api = createTinyApi({
  paths: {},
  collections: { things: { schema: {}, identity: "id", cleanup: "delete" } },
  behaviours: {},
});

/** Does all of it, with a copy of the files after each step and each few bytes that are written. */
async function makeCrashes(root: string, deeds: readonly Deed[], sync: boolean) {
  const folder = join(root, "state");
  const crashes: Crash[] = [];
  const states: unknown[] = [];
  let acknowledged = -1;
  const crash = () => {
    const copy = join(root, `crash-${crashes.length}`);
    cpSync(folder, copy, { recursive: true, filter: (path) => !basename(path).includes(".lock") });
    crashes.push({ folder: copy, acknowledged, told: states.length - 1 });
  };
  const files: JournalFiles = {
    ...journalFiles,
    write(file, bytes, offset, position) {
      const some = bytes.subarray(0, Math.min(bytes.length, offset + 40));
      const written = journalFiles.write(file, some, offset, position);
      crash();
      return written;
    },
  };
  const limits = { bytes: 150, idle: 3 };
  const file = await openStateFile({
    path: join(folder, "state.json"),
    sync,
    files,
    checkpoints: limits,
    onStep: crash,
  });
  const emulator = createEmulator({ apis: [api], clock: createFrozenClock(0), store: file.store });
  const doOne = async (one: Deed) => {
    const index = states.length;
    const done = run(emulator, one);
    if (one.kind === "wait") return sleep(one.milliseconds);
    if (!done) return undefined;
    states.push(describe(emulator));
    await done;
    acknowledged = index;
  };
  const all: Promise<unknown>[] = [doOne({ kind: "reset", session: undefined })];
  for (const one of deeds) {
    const done = doOne(one);
    if (one.kind === "wait") await done;
    else all.push(done);
  }
  await Promise.all(all);
  await file.close();
  crash();
  return { crashes, states };
}

async function load({ folder }: Crash): Promise<unknown> {
  const file = await openStateFile({ path: join(folder, "state.json"), sync: false });
  await file.close();
  if (!file.loaded) return undefined;
  const { frozen, snapshots } = file.loaded;
  const sorted = snapshots.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return JSON.parse(JSON.stringify({ frozen, snapshots: sorted }));
}

test("whatever is done, and at whatever instant it crashes, all that was acknowledged is there, and nothing out of turn", async () => {
  const full = process.env["STANDIN_FULL"] === "1";
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 30 }), fc.boolean(), async (deeds, sync) => {
      const root = await mkdtemp(join(tmpdir(), "standin-crashes-"));
      try {
        const { crashes, states } = await makeCrashes(root, deeds, sync);
        const step = full ? 1 : Math.ceil(crashes.length / 25);
        for (const crash of crashes.filter((_, index) => (crashes.length - 1 - index) % step === 0)) {
          const found = await load(crash);
          count += 1;
          const possible = states.slice(Math.max(crash.acknowledged, 0), crash.told + 1);
          const isRight =
            found === undefined ? crash.acknowledged < 0 : possible.some((one) => isDeepStrictEqual(one, found));
          expect(
            isRight,
            `${basename(crash.folder)}: ${JSON.stringify(found)} is none of ${JSON.stringify(possible)}`,
          ).toBe(true);
        }
      } finally {
        await rm(root, { recursive: true, force: true });
      }
    }),
    { numRuns: full ? 200 : 12 },
  );
  expect(count).toBeGreaterThan(100);
}, 600_000);
