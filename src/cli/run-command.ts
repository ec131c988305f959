import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { Failure } from "./failure.js";

/**
 * Runs a command with our own input and output, and variables beside our own. What we are asked by signal it is asked,
 * too. @returns its exit code, as a shell would: 128 and the signal's number when one ended it. @throws Failure with the exit code that a shell
 * would give when it can't be started.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  const child = spawn(command, args, { stdio: "inherit", env: { ...process.env, ...variables } });
  const stopForwarding = forwardSignals(child);
  try {
    return await waitForEnd(child, command);
  } finally {
    stopForwarding();
  }
}

function waitForEnd(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => reject(explain(command, error)));
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

function explain(command: string, error: NodeJS.ErrnoException): Error {
  if (error.code === "ENOENT") return new Failure(`there is no command ${command}`, { cause: error, exitCode: 127 });
  if (error.code === "EACCES")
    return new Failure(`${command} can't be run: it is no program, or not allowed`, { cause: error, exitCode: 126 });
  return error;
}

function forwardSignals(child: ChildProcess): () => void {
  const onTerminate = () => void child.kill("SIGTERM");
  // A terminal asks every process in front of it itself.
  const onInterrupt = () => void (process.stdin.isTTY || child.kill("SIGINT"));
  process.on("SIGTERM", onTerminate);
  process.on("SIGINT", onInterrupt);
  return () => {
    process.off("SIGTERM", onTerminate);
    process.off("SIGINT", onInterrupt);
  };
}
