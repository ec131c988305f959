import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Failure } from "./failure.js";
import { UsageError } from "./usage-error.js";

/** The text of a file that an option names. @throws UsageError that names both. */
export async function readNamedFile(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`${flag} ${path} can't be read: ${toReason(error)}`, { cause: error });
  }
}

/** As {@link readNamedFile}; `undefined` for a file that there is not. */
export async function findNamedFile(flag: string, path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new UsageError(`${flag} ${path} can't be read: ${toReason(error)}`, { cause: error });
  }
}

/** Writes a file, and the folders to it. @throws Failure that names it. */
export async function writeNamedFile(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new Failure(`${path} can't be written: ${toReason(error)}`, { cause: error });
  }
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
