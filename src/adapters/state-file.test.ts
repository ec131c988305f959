import {
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FrozenWorld } from "../world/world.js";
import { openStateFile, type StateFile, type StateFileOptions } from "./state-file.js";
import { StateFileError } from "./state-file-error.js";
import { createOwner, type Owner } from "./state-file-owner.js";

let folder: string;
let path: string;
let opened: StateFile[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "standin-state-"));
  path = join(folder, "state.json");
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((file) => file.close()));
  await rm(folder, { recursive: true, force: true });
});

async function open(options: Partial<StateFileOptions> = {}): Promise<StateFile> {
  const file = await openStateFile({ path, sync: false, ...options });
  opened.push(file);
  return file;
}

async function refusalOf(run: Promise<unknown>): Promise<StateFileError> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof StateFileError) return error;
  throw new Error(`this is not the refusal that was expected: ${String(error)}`);
}

function worldOf(...ids: string[]): FrozenWorld {
  return { randomSeed: 7, idSequence: ids.length, collections: { "shop.items": ids.map((id) => ({ id })) } };
}

function save(file: StateFile, ...ids: string[]): Promise<void> {
  return saveWorld(file, () => worldOf(...ids));
}

function saveWorld(file: StateFile, freeze: () => FrozenWorld): Promise<void> {
  file.store.attach(() => ({ world: freeze(), snapshots: new Map() }));
  return file.store.keep({ kind: "whole" }, () => undefined);
}

async function listFolder(): Promise<string[]> {
  return (await readdir(folder)).toSorted();
}

function textOf(...ids: string[]): string {
  const { randomSeed, idSequence, collections } = worldOf(...ids);
  return `${JSON.stringify({ formatVersion: 3, randomSeed, idSequence, fixtures: {}, collections }, null, 2)}\n`;
}

test("what was saved is there when the file is opened again", async () => {
  const first = await open({ path: join(folder, "not", "there", "state.json") });
  expect(first.loaded).toBeUndefined();
  first.setFixtures({ shop: "demo" });
  await save(first, "a");
  await first.close();
  const second = await open({ path: join(folder, "not", "there", "state.json"), sync: true });
  expect(second.loaded).toEqual({ snapshots: [], frozen: worldOf("a"), fixtures: { shop: "demo" } });
  await save(second, "a", "b");
  await second.close();
  const third = await open({ path: join(folder, "not", "there", "state.json") });
  expect(third.loaded).toEqual({ snapshots: [], frozen: worldOf("a", "b"), fixtures: { shop: "demo" } });
});

test("nothing is written before the first save, and closing writes nothing", async () => {
  const file = await open();
  await file.close();
  expect(await listFolder()).toEqual([]);
});

test("a save is answered when the file has it, and the file before is the backup", async () => {
  const file = await open();
  await save(file, "a");
  expect(await readFile(path, "utf8")).toBe(textOf("a"));
  await save(file, "a", "b");
  expect(await readFile(path, "utf8")).toBe(textOf("a", "b"));
  expect(await readFile(`${path}.bak`, "utf8")).toBe(textOf("a"));
  expect(await listFolder()).toEqual(["state.json", "state.json.bak", "state.json.lock"]);
});

test("a hundred saves at once share one write, which has what was there when it began", async () => {
  let writes = 0;
  const file = await open({ onStep: (step) => (writes += step === "state replaced" ? 1 : 0) });
  let state = worldOf("a");
  const saves = Array.from({ length: 100 }, () => saveWorld(file, () => state));
  state = worldOf("a", "b");
  await Promise.all(saves);
  expect(writes).toBe(1);
  expect(await readFile(path, "utf8")).toBe(textOf("a", "b"));
});

test("keys and characters that are awkward come back as they were", async () => {
  const record: unknown = JSON.parse('{"id":"a","__proto__":{"x":1},"nul":"\\u0000","lone":"\\ud800","é":"\\u2028😀"}');
  const world: FrozenWorld = { randomSeed: 1, idSequence: 0, collections: { "shop.items": [record as object] } };
  const file = await open();
  await saveWorld(file, () => world);
  await file.close();
  expect(JSON.stringify((await open()).loaded?.frozen)).toBe(JSON.stringify(world));
});

test("a save that fails says so, changes nothing, and the next one saves all", async () => {
  const file = await open();
  await save(file, "a");
  await mkdir(`${path}.tmp`);
  const refusal = await refusalOf(save(file, "a", "b"));
  expect(refusal.kind).toBe("unwritable");
  expect(refusal.message).toMatch(`could not save the state file ${path}: EISDIR`);
  expect(await readFile(path, "utf8")).toBe(textOf("a"));
  await rm(`${path}.tmp`, { recursive: true });
  await writeFile(`${path}.bak.tmp`, "as a save leaves it that fails later");
  await save(file, "a", "b", "c");
  expect(await readFile(`${path}.bak`, "utf8")).toBe(textOf("a"));
  expect(await readFile(path, "utf8")).toBe(textOf("a", "b", "c"));
});

