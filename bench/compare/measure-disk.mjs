import { open } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

/** Milliseconds that a small write takes to reach the disk of a folder, many times. @param {string} folder */
export async function measureDisk(folder, times = 200) {
  const file = await open(join(folder, "disk"), "a");
  const taken = [];
  for (let count = 0; count < times; count++) {
    const begin = performance.now();
    await file.write("x".repeat(400));
    await file.datasync();
    taken.push(performance.now() - begin);
  }
  await file.close();
  return taken.toSorted((a, b) => a - b);
}
