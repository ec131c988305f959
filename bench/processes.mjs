import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** @typedef {import("./load/ask.mjs").Ask} Ask */
/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

/**
 * @typedef {object} Command How to start a server.
 * @property {readonly string[]} args Of Node.
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env] Beyond our own.
 * @property {Ask} first What it must answer to count as started.
 * @property {number} port
 * @property {boolean} [talks] Whether it is spoken to by messages between processes.
 */

/**
 * @typedef {object} Server A server in a process of its own.
 * @property {string} url Its origin.
 * @property {ChildProcess} child
 * @property {number} pid
 * @property {number} started Milliseconds from its start to its first answer.
 * @property {() => Promise<void>} stop
 */

/** @typedef {ReturnType<typeof createProcesses>} Processes */

/** Starts processes, and ends them all when we end, however that is. @param {string} log File for what they complain about. */
export function createProcesses(log) {
  /** @type {Set<ChildProcess>} */
  const running = new Set();
  const complaints = openSync(log, "a");
  const note = (/** @type {ChildProcess} */ child) => {
    running.add(child);
    child.once("close", () => running.delete(child));
    return child;
  };
  process.on("exit", () => {
    for (const child of running) child.kill("SIGKILL");
  });
  process.on("SIGINT", () => process.exit(130)).on("SIGTERM", () => process.exit(143));
  return {
    /** Starts a server and waits for its first answer. @param {Command} command @returns {Promise<Server>} */
    async start({ args, cwd, env = {}, first, port, talks = false }) {
      const begin = performance.now();
      const child = note(
        spawn(process.execPath, args, {
          cwd,
          env: { ...process.env, ...env },
          stdio: ["ignore", "ignore", complaints, talks ? "ipc" : "ignore"],
        }),
      );
      const url = `http://127.0.0.1:${port}`;
      await waitForAnswer(child, url, first, begin + 60_000);
      return { url, child, pid: child.pid ?? 0, started: performance.now() - begin, stop: () => stop(child) };
    },
    /** What a program prints. @param {string} file @param {readonly string[]} args @param {number} limit Milliseconds. @param {string} [cwd] */
    async read(file, args, limit, cwd) {
      const run = promisify(execFile)(file, args, { timeout: limit, maxBuffer: 2 ** 26, cwd });
      note(run.child);
      const { stdout } = await run;
      return stdout;
    },
  };
}

/** @param {ChildProcess} child @param {string} url @param {Ask} ask @param {number} deadline */
async function waitForAnswer(child, url, ask, deadline) {
  for (;;) {
    const status = await tryOnce(url, ask);
    if (status >= 200 && status < 300) return;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before its first answer`);
    if (performance.now() > deadline) throw new Error(`it has no answer after a minute (its last status: ${status})`);
    await sleep(1);
  }
}

/** The status of the answer; 0 without one. @param {string} url @param {Ask} ask @returns {Promise<number>} */
function tryOnce(url, { path, headers = {} }) {
  return new Promise((resolve) => {
    const sent = request(url + path, { headers, agent: false }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", () => resolve(0)).end();
  });
}

/** @param {ChildProcess} child */
async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "close");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(timer);
}

/** A port that nobody listens on. */
export async function findFreePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

/** The memory that a process holds in bytes, shared pages included. @param {number} pid */
export async function measureMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [, own] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  if (own !== undefined) return Number(own) * 1024;
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout.trim()) * 1024;
}