test("a state that cannot be frozen fails its save only", async () => {
  const file = await open();
  const failing = saveWorld(file, () => {
    throw new Error("not now");
  });
  expect((await refusalOf(failing)).message).toContain("not now");
  await save(file, "a");
  expect(await readFile(path, "utf8")).toBe(textOf("a"));
});

test("saves fail while the folder is gone, and work once it is back, lock and all", async () => {
  const file = await open({ path: join(folder, "sub", "state.json") });
  await rename(join(folder, "sub"), join(folder, "away"));
  expect((await refusalOf(save(file, "a"))).kind).toBe("unwritable");
  await mkdir(join(folder, "sub"));
  await save(file, "a", "b");
  expect((await readdir(join(folder, "sub"))).toSorted()).toEqual(["state.json", "state.json.lock"]);
  await file.close();
  expect(await readdir(join(folder, "sub"))).toEqual(["state.json"]);
});

test("closing waits for the save under way, gives up the lock, and refuses later saves", async () => {
  const file = await open();
  const saving = save(file, "a");
  await Promise.all([file.close(), file.close()]);
  await saving;
  expect(await listFolder()).toEqual(["state.json"]);
  expect((await refusalOf(save(file, "b"))).message).toContain("it is closed");
  expect(await readFile(path, "utf8")).toBe(textOf("a"));
});

test("a second writer is refused and told who has the file, also under another name of it", async () => {
  const first = await open();
  await save(first, "a");
  await symlink(path, join(folder, "link.json"));
  for (const name of [path, join(folder, "link.json")]) {
    const refusal = await refusalOf(open({ path: name }));
    expect(refusal.kind).toBe("locked");
    expect(refusal.message).toMatch(`in use by process ${process.pid} (`);
    expect(refusal.message).toMatch(`(lock ${first.path}.lock)`);
  }
  await first.close();
  const second = await open({ path: join(folder, "link.json") });
  await save(second, "b");
  expect((await lstat(join(folder, "link.json"))).isSymbolicLink()).toBe(true);
  expect(await readFile(path, "utf8")).toBe(textOf("b"));
});

test("a lock that somebody removed is put back with the next save", async () => {
  const file = await open();
  const before = await readFile(`${path}.lock`, "utf8");
  await rm(`${path}.lock`);
  await save(file, "a");
  expect(await readFile(`${path}.lock`, "utf8")).toBe(before);
  expect((await refusalOf(open())).kind).toBe("locked");
});

test("a lock that another process took is neither written past nor removed", async () => {
  const file = await open();
  const other: Owner = { ...createOwner(), pid: process.ppid, startTime: null, command: "other" };
  await writeFile(`${path}.lock`, JSON.stringify(other));
  const refusal = await refusalOf(save(file, "a"));
  expect(refusal.kind).toBe("locked");
  expect(refusal.message).toMatch(`process ${process.ppid} (other, since`);
  await file.close();
  expect(await listFolder()).toEqual(["state.json.lock"]);
});

const noProcess = 2 ** 22 + 1; // above the highest process id that Linux gives
const deadOwners: [string, Partial<Owner>][] = [
  ["whose process is gone", { pid: noProcess }],
  ["whose process id was given out again", { startTime: "1" }],
  ["from before the machine started again", { bootId: "6f1d8a0e-0000-4000-8000-000000000000" }],
];
// Only Linux tells when a process or the machine started.
test.each(deadOwners.slice(0, process.platform === "linux" ? 3 : 1))(
  "the lock of an owner %s is taken over, and the log says so",
  async (_, change) => {
    const dead = { ...createOwner(), ...change };
    await writeFile(`${path}.lock`, JSON.stringify(dead));
    const told: string[] = [];
    const file = await open({ log: (message) => told.push(message) });
    expect(told).toEqual([
      `took over the lock ${file.path}.lock from process ${dead.pid} (${dead.command}, since ${dead.since}), which is dead`,
    ]);
    await save(file, "a");
    await file.close();
    expect(await listFolder()).toEqual(["state.json"]);
  },
);

test.each(["", "{", "null", '{"pid":1}', '{"token":"../../x","pid":1}', "\0\0\0"])(
  "a lock that says nothing, %j, is taken over once it is clear that nobody is writing it",
  async (text) => {
    await writeFile(`${path}.lock`, text);
    await utimes(`${path}.lock`, new Date(0), new Date(0));
    const told: string[] = [];
    await open({ log: (message) => told.push(message) });
    expect(told).toEqual([expect.stringContaining("from an unknown process")]);
  },
);

