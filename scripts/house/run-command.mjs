import { spawn } from "node:child_process";
import { ROOT } from "./project.mjs";

/**
 * @typedef {object} CommandResult
 * @property {boolean} ok Whether it ended by itself with 0.
 * @property {string} output What it wrote, both streams as they came; empty where they were passed on.
 */

/**
 * Runs a Node program to its end, in the project's folder. Never rejects: what could not start has failed.
 * @param {readonly string[]} args The program's file and its arguments.
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env] Beyond our own.
 * @param {boolean} [options.passOutput] Whether its output goes straight to our standard error.
 * @param {number} [options.timeout] Milliseconds after which it is killed.
 * @returns {Promise<CommandResult>}
 */
export function runNode(args, { env = {}, passOutput = false, timeout } = {}) {
  const target = passOutput ? 2 : "pipe";
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", target, target],
  });
  const stopForwarding = forwardSignals(child);
  const timer = timeout === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), timeout);
  return new Promise((resolve) => {
    let output = "";
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.on("error", (error) => {
      output += String(error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      stopForwarding();
      if (signal !== null)
        output += `\nended by ${signal}${timeout === undefined ? "" : ` (limit ${timeout / 1000} s)`}`;
      resolve({ ok: code === 0, output });
    });
  });
}

/**
 * Hands on what should end us, so that no child outlives us, and ends as a shell would report it.
 * @param {import("node:child_process").ChildProcess} child
 */
function forwardSignals(child) {
  const onInterrupt = () => end("SIGINT", 130);
  const onTerminate = () => end("SIGTERM", 143);
  /** @param {NodeJS.Signals} signal @param {number} code */
  function end(signal, code) {
    child.kill(signal);
    child.once("close", () => process.exit(code));
  }
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
  return () => process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
}
