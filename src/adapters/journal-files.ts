import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Stats,
} from "node:fs";
import { promisify } from "node:util";

/**
 * The few things that a journal does with files; a test puts a failing disk in the place of the real one. All but `sync` are
 * done at once: handing so little to another thread and back takes longer than doing it.
 */
export interface JournalFiles {
  /** `r+`: one that is there; `w+`: an empty one. Gives a descriptor. */
  open(path: string, flags: "r+" | "w+"): number;
  /** Gives how many of the bytes from `offset` on were written. */
  write(file: number, bytes: Buffer, offset: number, position: number): number;
  /** The bytes from `from` to `to`. */
  read(file: number, from: number, to: number): Buffer;
  truncate(file: number, length: number): void;
  /** Waits until what was written is on disk. */
  sync(file: number): Promise<void>;
  close(file: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** What tells one file from another, by path or descriptor; `undefined` when there is none. */
  identify(file: string | number): string | undefined;
}

const datasync = promisify(fdatasync);

/** The real ones. */
export const journalFiles: JournalFiles = {
  open: (path, flags) => openSync(path, flags),
  write: (file, bytes, offset, position) => writeSync(file, bytes, offset, bytes.length - offset, position),
  read(file, from, to) {
    const bytes = Buffer.alloc(to - from);
    let done = 0;
    while (done < bytes.length) {
      const count = readSync(file, bytes, done, bytes.length - done, from + done);
      if (count === 0) throw new Error(`it has no more than ${from + done} bytes, where ${to} were written`);
      done += count;
    }
    return bytes;
  },
  truncate: (file, length) => ftruncateSync(file, length),
  sync: (file) => datasync(file),
  close: (file) => closeSync(file),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
  identify(file) {
    const stats: Stats | undefined =
      typeof file === "number" ? fstatSync(file) : statSync(file, { throwIfNoEntry: false });
    return stats && `${stats.dev} ${stats.ino}`;
  },
};