test("the claims and half-made locks of dead processes are taken over and removed, those of live ones are not", async () => {
  const dead = { ...createOwner(), pid: noProcess };
  const deadClaimant = { ...createOwner(), pid: noProcess };
  const live = createOwner();
  await writeFile(`${path}.lock`, JSON.stringify(dead));
  await writeFile(`${path}.lock.${dead.token}.claim`, JSON.stringify(deadClaimant));
  await writeFile(`${path}.lock.${deadClaimant.token}.tmp`, JSON.stringify(deadClaimant));
  await writeFile(`${path}.lock.${live.token}.tmp`, JSON.stringify(live));
  await open();
  expect(await listFolder()).toEqual(["state.json.lock", `state.json.lock.${live.token}.tmp`]);
});

const whole = textOf("a");
test.each([
  ["is empty", "", "it is empty"],
  ["was cut off", whole.slice(0, 50), "it is not JSON"],
  ["is not UTF-8", Buffer.from([0x22, 0xff, 0x22]), "it is not JSON"],
  ["is no object", "[]", "it is JSON, but not an object"],
  ["has no version", whole.replace("formatVersion", "version"), "it has no formatVersion"],
  ["has no seed", whole.replace("randomSeed", "seed"), "its randomSeed is not a number"],
  ["has no sequence", whole.replace('"idSequence": 1', '"idSequence": -1'), "its idSequence is not a whole number"],
  ["has no fixtures", whole.replace("{}", "[]"), "its fixtures are not names by API"],
  [
    "has records that are none",
    whole.replace('"a"', '"a" }, 7, { "id": "b"'),
    "its collections are not lists of objects",
  ],
])("a file that %s is refused and left as it is", async (_, content, reason) => {
  await writeFile(path, content);
  const refusal = await refusalOf(open());
  expect(refusal.kind).toBe("damaged");
  expect(refusal.message).toContain(`could not load the state file ${path}: ${reason}`);
  expect(refusal.message).toContain(`there is no backup ${path}.bak`);
  expect(await readFile(path)).toEqual(Buffer.from(content));
  expect(await listFolder()).toEqual(["state.json"]);
});

test("a damaged file's backup is named, with whether it would do", async () => {
  await writeFile(path, "");
  await writeFile(`${path}.bak`, textOf("a"));
  expect((await refusalOf(open())).message).toContain(
    `the backup ${path}.bak, the state before it was last written whole, is readable: to go on with it, copy it to ${path}.`,
  );
  await writeFile(`${path}.bak`, "{");
  expect((await refusalOf(open())).message).toContain(`the backup ${path}.bak cannot be used either (it is not JSON`);
  expect(await readFile(`${path}.bak`, "utf8")).toBe("{");
});

test("a backup without its file is refused, not overwritten", async () => {
  await writeFile(`${path}.bak`, textOf("a"));
  const refusal = await refusalOf(open());
  expect(refusal.kind).toBe("damaged");
  expect(refusal.message).toContain("it is missing, but its backup is there");
  expect(await listFolder()).toEqual(["state.json.bak"]);
});

test("a file of a newer version is refused, as is an older one that nothing leads from", async () => {
  await writeFile(path, textOf("a").replace('"formatVersion": 3', '"formatVersion": 4'));
  const newer = await refusalOf(open());
  expect(newer.kind).toBe("unreadable");
  expect(newer.message).toContain("it has formatVersion 4, and this standin knows up to 3");
  await writeFile(path, textOf("a").replace('"formatVersion": 3', '"formatVersion": 0'));
  expect((await refusalOf(open())).message).toContain("nothing leads from formatVersion 0 to 3");
});

test("an older file is migrated step by step, and a copy of each is kept", async () => {
  const migrations: StateFileOptions["migrations"] = {
    [-1]: (older) => ({ ...older, formatVersion: 0, seed: 7 }),
    0: ({ seed, ...older }) => ({ ...older, formatVersion: 1, randomSeed: seed ?? 0 }),
  };
  const older = textOf("a").replace('"formatVersion": 3', '"formatVersion": -1').replace("randomSeed", "other");
  const old = textOf("b").replace('"formatVersion": 3', '"formatVersion": 0').replace("randomSeed", "seed");
  for (const [text, ids] of [
    [older, ["a"]],
    [old, ["b"]],
    [old, ["b"]],
    [old.replace('"b"', '"c"'), ["c"]],
  ] as const) {
    await writeFile(path, text);
    const file = await open({ migrations });
    expect(file.loaded?.frozen).toEqual(worldOf(...ids));
    await file.close();
  }
  expect(await listFolder()).toEqual(["state.json", "state.json.v-1", "state.json.v0", "state.json.v0-2"]);
  expect(await readFile(`${path}.v0`, "utf8")).toBe(old);
});

