import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs npm in a folder, as the npm that started us where one did. What it says goes to standard error.
 * @param {readonly string[]} args @param {string} cwd
 * @throws Error when npm fails.
 */
export async function runNpm(args, cwd) {
  const npm = process.env["npm_execpath"];
  const child =
    npm === undefined
      ? spawn("npm", args, { cwd, stdio: ["ignore", 2, 2], shell: process.platform === "win32" })
      : spawn(process.execPath, [npm, ...args], { cwd, stdio: ["ignore", 2, 2] });
  await once(child, "close");
  if (child.exitCode !== 0)
    throw new Error(`npm ${args[0] ?? ""} failed (${child.exitCode ?? child.signalCode}); its own words stand above`);
}
