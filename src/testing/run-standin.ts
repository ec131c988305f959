import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Ready } from "../cli/describe-ready.js";

/** A `standin` command that runs, as it was built. */
export interface RunningStandin {
  readonly pid: number;
  /** What it has written to standard output so far. */
  stdout(): string;
  stderr(): string;
  /** Reads no more of an output, as `head` does when it has enough. */
  closeOutput(name: "stdout" | "stderr"): void;
  /** Resolves with what it tells when it is ready, for `serve --json`. */
  readonly ready: Promise<Ready>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code once it has ended; with the signal's name when that ended it. */
  readonly ended: Promise<number | string>;
}

/** Where and with which environment a command runs. */
export interface StandinOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Starts `standin` with arguments; it is killed at the latest when the test ends. */
export function startStandin(args: readonly string[], { cwd, env = {} }: StandinOptions): RunningStandin {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { PATH: process.env["PATH"], ...env } });
  let stdout = "";
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = once(child, "close").then(() => child.exitCode ?? child.signalCode ?? "unknown");
  const ready = new Promise<Ready>((resolve, reject) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const end = stdout.indexOf("\n");
      if (stdout.startsWith('{"event":"ready"') && end >= 0) resolve(JSON.parse(stdout.slice(0, end)) as Ready); // as it begins
    });
    child.on("close", () => reject(new Error(`standin ${args.join(" ")} ended before it was ready: ${stderr}`)));
  });
  // Not every caller waits for it.
  ready.catch(() => undefined);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    closeOutput: (name) => void child[name].destroy(),
    ready,
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** Starts `standin serve` on a free port, telling what it does as JSON, and waits until it is ready. */
export async function serveStandin(
  args: readonly string[],
  options: StandinOptions,
): Promise<RunningStandin & { readonly told: Ready }> {
  const standin = startStandin(["serve", "--json", "--port", "0", ...args], options);
  return { ...standin, told: await standin.ready };
}

/** Runs `standin` to its end. */
export async function runStandin(args: readonly string[], options: StandinOptions) {
  const standin = startStandin(args, options);
  const code = await standin.ended;
  return { code, stdout: standin.stdout(), stderr: standin.stderr() };
}

/** Makes an empty folder that goes when the test ends. */
export async function makeTestFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "standin-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
