import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How a test runner ended. */
export interface RunnerResult {
  readonly code: number | null;
  /** Both streams, colours left out. */
  readonly output: string;
}

/** Where the runners' commands are, with what makes them run the tests of a folder; Node alone runs one program. */
const RUNNERS = {
  vitest: {
    command: "vitest/vitest.mjs",
    args: ["run"],
    config: { name: "vitest.config.js", text: "export default {};" },
  },
  playwright: {
    command: "@playwright/test/cli.js",
    args: ["test", "--reporter", "line", "--workers", "2"],
    // The line reporter writes no file; what Playwright writes besides stays in the folder.
    config: { name: "playwright.config.js", text: 'export default { fullyParallel: true, outputDir: "results" };' },
  },
  node: { command: undefined, args: [], config: undefined },
} as const;

/**
 * Runs tests as a user does who has installed the package: with their own runner, and `standin/…` as it was built.
 * The files are by name; the folder is within the project, so that packages are found from there, and goes when the test ends.
 */
export async function runRunner(
  name: keyof typeof RUNNERS,
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<RunnerResult> {
  const { command, args, config } = RUNNERS[name];
  await mkdir(join(ROOT, ".build"), { recursive: true });
  const folder = await mkdtemp(join(ROOT, ".build", `${name}-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const all = { ...(config && { [config.name]: config.text }), ...files };
  await Promise.all(Object.entries(all).map(([file, text]) => writeFile(join(folder, file), text)));
  // Node itself runs the first of the files.
  const program =
    command === undefined ? join(folder, Object.keys(files)[0] ?? "") : join(ROOT, "node_modules", command);
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    // Nothing of the runner in which we are ourselves.
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], NO_COLOR: "1", CI: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  await once(child, "close");
  return { code: child.exitCode, output };
}
