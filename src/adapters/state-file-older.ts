import { copyFile, readFile, rename } from "node:fs/promises";
import { ignoreMissing } from "./state-file-error.js";

/**
 * Keeps the bytes of an older version as `<path>.v<N>`, or with a number behind it where that holds other bytes. Gives the
 * copy's path; `undefined` when there was one already.
 */
export async function keepOlder(path: string, bytes: Buffer, version: number): Promise<string | undefined> {
  for (let number = 1; ; number += 1) {
    const copy = number === 1 ? `${path}.v${version}` : `${path}.v${version}-${number}`;
    const there = await readFile(copy).catch(ignoreMissing);
    if (there?.equals(bytes)) return undefined;
    if (there !== undefined) continue;
    await copyFile(path, `${copy}.tmp`);
    await rename(`${copy}.tmp`, copy);
    return copy;
  }
}
