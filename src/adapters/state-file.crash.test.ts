import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type ChangeLedger, createChangeLedger } from "../testing/change-ledger.js";
import { type CompiledScripts, compileScripts, runScript, type RunningScript } from "../testing/run-script.js";
import type { WriterOptions } from "../testing/state-file-writer.js";
import { readSavedState, replayJournal, type SavedState } from "./saved-state.js";
import { openStateFile, type LoadedState } from "./state-file.js";
import { stateFileSteps, stepsOfWrite } from "./state-file-step.js";
import { toStateText } from "./state-file-text.js";

/** What may be left in the end. */
const LEFT = ["state.json", "state.json.bak", "state.json.snapshots"];

let scripts: CompiledScripts;
let folder: string;
let path: string;

beforeAll(async () => {
  scripts = await compileScripts("state-file-writer");
});
afterAll(() => scripts.remove());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-crash-"));
  path = join(folder, "state", "state.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function startWriter(options: Omit<WriterOptions, "path">): RunningScript {
  return runScript(scripts, "state-file-writer", { path, ...options }, join(folder, "said.jsonl"));
}

function enter(ledger: ChangeLedger, writer: RunningScript): void {
  for (const { begin, value, acknowledge } of writer.listLines()) {
    if (typeof begin === "string") ledger.begin(begin, value);
    if (typeof acknowledge === "string") ledger.acknowledge(acknowledge);
  }
}

/** What is in the file, for a process that opens it now. */
async function load(): Promise<ReadonlyMap<string, unknown>> {
  const file = await openStateFile({
    path,
    sync: false,
    migrations: { 0: (older) => ({ ...older, formatVersion: 1 }) },
  });
  await file.close();
  return toItems(file.loaded);
}

function toItems(state: LoadedState | undefined): ReadonlyMap<string, unknown> {
  const records = state?.frozen.collections["crash.items"] ?? [];
  return new Map(records.map((record) => [String(Reflect.get(record, "id")), record]));
}

test("killed at a random moment, again and again, it keeps all that was acknowledged and brings nothing back", async () => {
  const rounds = process.env["STANDIN_FULL"] === "1" ? 200 : 20;
  const ledger = createChangeLedger();
  for (let run = 0; run < rounds; run += 1) {
    const writer = startWriter({ run, sync: run % 5 === 0 });
    await writer.waitFor("ready");
    await sleep(Math.random() * 150);
    writer.kill();
    expect(await writer.ended).toBe("SIGKILL");
    enter(ledger, writer);
    expect(ledger.settle(await load())).toEqual([]);
  }
  expect(ledger.acknowledged).toBeGreaterThan(rounds * 5);
  const last = startWriter({ run: rounds, limit: 8 });
  expect(await last.ended).toBe(0);
  expect((await readdir(join(folder, "state"))).toSorted()).toEqual(LEFT);
}, 300_000);

// In a full run each step of a write also kills in the third write.
const times = process.env["STANDIN_FULL"] === "1" ? [1, 3] : [1];
const deaths = stateFileSteps.flatMap((step) =>
  times
    .filter((dieOn) => dieOn === 1 || (stepsOfWrite as readonly string[]).includes(step))
    .map((dieOn) => ({ step, dieOn })),
);

test.each(deaths)(
  "killed after step $step, time $dieOn, it keeps all that was acknowledged and brings nothing back",
  async ({ step, dieOn }) => {
    const ledger = createChangeLedger();
    await leaveDeadLock(ledger);
    await makeOlder();
    // Some steps come only now and then: long enough for the third of them on any machine.
    const writer = startWriter({ run: 1, sync: true, limit: dieOn === 1 ? 200 : 20_000, dieAt: step, dieOn });
    expect(await writer.ended).toBe("SIGKILL");
    enter(ledger, writer);
    expect(ledger.settle(await load())).toEqual([]);

    const next = startWriter({ run: 2, limit: 20 });
    expect(await next.ended).toBe(0);
    enter(ledger, next);
    expect(ledger.settle(await load())).toEqual([]);
    expect((await readdir(join(folder, "state"))).toSorted()).toEqual([...LEFT, "state.json.v0"]);
  },
);

/** A state with a backup, and the lock of a process that was killed. */
async function leaveDeadLock(ledger: ChangeLedger): Promise<void> {
  const writer = startWriter({ run: 0 });
  while (writer.listLines().length < 30) await sleep(5);
  writer.kill();
  await writer.ended;
  enter(ledger, writer);
  expect(ledger.settle(toItems(await look()))).toEqual([]);
}

/** What was kept, looked at only: the lock stays. */
async function look(): Promise<SavedState> {
  const saved = await readSavedState(path, {});
  if (!saved) throw new Error("nothing was kept");
  return replayJournal(path, saved);
}

/** The same state in an older format, so that the start has a copy to keep. */
async function makeOlder(): Promise<void> {
  const { frozen: world, fixtures } = await look();
  const text = [...toStateText({ world, fixtures })].join("");
  await writeFile(path, text.replace('"formatVersion": 3', '"formatVersion": 0'));
  await rm(`${path}.journal`, { force: true });
}
