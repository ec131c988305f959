import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SnapshotFile } from "../emulator/snapshot.js";
import { placeSnapshots, prepareSnapshots, readSnapshots, removePrepared } from "./snapshot-folder.js";
import { StateFileError } from "./state-file-error.js";

let parent: string;
let path: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "standin-snapshots-"));
  path = join(parent, "state.json.snapshots");
});
afterEach(() => rm(parent, { recursive: true, force: true }));

function fileOf(name: string, ...ids: string[]): SnapshotFile {
  const world = { randomSeed: 7, idSequence: ids.length, collections: { "shop.items": ids.map((id) => ({ id })) } };
  return { formatVersion: 1, name, takenAt: "2026-01-15T12:00:00.000Z", clock: { offset: 5 }, faults: [], world };
}

/** Prepares snapshots for a state file and gives what places them. */
async function prepare(checkpoint: string, files: readonly SnapshotFile[], removed: readonly string[] = []) {
  await prepareSnapshots(path, checkpoint, files, { sync: true, signal: new AbortController().signal });
  return { checkpoint, stored: files.map(({ name }) => name), removed };
}

async function save(...files: readonly SnapshotFile[]): Promise<void> {
  await placeSnapshots(path, await prepare("1-1", files), true);
}

test("snapshots that were placed are read, the last of each name, and names that differ only in capitals have files of their own", async () => {
  expect(await readSnapshots(path)).toEqual([]);
  await save(fileOf("b", "1"), fileOf("a"), fileOf(".."), fileOf("B"));
  await save(fileOf("b", "1", "2"));
  expect((await readdir(path)).toSorted()).toEqual(["+b.json", "...json", "a.json", "b.json"]);
  expect(await readSnapshots(path)).toEqual([fileOf(".."), fileOf("B"), fileOf("a"), fileOf("b", "1", "2")]);
});

test("what is prepared is read as if it were placed only by whoever knows that it is to be, and may be placed again", async () => {
  await save(fileOf("a", "old"), fileOf("b"));
  const kept = await prepare("2-2", [fileOf("a", "new")], ["b", "never"]);
  expect(await readSnapshots(path)).toEqual([fileOf("a", "old"), fileOf("b")]);
  expect(await readSnapshots(path, kept)).toEqual([fileOf("a", "new")]);
  for (const time of ["first", "second"]) {
    await placeSnapshots(path, kept, false);
    expect(await readSnapshots(path, kept), time).toEqual([fileOf("a", "new")]);
    expect(await readdir(path), time).toEqual(["a.json"]);
  }
});

test("what was prepared for a state file that never came is removed, and other files are left alone", async () => {
  await prepare("1-1", [fileOf("a")]);
  await writeFile(join(path, "notes.txt"), "mine");
  await removePrepared(path);
  expect(await readdir(path)).toEqual(["notes.txt"]);
});

test("nothing is made before the first snapshot", async () => {
  await removePrepared(path);
  await placeSnapshots(path, { checkpoint: "1-1", stored: [], removed: ["a"] }, true);
  expect(await readdir(parent)).toEqual([]);
});

test.each([
  ["no JSON", "{"],
  ["something else", '{"formatVersion":1}'],
  ["of another version", JSON.stringify({ ...fileOf("a"), formatVersion: 2 })],
  ["without records", JSON.stringify({ ...fileOf("a"), world: { randomSeed: 1, idSequence: 0, collections: [] } })],
])("a file that is %s is refused and named, and left as it is", async (_what, text) => {
  await mkdir(path);
  await writeFile(join(path, "a.json"), text);
  const reading = readSnapshots(path);
  await expect(reading).rejects.toThrow(StateFileError);
  await expect(reading).rejects.toMatchObject({ kind: "damaged", path: join(path, "a.json") });
  expect(await readFile(join(path, "a.json"), "utf8")).toBe(text);
});

test("a snapshot that can't be saved is told with its name", async () => {
  await save(fileOf("b"));
  await rename(path, join(parent, "away"));
  await writeFile(path, "no folder");
  await expect(save(fileOf("a"))).rejects.toThrow(/could not save the snapshot a in .*: E/);
});
