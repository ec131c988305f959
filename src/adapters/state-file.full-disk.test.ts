import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createEmulator } from "../emulator/emulator.js";
import type { LogEntry } from "../emulator/log.js";
import { createTinyApi } from "../testing/tiny-api.js";
import type { FrozenWorld } from "../world/world.js";
import { journalFiles, type JournalFiles } from "./journal-files.js";
import { openStateFile, type StateFileOptions } from "./state-file.js";

let folder: string;

beforeEach(async () => {
  const made = await mkdtemp(join(tmpdir(), "standin-full-disk-"));
  // After whatever a test does when it is finished: those that come first are done last.
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  folder = made;
});

const SCHEMA = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
const FAILED = { description: "It failed.", content: { "application/json": { schema: { type: "object" } } } };
const REPLIES = { "200": { description: "It did." }, default: FAILED };
const BODY = { content: { "application/json": { schema: SCHEMA } } };
const api = createTinyApi({
  paths: { "/things": { post: { operationId: "create", requestBody: BODY, responses: REPLIES } } },
  collections: { things: { schema: SCHEMA, identity: "id", cleanup: "delete" } },
  behaviours: {
    create({ world, body }) {
      world.collection<object>("things").insert(body as object);
      return { status: 200, body: undefined, rules: [] };
    },
  },
});

/** A stand-in that keeps its state in a file, and what it says. */
async function start(options: Partial<StateFileOptions> = {}) {
  const said: LogEntry[] = [];
  const file = await openStateFile({
    path: join(folder, "state", "state.json"),
    sync: false,
    log: (message, level) => said.push({ message, level, fields: {} }),
    ...options,
  });
  const { store, loaded } = file;
  const emulator = createEmulator({ apis: [api], store, frozen: loaded?.frozen, log: (entry) => said.push(entry) });
  const { base } = emulator.sessions;
  if (!loaded) await emulator.keepRecords(base, { before: base.world.mark() });
  const create = async (id: string, filler = "") => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ id, filler });
    return (await emulator.handle({ method: "POST", url: "/things", headers, body })).status;
  };
  const list = () => toIds(emulator.freeze());
  return { file, create, list, said };
}

function toIds({ collections }: FrozenWorld): string[] {
  return (collections["tiny.things"] ?? []).map((record) => String(Reflect.get(record, "id")));
}

function toFailure(code: string): Error {
  return Object.assign(new Error(`${code}: the disk says no`), { code });
}

/** A disk that can be told to fail, after so many bytes. */
function createDisk() {
  const disk = { room: Infinity, syncs: true, truncates: true };
  const files: JournalFiles = {
    ...journalFiles,
    write(file, bytes, offset, position) {
      if (disk.room <= 0) throw toFailure("ENOSPC");
      const some = bytes.subarray(0, Math.min(bytes.length, offset + disk.room));
      const count = journalFiles.write(file, some, offset, position);
      disk.room -= count;
      return count;
    },
    truncate(file, length) {
      if (!disk.truncates) throw toFailure("EIO");
      journalFiles.truncate(file, length);
    },
    sync: (file) => (disk.syncs ? journalFiles.sync(file) : Promise.reject(toFailure("EIO"))),
  };
  return { disk, files };
}

async function loadIds(): Promise<unknown> {
  const { file, list } = await start();
  await file.close();
  return list();
}

test.each([0, 1, 40, 150])(
  "with room for %i bytes more, a write is the API's 500 and did not happen, and the next ones work once there is room",
  async (room) => {
    const { disk, files } = createDisk();
    const { file, create, list, said } = await start({ files });
    expect(await create("a")).toBe(200);
    disk.room = room;
    expect(await Promise.all(["b", "c"].map((id) => create(id, "x".repeat(200))))).toEqual([500, 500]);
    expect(list()).toEqual(["a"]);
    expect(said.filter(({ level }) => level === "error").map(({ message }) => message)).toEqual([
      expect.stringMatching(/^tiny.create failed: .*could not save the state file .*state.json: ENOSPC/),
      expect.stringMatching(/ENOSPC/),
    ]);
    disk.room = Infinity;
    expect(await create("b")).toBe(200);
    // As after kill -9: nothing is closed.
    await rename(join(folder, "state", "state.json.lock"), join(folder, "lock"));
    expect(await loadIds()).toEqual(["a", "b"]);
    await file.close();
  },
);

