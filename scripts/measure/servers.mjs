import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../house/project.mjs";

/**
 * @typedef {object} Server A server in a process of its own.
 * @property {number} pid
 * @property {string} url Its origin.
 * @property {Record<string, string>} headers What a request must carry.
 * @property {() => Promise<void>} stop
 */

/** @typedef {{ url: string, pid: number, apis?: Record<string, { headers: Record<string, string> }> }} Told What a server tells when it is ready. */

/**
 * The stand-in as `standin serve` starts it, on a free port.
 * @param {string} cwd Folder of its state file. @param {readonly string[]} [args] @returns {Promise<Server>}
 */
export function startStandin(cwd, args = []) {
  return start([join(ROOT, "dist/cli.js"), "serve", "--json", "--port", "0", ...args], cwd);
}

/** `node:http` alone, with the same records and replies. @param {string} cwd @param {string} [records] A JSON file. @returns {Promise<Server>} */
export function startBare(cwd, records) {
  return start([join(ROOT, "scripts/measure-bare-server.mjs"), ...(records === undefined ? [] : [records])], cwd);
}

/** @param {readonly string[]} args @param {string} cwd @returns {Promise<Server>} */
async function start(args, cwd) {
  const child = spawn(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8");
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  if (!text.includes("\n")) throw new Error(`${args.join(" ")} ended before it was ready`);
  // Nothing more is read, and nobody shall wait for that.
  child.stdout.resume();
  const told = /** @type {Told} */ (JSON.parse(text)); // both print one such object
  return {
    pid: told.pid,
    url: told.url,
    headers: told.apis?.["fassport"]?.headers ?? {},
    async stop() {
      const ended = once(child, "close");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The memory that a process holds in bytes, shared pages included. @param {number} pid */
export async function measureMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const [, own] = /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  if (own !== undefined) return Number(own) * 1024;
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout.trim()) * 1024;
}