test("a file of version 1, which knew no sessions, is read, and a copy of it is kept", async () => {
  const first = textOf("a").replace('"formatVersion": 3', '"formatVersion": 1');
  await writeFile(path, first);
  const file = await open();
  expect(file.loaded).toEqual({ snapshots: [], frozen: worldOf("a"), fixtures: {} });
  expect(await readFile(`${path}.v1`, "utf8")).toBe(first);
  await save(file, "a");
  expect(await readFile(path, "utf8")).toBe(textOf("a"));
});

test("sessions that are kept come back with their records", async () => {
  const world: FrozenWorld = { ...worldOf("a"), sessions: { one: worldOf("a", "b"), __proto__two: worldOf() } };
  const file = await open();
  await saveWorld(file, () => world);
  await file.close();
  expect((await open()).loaded?.frozen).toEqual(world);
});

test.each([
  ["no object", [], "its sessions are not states by name"],
  ["no state", { one: { randomSeed: 1, idSequence: 0 } }, "its collections are not lists of objects by name"],
])("a file with a session that is %s is refused as damaged", async (_what, sessions, message) => {
  await writeFile(path, JSON.stringify({ formatVersion: 3, ...worldOf("a"), fixtures: {}, sessions }));
  expect(await refusalOf(open())).toMatchObject({
    kind: "damaged",
    message: expect.stringContaining(message) as unknown,
  });
});

test("what a crash left behind is removed, and nothing else", async () => {
  const leftovers = ["state.json.tmp", "state.json.bak.tmp", "state.json.v0.tmp", "state.json.v0-2.tmp"];
  const others = ["other.json.tmp", "state.json.mine.tmp", "state.json.v0"];
  for (const name of [...leftovers, ...others]) await writeFile(join(folder, name), "");
  const file = await open();
  await file.close();
  expect(await listFolder()).toEqual(others);
});

test("a path that cannot be a file is refused, and no lock is left", async () => {
  await mkdir(path);
  const refusal = await refusalOf(open());
  expect(refusal.kind).toBe("unreadable");
  expect(refusal.message).toContain(`could not load the state file ${path}: EISDIR`);
  expect(await listFolder()).toEqual(["state.json"]);
  await writeFile(join(folder, "file"), "");
  const inFile = await refusalOf(open({ path: join(folder, "file", "state.json") }));
  expect(inFile.kind).toBe("unreadable");
  expect(inFile.message).toContain("could not open the state file");
});

/** A state file with "a", and a journal that adds "b" and "c" in lines of their own; both stay as a killed process leaves them. */
async function leaveJournal(): Promise<void> {
  const file = await open();
  await save(file, "a");
  for (const id of ["b", "c"]) {
    const changes = [{ collection: "shop.items", identity: "id", record: { id } }];
    await file.store.keep({ kind: "change", idSequence: 9, changes }, () => undefined);
  }
  await Promise.all(["", ".journal"].map((end) => copyFile(`${path}${end}`, `${path}${end}.left`)));
  await file.close();
  await Promise.all(["", ".journal"].map((end) => rename(`${path}${end}.left`, `${path}${end}`)));
}

test("a journal that was left is read, and is gone once the whole is written", async () => {
  await leaveJournal();
  expect((await readdir(folder)).toSorted()).toEqual(["state.json", "state.json.bak", "state.json.journal"]);
  const file = await open();
  expect(file.loaded?.frozen).toEqual({ ...worldOf("a", "b", "c"), idSequence: 9 });
  await save(file, "d");
  await file.close();
  expect(await listFolder()).toEqual(["state.json", "state.json.bak"]);
  expect((await open()).loaded?.frozen).toEqual(worldOf("d"));
});

test("a journal that is damaged in the middle, or adds to another state file, or stands alone, is refused and left as it is", async () => {
  await leaveJournal();
  const journal = await readFile(`${path}.journal`, "utf8");
  await writeFile(`${path}.journal`, journal.replace('"b"', '"x"'));
  const damaged = await refusalOf(open());
  expect(damaged).toMatchObject({ kind: "damaged", path: `${path}.journal` });
  expect(damaged.message).toMatch(
    /could not load the journal .*: line 2, from byte \d+ on, .* 1 more lines stand behind it/,
  );
  await writeFile(`${path}.journal`, journal);
  await writeFile(path, textOf("other"));
  expect((await refusalOf(open())).message).toMatch(/its journal .* adds to another one.*move that away/);
  await rm(path);
  await rm(`${path}.bak`);
  expect((await refusalOf(open())).message).toMatch(
    /it is missing, but its journal .* is there.*Put the state file back/,
  );
  expect(await readFile(`${path}.journal`, "utf8")).toBe(journal);
  expect(await listFolder()).toEqual(["state.json.journal"]);
});
