import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openStateFile } from "./state-file.js";

// A file system without links, as on some memory cards and network shares.
vi.mock(import("node:fs/promises"), async (importOriginal) => {
  const original = await importOriginal();
  // The factory runs before anything else of this file is there.
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const link = () =>
    Promise.reject(Object.assign(new Error("EPERM: operation not permitted, link"), { code: "EPERM" }));
  return { ...original, link, default: { ...original, link } };
});

test("where there are no links, lock and backup are made by copying", async () => {
  const folder = await mkdtemp(join(tmpdir(), "standin-no-links-"));
  const path = join(folder, "state.json");
  try {
    const file = await openStateFile({ path, sync: false });
    await expect(openStateFile({ path, sync: false })).rejects.toThrow(`in use by process ${process.pid}`);
    let idSequence = 0;
    file.store.attach(() => ({ world: { randomSeed: 1, idSequence, collections: {} }, snapshots: new Map() }));
    await file.store.keep({ kind: "whole" }, () => undefined);
    const before = await readFile(path, "utf8");
    idSequence = 1;
    await file.store.keep({ kind: "whole" }, () => undefined);
    expect(await readFile(`${path}.bak`, "utf8")).toBe(before);
    await file.close();
    expect((await readdir(folder)).toSorted()).toEqual(["state.json", "state.json.bak"]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
