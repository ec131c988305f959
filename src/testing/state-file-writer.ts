// Writes to a state file until it is killed, or has made `limit` changes; says what it begins and what was acknowledged.
// Runs in a process of its own, see `run-script.ts`.
import { openStateFile } from "../adapters/state-file.js";
import type { StateFileStep } from "../adapters/state-file-step.js";
import type { SnapshotFile } from "../emulator/snapshot.js";
import { systemClock } from "../world/clock.js";
import { createWorld } from "../world/create-world.js";
import { say } from "./say.js";

/** What it is told. */
export interface WriterOptions {
  readonly path: string;
  /** Different for each writer of a file, as it becomes part of the ids. */
  readonly run: number;
  readonly sync?: boolean;
  readonly limit?: number;
  /** The step after which it kills itself, at its `dieOn`th time. */
  readonly dieAt?: StateFileStep;
  readonly dieOn?: number;
}

interface Item {
  readonly id: string;
  readonly value: string;
  readonly filler: string;
}

const options = JSON.parse(process.argv[2] ?? "") as WriterOptions; // `runScript` passes what its caller gave
const { path, run, sync = false, limit = Infinity, dieAt, dieOn = 1 } = options;
const definitions = [{ name: "crash.items", identity: "id", unique: [], references: {}, fields: ["id", "value"] }];

let seen = 0;
const file = await openStateFile({
  path,
  sync,
  // Often, so that it is killed in the middle of many.
  checkpoints: { bytes: 10_000, idle: 20 },
  migrations: { 0: (older) => ({ ...older, formatVersion: 1 }) },
  onStep(step) {
    seen += step === dieAt ? 1 : 0;
    if (step !== dieAt || seen < dieOn) return;
    process.kill(process.pid, "SIGKILL");
    for (;;); // Nothing more is done until the signal has arrived.
  },
});
const frozen = file.loaded?.frozen;
const world = createWorld({ definitions, randomSeed: 1, clock: systemClock, ...(frozen && { frozen }) });
const takenAt = "2026-01-15T12:00:00.000Z";
const head: Omit<SnapshotFile, "world"> = {
  formatVersion: 1,
  name: "moment",
  takenAt,
  clock: { offset: 0 },
  faults: [],
};
let moment = world.mark();
file.store.attach(() => {
  const snapshot = { ...head, world: world.iterate(moment) };
  return { world: world.iterate(), snapshots: new Map([[head.name, () => snapshot]]) };
});
let left = limit;
say({ ready: true });
await Promise.all(Array.from({ length: 8 }, (_, writer) => write(writer)));
await file.close();

/** Creates, updates and deletes records that no other writer touches. */
async function write(writer: number): Promise<void> {
  const items = world.read().collection<Item>("crash.items").list();
  const own = items.map((item) => item.id).filter((id) => id.startsWith(`${writer}-`));
  const verbs = ["insert", "replace", "replace", "delete", "delete"] as const;
  for (let count = 0; left > 0; count += 1) {
    left -= 1;
    if (count % 10 === 0) await takeSnapshot();
    const place = Math.floor(Math.random() * own.length);
    const [id, verb] = [own[place], verbs[(count + writer) % verbs.length]];
    if (own.length < 3 || id === undefined || verb === "insert") {
      own.push(`${writer}-${run}-${count}`);
      await change("insert", toItem(`${writer}-${run}-${count}`, count));
    } else {
      if (verb === "delete") own.splice(place, 1);
      await change(verb ?? "replace", toItem(id, count));
    }
  }
}

function toItem(id: string, count: number): Item {
  return { id, value: `change ${count} of run ${run}`, filler: "x".repeat(Math.floor(Math.random() * 2000)) };
}

async function takeSnapshot(): Promise<void> {
  moment = world.mark();
  await file.store.keep({ kind: "snapshot", snapshot: head }, refuse);
}

function refuse(): never {
  throw new Error("nothing is refused here");
}

async function change(verb: "insert" | "replace" | "delete", item: Item): Promise<void> {
  say({ begin: item.id, ...(verb !== "delete" && { value: item }) });
  world.transact((draft) => {
    const items = draft.collection<Item>("crash.items");
    return verb === "delete" ? items.delete(item.id) : items[verb](item);
  });
  const { idSequence } = world.mark();
  const changed = { collection: "crash.items", identity: "id" };
  const changes = [verb === "delete" ? { ...changed, deleted: item.id } : { ...changed, record: item }];
  await file.store.keep({ kind: "change", idSequence, changes }, refuse);
  say({ acknowledge: item.id });
}
