import { statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./project.mjs";
import { runNpm } from "./run-npm.mjs";

/**
 * Installs the locked dependencies when they are missing or older than the lock file.
 * Needs nothing installed itself. What npm says goes to standard error.
 * @throws Error when npm fails, or when Node is too old.
 */
export async function installMissing() {
  refuseOldNode();
  if (isInstalled()) return;
  process.stderr.write("Installing the dependencies (npm ci) …\n");
  // Development dependencies too, whatever NODE_ENV says: the build needs the compiler.
  await runNpm(["ci", "--include=dev"], ROOT);
}

/** Whether `node_modules` is there and as new as the lock file. */
function isInstalled() {
  const installed = statSync(join(ROOT, "node_modules", ".package-lock.json"), { throwIfNoEntry: false });
  const locked = statSync(join(ROOT, "package-lock.json"));
  return installed !== undefined && installed.mtimeMs >= locked.mtimeMs;
}

/** Says so in words, where npm would only warn and the first new function then fail. */
function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Node 20.19 or newer is needed; this is ${process.version}`);
}
