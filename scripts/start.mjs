// `npm start`: installs what is missing, builds what is stale, and serves. Only `node:` modules before the install.
// package.json starts it with `exec`: npm signals its shell only, and a shell that waits for us would die alone.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildWhenStale } from "./house/build-when-stale.mjs";
import { installMissing } from "./house/install-missing.mjs";
import { ROOT } from "./house/project.mjs";

const cli = join(ROOT, "dist", "cli.js");
if (process.env["npm_lifecycle_event"] === "start") endWithParent();
if (await prepare()) {
  // In this process, not in a child: signals and the exit code are then the command's own.
  process.argv = [process.execPath, cli, "serve", ...process.argv.slice(2)];
  await import(pathToFileURL(cli).href);
} else {
  process.exitCode = 3;
}

async function prepare() {
  try {
    await installMissing();
    await buildWhenStale();
    return true;
  } catch (error) {
    process.stderr.write(`standin could not start: ${error instanceof Error ? error.message : String(error)}\n`);
    return false;
  }
}

/** Ends as by SIGTERM when npm is gone, killed without a chance to say so: nobody would know of us. */
function endWithParent() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  timer.unref();
}
