import { execFile, spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { loadApis } from "../src/adapters/load-apis.js";
import { createEmulator } from "../src/emulator/emulator.js";

const ROOT = join(import.meta.dirname, "..");
const README = await readFile(join(ROOT, "README.md"), "utf8");
const run = promisify(execFile);

/** The code blocks of the README in one language, in their order. */
function listBlocks(language: string): string[] {
  return [...README.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, info]) => info === language)
    .map(([, , code = ""]) => code);
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo; // a server that listens on a port has one
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Runs the README's first command, as it stands, until it says that it is ready. */
async function start(command: string, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn("bash", ["-c", command], { cwd: ROOT, env, stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("is ready")) resolve();
    });
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}: ${said}`)));
  });
  return child;
}

test("the README's commands do what it says, and what they made is there after kill -9", async () => {
  const [first = "", ...commands] = listBlocks("sh");
  expect(first).toBe("npm start\n");
  expect(commands.length).toBeGreaterThanOrEqual(5);
  const [folder, port] = await Promise.all([mkdtemp(join(tmpdir(), "readme-")), findFreePort()]);
  onTestFinished(() => rm(folder, { recursive: true }));
  const env = { ...process.env, STANDIN_PORT: String(port), STANDIN_STATE: join(folder, "state.json") };
  const command = `exec node scripts/start.mjs`;
  const server = await start(command, env);

  const script = commands.join("\n").replaceAll("127.0.0.1:4010", `127.0.0.1:${port}`);
  const { stdout } = await run("bash", ["-e", "-o", "pipefail", "-c", script], { cwd: ROOT, env });
  expect(stdout).toContain("My inbox\n");
  expect(stdout).toContain("x-standin-evidence: assumed");
  expect(stdout).toContain('"status":"Inactive"');
  expect(stdout).toContain("Entity not found\n");
  expect(stdout).toContain('"sharedTeamKeys":["finance","support"]\n');
  expect(stdout).toContain('"count":2');
  expect(stdout).toMatch(/204\n$/);

  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGKILL");
  await gone;
  await start(command, env);
  const look = commands[0]?.replaceAll("127.0.0.1:4010", `127.0.0.1:${port}`).replace(/curl -s -X POST.*?\n\n/s, "");
  expect((await run("bash", ["-e", "-c", look ?? ""], { cwd: ROOT, env })).stdout).toBe("My inbox\n");
  const health = (await (await fetch(`http://127.0.0.1:${port}/__standin/health`)).json()) as { defects: number };
  expect(health.defects).toBe(0);
}, 90_000);

test("the README's test passes as a test", async () => {
  const [code = ""] = listBlocks("js");
  await mkdir(join(ROOT, ".build"), { recursive: true });
  const folder = await mkdtemp(join(ROOT, ".build", "readme-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "readme.test.js"), code);
  // A user has no configuration of ours.
  await writeFile(join(folder, "vitest.config.js"), "export default {};");
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const { stdout } = await run(process.execPath, [vitest, "run", "--root", folder, "--reporter", "json"], {
    cwd: folder,
  });
  expect(JSON.parse(stdout.slice(stdout.indexOf("{")))).toMatchObject({ success: true, numPassedTests: 1 });
}, 60_000);

test("the README's table of rules is that of the code", async () => {
  const { apis } = createEmulator({ apis: await loadApis() });
  const rules = apis.flatMap(({ name, definition }) =>
    Object.entries(definition.switches).map(([key, { values }]) => [`${name}.${key}`, [...values]]),
  );
  const rows = [...README.matchAll(/^\| `(\w+\.\w+)` +\| (.*?) +\|/gm)].map(([, key = "", values = ""]) => [
    key,
    values.split(", ").map((value) => value.replaceAll("`", "")),
  ]);
  expect(rows).toEqual(rules);
});

test("every flag of the README is one that serve, token or seed has", async () => {
  const help = await Promise.all(
    ["serve", "token", "seed"].map((verb) => run(process.execPath, [join(ROOT, "dist/cli.js"), verb, "--help"])),
  );
  const known = help.map(({ stdout }) => stdout).join("\n");
  const flags = new Set([...README.matchAll(/`(?:[^`\n]* )?(--[a-z][a-z-]*)/g)].map(([, flag = ""]) => flag));
  expect(flags.size).toBeGreaterThan(15);
  for (const flag of flags) expect(known).toMatch(new RegExp(`${flag}\\b`));
});
