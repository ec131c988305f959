// Tries to open one state file after the other, each at its appointed time, and keeps what it gets until it is killed; says
// how each try went. Runs in a process of its own, see `run-script.ts`.
import { openStateFile, type StateFile } from "../adapters/state-file.js";
import { StateFileError } from "../adapters/state-file-error.js";
import { say } from "./say.js";

/** What it is told. */
export interface ContenderOptions {
  /** State files, and when to open them in milliseconds since 1970. */
  readonly rounds: readonly { readonly path: string; readonly at: number }[];
}

const { rounds } = JSON.parse(process.argv[2] ?? "") as ContenderOptions; // `runScript` passes what its caller gave
const held: StateFile[] = [];
for (const { path, at } of rounds) {
  while (Date.now() < at); // A timer would spread the tries over milliseconds.
  try {
    held.push(await openStateFile({ path, sync: false }));
    say({ path, won: true });
  } catch (error) {
    if (!(error instanceof StateFileError)) throw error;
    say({ path, won: false, kind: error.kind, message: error.message });
  }
}
say({ done: held.length });
setInterval(() => undefined, 1_000);