test("what was refused does not come back where not even that could be taken back at once", async () => {
  const { disk, files } = createDisk();
  const { file, create, list } = await start({ files });
  expect(await create("a")).toBe(200);
  Object.assign(disk, { room: 60, truncates: false });
  expect(await create("b")).toBe(500);
  disk.room = Infinity;
  expect(await create("c")).toBe(500);
  disk.truncates = true;
  expect(await create("d")).toBe(200);
  expect(list()).toEqual(["a", "d"]);
  await file.close();
  expect(await loadIds()).toEqual(["a", "d"]);
});

test("a write that does not reach the disk is refused with --sync, and with it all that was done meanwhile", async () => {
  const { disk, files } = createDisk();
  const { file, create, list } = await start({ files, sync: true });
  expect(await create("a")).toBe(200);
  disk.syncs = false;
  const first = create("b");
  await new Promise((resolve) => void setImmediate(resolve));
  expect(await Promise.all([first, create("c")])).toEqual([500, 500]);
  expect(list()).toEqual(["a"]);
  disk.syncs = true;
  expect(await create("c")).toBe(200);
  await file.close();
  expect(await loadIds()).toEqual(["a", "c"]);
});

test("while the folder is gone writes are refused, and once it is back they work, with all that there was", async () => {
  const { file, create, list } = await start();
  expect(await create("a")).toBe(200);
  await rename(join(folder, "state"), join(folder, "away"));
  expect(await create("b")).toBe(500);
  expect(list()).toEqual(["a"]);
  await mkdir(join(folder, "state"));
  expect(await create("c")).toBe(200);
  await file.close();
  expect(await loadIds()).toEqual(["a", "c"]);
});

test("a state file or a journal that somebody took away while it runs is put back with the next write", async () => {
  const { file, create } = await start();
  for (const [id, name] of Object.entries({ a: "state.json", b: "state.json.journal", c: "state.json" })) {
    expect(await create(id)).toBe(200);
    await rm(join(folder, "state", name), { force: true });
  }
  expect(await create("d")).toBe(200);
  await file.close();
  expect(await loadIds()).toEqual(["a", "b", "c", "d"]);
});

test("a whole that can't be written is told, and nothing that was kept is lost", async () => {
  const { file, create, said } = await start({ checkpoints: { bytes: 100, idle: 5 } });
  await mkdir(join(folder, "state", "state.json.tmp"));
  const ids = Array.from({ length: 20 }, (_, index) => `id-${index}`);
  for (const id of ids) expect(await create(id, "x".repeat(50))).toBe(200);
  await file.close();
  expect(said.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(
      /^could not write the state file .* whole, and will try again: EISDIR.*All that was kept is in its journal/,
    ),
  );
  await rm(join(folder, "state", "state.json.tmp"), { recursive: true });
  expect(await loadIds()).toEqual(ids);
});

test("on a file system that is really full, nothing that was acknowledged is lost, nothing refused comes back, and it recovers", async () => {
  const small = join(folder, "small");
  await mkdir(small);
  const isMounted = mountSmall(small);
  onTestFinished(() => void (isMounted && execFileSync("umount", [small])));
  const { disk, files } = createDisk();
  // Where nothing may be mounted, the disk that fails is ours.
  if (!isMounted) disk.room = 100_000;
  const { file, create } = await start({ ...(!isMounted && { files }), path: join(small, "state.json") });
  const kept: string[] = [];
  const refused: string[] = [];
  for (let count = 0; refused.length < 5; count += 1) {
    const id = `id-${count}`;
    const status = await create(id, "x".repeat(2000));
    (status === 200 ? kept : refused).push(id);
  }
  if (isMounted) execFileSync("mount", ["-o", "remount,size=8m", small]);
  disk.room = Infinity;
  expect(await create("last")).toBe(200);
  await file.close();
  const again = await openStateFile({ path: join(small, "state.json"), sync: false });
  await again.close();
  expect(again.loaded && toIds(again.loaded.frozen)).toEqual([...kept, "last"]);
  expect(kept.length).toBeGreaterThan(10);
});

/** Mounts a file system of 256 kB there, where we may. */
function mountSmall(path: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", path], { stdio: "ignore" });
  } catch {
    return false;
  }
  return true;
}
