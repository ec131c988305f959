import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SnapshotFile } from "../emulator/snapshot.js";
import { openSnapshotFolder } from "./snapshot-folder.js";
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

test("snapshots that were saved are there when the folder is opened again, the last of each name", async () => {
  const { files, store } = await openSnapshotFolder({ path, sync: true });
  expect(files).toEqual([]);
  await Promise.all([
    store.save(fileOf("b", "1")),
    store.save(fileOf("a")),
    store.save(fileOf("b", "1", "2")),
    store.save(fileOf("..")),
  ]);
  expect((await readdir(path)).toSorted()).toEqual(["...json", "a.json", "b.json"]);
  const again = await openSnapshotFolder({ path, sync: false });
  expect(again.files).toEqual([fileOf(".."), fileOf("a"), fileOf("b", "1", "2")]);
});

test("names that differ only in capitals have files of their own", async () => {
  const { store } = await openSnapshotFolder({ path, sync: false });
  await store.save(fileOf("Before"));
  await store.save(fileOf("before"));
  expect((await readdir(path)).map((name) => name.toLowerCase()).toSorted()).toEqual(["+before.json", "before.json"]);
});

test("a snapshot that was removed is gone, and removing one that is not there is no error", async () => {
  const { store } = await openSnapshotFolder({ path, sync: true });
  await store.save(fileOf("a"));
  await store.remove("a");
  await store.remove("b");
  expect((await openSnapshotFolder({ path, sync: false })).files).toEqual([]);
});

test("nothing is made before the first snapshot", async () => {
  await openSnapshotFolder({ path, sync: false });
  expect(await readdir(parent)).toEqual([]);
});

test("what a crash left half-written is removed, and other files are left alone", async () => {
  await mkdir(path);
  await writeFile(join(path, "a.json.tmp"), "{");
  await writeFile(join(path, "notes.txt"), "mine");
  expect((await openSnapshotFolder({ path, sync: false })).files).toEqual([]);
  expect(await readdir(path)).toEqual(["notes.txt"]);
});

test.each([
  ["no JSON", "{"],
  ["something else", '{"formatVersion":1}'],
  ["of another version", JSON.stringify({ ...fileOf("a"), formatVersion: 2 })],
  ["without records", JSON.stringify({ ...fileOf("a"), world: { randomSeed: 1, idSequence: 0, collections: [] } })],
])("a file that is %s is refused and named, and left as it is", async (_what, text) => {
  await mkdir(path);
  await writeFile(join(path, "a.json"), text);
  const opening = openSnapshotFolder({ path, sync: false });
  await expect(opening).rejects.toThrow(StateFileError);
  await expect(opening).rejects.toMatchObject({ kind: "damaged", path: join(path, "a.json") });
  expect(await readFile(join(path, "a.json"), "utf8")).toBe(text);
});

test("a snapshot that can't be saved is told with its name, and the next one is saved", async () => {
  const { store } = await openSnapshotFolder({ path, sync: false });
  await mkdir(join(path, "a.json"), { recursive: true });
  await expect(store.save(fileOf("a"))).rejects.toThrow(/could not save the snapshot a in .*: E/);
  await store.save(fileOf("b"));
  expect(await readdir(path)).toContain("b.json");
});
