import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A script of this folder that runs in a process of its own. */
export interface RunningScript {
  readonly pid: number | undefined;
  /** What it has said so far: one JSON object a line. A line that was cut off by its end is left out. */
  listLines(): Record<string, unknown>[];
  /** Resolves once it has said a line with that key, or ended. */
  waitFor(key: string): Promise<void>;
  kill(): void;
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Where scripts of this folder are, compiled. */
export interface CompiledScripts {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Compiles scripts of this folder with all that they import: a process of plain Node cannot run TypeScript, and `dist/` may be older than the sources. */
export async function compileScripts(...names: readonly string[]): Promise<CompiledScripts> {
  const build = join(root, ".build");
  await mkdir(build, { recursive: true });
  // Within the project, so that packages are found from there.
  const folder = await mkdtemp(join(build, "testing-"));
  const how = "--ignoreConfig --noCheck --rootDir src --target ES2023 --module NodeNext --types node --skipLibCheck";
  const files = names.map((name) => join("src", "testing", `${name}.ts`));
  const args = [join(root, "node_modules/typescript/bin/tsc"), ...how.split(" "), "--outDir", folder, ...files];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Runs the compiled script `name` with one argument, in JSON. Its output goes to a file: a killed process takes nothing of that along. */
export function runScript(scripts: CompiledScripts, name: string, argument: object, outputPath: string): RunningScript {
  const output = openSync(outputPath, "w");
  const script = join(scripts.folder, "testing", `${name}.js`);
  const child = spawn(process.execPath, [script, JSON.stringify(argument)], { stdio: ["ignore", output, "inherit"] });
  closeSync(output);
  const listLines = (): Record<string, unknown>[] =>
    readFileSync(outputPath, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Record<string, unknown>); // the scripts say nothing else
  return {
    pid: child.pid,
    listLines,
    kill: () => void child.kill("SIGKILL"),
    ended: waitForEnd(child),
    async waitFor(key) {
      while (child.exitCode === null && child.signalCode === null && !listLines().some((line) => key in line)) {
        await sleep(5);
      }
    },
  };
}

async function waitForEnd(child: ChildProcess): Promise<number | string> {
  await once(child, "exit");
  return child.exitCode ?? child.signalCode ?? "unknown";
}
