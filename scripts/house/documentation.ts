import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";
import { runRunner, type RunnerResult } from "../../src/testing/run-runner.js";

const ROOT = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** A code block of a page. */
export interface Block {
  readonly language: string;
  readonly code: string;
  /** What it is said to print: the block of `text` right after it, if there is one. */
  readonly output: string | undefined;
}

/** The text of a page of the project, by its path from there. */
export function readPage(path: string): Promise<string> {
  return readFile(join(ROOT, path), "utf8");
}

/** The code blocks of a page in some languages, in their order. */
export function listBlocks(page: string, ...languages: readonly string[]): Block[] {
  const found = page.matchAll(/^```(\w+)\n(.*?)^```$(?:\n\n```text\n(.*?)^```$)?/gms);
  return [...found]
    .map(([, language = "", code = "", output]) => ({ language, code, output }))
    .filter(({ language }) => languages.includes(language));
}

/** What an output must be that a page shows: whole, but that `…` stands for anything. */
function toOutputPattern(output: string): RegExp {
  const parts = output
    .trim()
    .split("…")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^\\s*${parts.join(".*?")}\\s*$`, "s");
}

/** The blocks that did not print what their page says, of those of which it says something. */
export function listUntrue(blocks: readonly Block[], outputs: readonly string[]) {
  return blocks
    .map(({ code, output }, index) => ({ code, said: output, printed: outputs[index] ?? "" }))
    .filter(({ said, printed }) => said !== undefined && !toOutputPattern(said).test(printed));
}

/**
 * Runs a block that names its file in its first line, as its user would: `.test.` by Vitest, `.spec.` by Playwright, anything
 * else by Node.
 */
export function runProgram({ code }: Block, env: Readonly<Record<string, string>> = {}): Promise<RunnerResult> {
  const name = basename(/^\/\/ (\S+)\n/.exec(code)?.[1] ?? "program.mjs");
  const runner = name.includes(".test.") ? "vitest" : name.includes(".spec.") ? "playwright" : "node";
  return runRunner(runner, { [name]: code }, env);
}

/** A stand-in that was started as a page says, on a port of its own, with a state of its own. */
export interface StartedStandin {
  readonly url: string;
  /** Runs shell commands of the page, one block after the other in one shell, and gives what each printed. */
  runBlocks(blocks: readonly Block[]): Promise<string[]>;
  /** Kills it, so that it can save nothing more, and starts it again. */
  killAndRestart(): Promise<void>;
}

/** Starts what `npm start` starts, without npm, which would not hand a signal on. */
export async function startAsPagesSay(): Promise<StartedStandin> {
  const [folder, port] = await Promise.all([mkdtemp(join(tmpdir(), "standin-pages-")), findFreePort()]);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const url = `http://127.0.0.1:${port}`;
  const state = join(folder, "state.json");
  const path = await makePathWithNpx(folder);
  const env = { ...process.env, PATH: path, STANDIN_PORT: String(port), STANDIN_STATE: state, STANDIN_URL: url };
  let server = await start(env);
  return {
    url,
    async runBlocks(blocks) {
      const script = blocks.map(({ code }) => `${code}\nprintf '${MARK}'\n`).join("");
      const own = script.replaceAll("127.0.0.1:4010", `127.0.0.1:${port}`);
      const { stdout } = await run("bash", ["-e", "-o", "pipefail", "-c", own], { cwd: ROOT, env });
      // As the page has them: its own port, and no line end of HTTP's.
      const shown = stdout.replaceAll(`127.0.0.1:${port}`, "127.0.0.1:4010").replaceAll("\r\n", "\n");
      return shown.split(MARK).slice(0, -1);
    },
    async killAndRestart() {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGKILL");
      await gone;
      server = await start(env);
    },
  };
}

/**
 * Runs the shell commands of a page one block after the other, in one shell and in an empty folder within the project, so
 * that programs find the package, and gives what each printed.
 */
export async function runInEmptyFolder(blocks: readonly Block[]): Promise<string[]> {
  await mkdir(join(ROOT, ".standin"), { recursive: true });
  const [folder, port] = await Promise.all([mkdtemp(join(ROOT, ".standin", "page-")), findFreePort()]);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const env = { ...process.env, STANDIN_PORT: String(port), STANDIN_URL: `http://127.0.0.1:${port}` };
  const script = blocks.map(({ code }) => `${code}\nprintf '${MARK}'\n`).join("");
  const own = script.replaceAll("127.0.0.1:4010", `127.0.0.1:${port}`).replaceAll("npx standin", `node ${CLI}`);
  const { stdout } = await run("bash", ["-e", "-o", "pipefail", "-c", `set -m\n${own}`], { cwd: folder, env });
  return stdout.split(MARK).slice(0, -1);
}

const CLI = join(ROOT, "dist/cli.js");

/**
 * A PATH by which `npx standin` starts the command at once: npm's own takes ten times as long to find it. The full run has
 * npm's own, and so has everything else that `npx` is asked for.
 */
async function makePathWithNpx(folder: string): Promise<string> {
  const path = process.env["PATH"] ?? "";
  if (process.env["STANDIN_FULL"] === "1") return path;
  const bin = join(folder, "bin");
  await mkdir(bin);
  const lines = ["#!/bin/sh", `PATH='${path}'`, `[ "$1" = standin ] || exec npx "$@"`, "shift", `exec '${CLI}' "$@"`];
  await writeFile(join(bin, "npx"), `${lines.join("\n")}\n`, { mode: 0o755 });
  return `${bin}:${path}`;
}

/** What stands between the outputs of two blocks; no command prints it. */
const MARK = "\u241e";

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const script = join(ROOT, "scripts/start.mjs");
  const child = spawn(process.execPath, [script], { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("is ready")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}: ${said}`)));
  });
  return child;
}
