import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin, startStandin } from "../testing/run-standin.js";
import type { Ready } from "./describe-ready.js";

const INTEGRATIONS = "/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const run = promisify(execFile);

/** Sends a Fassport request as the principal of the ready line. */
function callFassport({ apis }: Ready, path: string, init: RequestInit = {}): Promise<Response> {
  const { url, headers } = { ...apis["fassport"] };
  return fetch(`${url}${path}`, { ...init, headers: { "content-type": "application/json", ...headers } });
}

async function createIntegration(told: Ready, name: string): Promise<string> {
  const body = JSON.stringify({ name, type: "Email", provider: "Gmail", config: {} });
  const response = await callFassport(told, INTEGRATIONS, { method: "POST", body });
  expect(response.status).toBe(200);
  const { _id: id } = (await response.json()) as { _id: string }; // as the document has it
  return id;
}

/** Takes a port of this machine's until the test ends. */
async function takePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** A port that was free a moment ago. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

test("the ready line tells people where, what, and requests that succeed as they stand", async () => {
  const cwd = await makeTestFolder();
  const standin = startStandin(["serve", "--port", "0"], { cwd });
  await expect.poll(() => standin.stdout(), { timeout: 10_000 }).toContain("seed     1\n");
  const lines = standin.stdout().split("\n");
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(lines[0] ?? "")?.[0] ?? "";
  expect(standin.stdout()).toContain(`${url}/api/v1\n`);
  expect(standin.stdout()).toContain(`${url}/api/embedded/v1\n`);
  expect(standin.stdout()).toContain(`control  ${url}/__standin\n`);
  expect(standin.stdout()).toContain("state    .standin/state.json\n");
  expect(standin.stdout()).toContain("fixture  demo\n");
  // No colour where there is no terminal.
  expect(standin.stdout()).not.toContain("\u001b");

  // Each API's lines, as somebody copies them: the token, and a command that sends it.
  const commands = [...standin.stdout().matchAll(/^ {4}(TOKEN=.*\n {4}curl .*)$/gm)].map(([, pair = ""]) => pair);
  expect(commands).toHaveLength(3);
  for (const command of commands) {
    const { stdout } = await run("sh", ["-c", `${command} --silent --output /dev/null --write-out '%{http_code}'`]);
    expect(stdout).toBe("200");
  }
  const health = await fetch(`${url}/__standin/health`);
  expect(await health.json()).toMatchObject({ status: "ok" });
});

test("an API of which nothing was created yet has a request that succeeds, too", async () => {
  const { told } = await serveStandin(["--ephemeral", "--seed", "empty"], { cwd: await makeTestFolder() });
  for (const { curl } of [told.apis["fassport"], told.apis["supervity"]].flatMap((api) => api ?? [])) {
    const { stdout } = await run("sh", ["-c", `${curl} --silent --output /dev/null --write-out '%{http_code}'`]);
    expect(stdout).toBe("200");
  }
  // Every read of Versori is about a user, and there is none yet; how to send the token is told all the same.
  expect(told.apis["versori"]).toMatchObject({ headers: { authorization: "Bearer versori-demo-api-key-1" } });
});

test("with --json everything is told as one object a line", async () => {
  const cwd = await makeTestFolder();
  const standin = await serveStandin(["--ephemeral", "--log-level", "debug"], { cwd });
  const { told } = standin;
  expect(told).toMatchObject({ state: null, randomSeed: 1, auth: "strict", pid: standin.pid });
  expect(told.url).toBe(`http://127.0.0.1:${told.port}`);
  expect(Object.keys(told.apis)).toEqual(["fassport", "supervity", "versori"]);
  for (const { token, headers, curl, principal } of Object.values(told.apis)) {
    expect(principal).toMatch(/^\w+$/);
    expect(Object.values(headers ?? {}).join("\n")).toContain(token);
    expect(curl).toContain(token);
  }
  await callFassport(told, INTEGRATIONS);
  await expect.poll(() => standin.stderr()).toContain("fassport.listIntegrations");
  const entries = standin
    .stderr()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string; rules?: string[] });
  expect(entries.every(({ event }) => event === "log")).toBe(true);
  expect(entries.flatMap(({ rules = [] }) => rules)).toContain("F-LIST-1.order");
});

test("a restart on the same state file finds what was acknowledged", async () => {
  const cwd = await makeTestFolder();
  const first = await serveStandin([], { cwd });
  expect(first.told.state).toBe(join(cwd, ".standin/state.json"));
  const id = await createIntegration(first.told, "Kept");
  first.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  expect(await readdir(join(cwd, ".standin"))).not.toContain("state.json.lock");

  const second = await serveStandin([], { cwd });
  expect(await (await callFassport(second.told, INTEGRATIONS + id)).json()).toMatchObject({ name: "Kept" });
});

test("SIGINT ends it with 130", async () => {
  const standin = await serveStandin([], { cwd: await makeTestFolder() });
  standin.kill("SIGINT");
  expect(await standin.ended).toBe(130);
  expect(standin.stderr()).toBe("");
});

test("a second signal ends it at once, whatever is under way", async () => {
  const standin = await serveStandin(["--ephemeral"], { cwd: await makeTestFolder() });
  // A request whose body never comes keeps it from ending by itself for a while.
  const { url, headers } = { ...standin.told.apis["fassport"] };
  const waiting = request(`${url}${INTEGRATIONS}`, {
    method: "POST",
    headers: { ...headers, expect: "100-continue", "content-length": 100 },
  });
  waiting.on("error", () => undefined);
  waiting.flushHeaders();
  await once(waiting, "continue");
  const trickle = setInterval(() => waiting.write(" "), 100);
  onTestFinished(() => clearInterval(trickle));
  standin.kill("SIGTERM");
  // Signals may overtake one another: the second is sent when the first has shown its effect.
  const isClosed = () =>
    fetch(standin.told.url).then(
      () => false,
      () => true,
    );
  await expect.poll(isClosed, { interval: 20 }).toBe(true);
  standin.kill("SIGINT");
  expect(await standin.ended).toBe(130);
});

test("--ephemeral leaves nothing behind", async () => {
  const cwd = await makeTestFolder();
  const standin = await serveStandin(["--ephemeral"], { cwd, env: { STANDIN_STATE: "elsewhere.json" } });
  await createIntegration(standin.told, "Fleeting");
  expect(await readdir(cwd)).toEqual([]);
  standin.kill("SIGTERM");
  expect(await standin.ended).toBe(0);
  expect(await readdir(cwd)).toEqual([]);
});

test("a new state is written at the start", async () => {
  const cwd = await makeTestFolder();
  await serveStandin(["--state", "new/state.json", "--sync", "--random-seed", "42"], { cwd });
  const text = await readFile(join(cwd, "new/state.json"), "utf8");
  expect(JSON.parse(text)).toMatchObject({
    randomSeed: 42,
    fixtures: { fassport: "demo", supervity: "demo", versori: "demo" },
  });
});

test("a state file that is in use is refused, naming who uses it", async () => {
  const cwd = await makeTestFolder();
  const { pid } = await serveStandin([], { cwd });
  const second = await runStandin(["serve", "--port", "0"], { cwd });
  expect(second).toMatchObject({ code: 3, stdout: "" });
  expect(second.stderr).toContain(`process ${pid} `);
});

test("a damaged state file stops the start, names the backup and stays as it is", async () => {
  const cwd = await makeTestFolder();
  const first = await serveStandin(["--state", "state.json"], { cwd });
  await createIntegration(first.told, "Kept");
  first.kill("SIGTERM");
  await first.ended;
  await writeFile(join(cwd, "state.json"), '{"formatVersion": 1, "coll');
  const refused = await runStandin(["serve", "--port", "0", "--state", "state.json"], { cwd });
  expect(refused).toMatchObject({ code: 3, stdout: "" });
  expect(refused.stderr).toContain("state.json.bak");
  expect(refused.stderr).toMatch(/^error: .*\n$/);
  expect(await readFile(join(cwd, "state.json"), "utf8")).toBe('{"formatVersion": 1, "coll');
});

test("a port that is taken stops the start, and nothing is written", async () => {
  const cwd = await makeTestFolder();
  const port = await takePort();
  const refused = await runStandin(["serve", "--port", String(port), "--state", "state.json"], { cwd });
  expect(refused).toMatchObject({ code: 3, stdout: "" });
  expect(refused.stderr).toContain(`port ${port}`);
  expect(await readdir(cwd)).toEqual([]);
});

test("STANDIN_PORT sets the port before PORT does, a flag before both", async () => {
  const cwd = await makeTestFolder();
  const [first, second] = [await findFreePort(), await findFreePort()];
  const serve = async (args: readonly string[], env: Record<string, string>): Promise<number> => {
    const standin = startStandin(["serve", "--json", "--ephemeral", ...args], { cwd, env });
    const { port } = await standin.ready;
    standin.kill("SIGKILL");
    await standin.ended;
    return port;
  };
  expect(await serve([], { PORT: String(first) })).toBe(first);
  expect(await serve([], { PORT: String(first), STANDIN_PORT: String(second) })).toBe(second);
  expect(await serve(["-p", String(first)], { STANDIN_PORT: String(second) })).toBe(first);
  expect(await serve([], { STANDIN_PORT: "", PORT: String(second) })).toBe(second);
  const refused = await runStandin(["serve"], { cwd, env: { STANDIN_PORT: "http" } });
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toContain('STANDIN_PORT can\'t be "http"');
});

test("a configuration file sets what neither flag nor environment does", async () => {
  const cwd = await makeTestFolder();
  await mkdir(join(cwd, "config"));
  const settings = {
    seed: "empty",
    randomSeed: 5,
    api: ["fassport"],
    state: "s.json",
    rule: { "fassport.archivedInList": "exclude" },
  };
  await writeFile(join(cwd, "config/own.json"), JSON.stringify(settings));
  await writeFile(join(cwd, "standin.config.yaml"), "seed: empty\nephemeral: true\napi: versori\n");
  const found = await serveStandin([], { cwd });
  expect(found.told).toMatchObject({ state: null, fixtures: { versori: "empty" } });
  expect(Object.keys(found.told.apis)).toEqual(["versori"]);
  const named = await serveStandin(["--config", "config/own.json", "--seed", "demo"], { cwd });
  // A path in a file goes from that file.
  expect(named.told).toMatchObject({
    state: join(cwd, "config/s.json"),
    fixtures: { fassport: "demo" },
    randomSeed: 5,
  });
  const stronger = await serveStandin([], { cwd, env: { STANDIN_STATE: "env.json" } });
  expect(stronger.told.state).toBe(join(cwd, "env.json"));
});

test.each([
  [
    "standin.config.json",
    '{"prot": 1}',
    'standin.config.json has an unknown key "prot". Did you mean port? Known are: port, host',
  ],
  ["standin.config.json", '{"port": "http"}', '"port" in standin.config.json can\'t be "http"'],
  ["standin.config.json", '{"ephemeral": "yes"}', '"ephemeral" in standin.config.json must be true or false'],
  ["standin.config.json", '{"ephemeral": true, "state": "x.json"}', "--state and --ephemeral exclude each other"],
  ["standin.config.json", "[]", "standin.config.json must hold an object"],
  ["standin.config.json", "{", "standin.config.json can't be parsed"],
  ["standin.config.yaml", "port: [", "standin.config.yaml can't be parsed"],
])("%s with %s is refused", async (name, text, words) => {
  const cwd = await makeTestFolder();
  await writeFile(join(cwd, name), text);
  const refused = await runStandin(["serve"], { cwd });
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toContain(words);
});

test("a fixture fills only a state that is missing or empty, and says so", async () => {
  const cwd = await makeTestFolder();
  const first = await serveStandin(["--api", "fassport"], { cwd });
  first.kill("SIGTERM");
  await first.ended;
  const second = await serveStandin(["--seed", "empty", "--random-seed", "9"], { cwd });
  expect(second.told).toMatchObject({
    fixtures: { fassport: "demo", supervity: "empty", versori: "empty" },
    randomSeed: 1,
  });
  expect(second.stderr()).toMatch(
    /^\{"event":"log","level":"warn",.*kept.*fassport with the fixture demo, with the random seed 1.*\}\n$/,
  );
  expect(await (await callFassport(second.told, INTEGRATIONS)).json()).not.toEqual([]);
});

test("a fixture may come from a file, the other APIs then have their own", async () => {
  const cwd = await makeTestFolder();
  const text = await readFile(new URL("../../fixtures/fassport/empty.json", import.meta.url), "utf8");
  await writeFile(join(cwd, "mine.json"), text.replace('"name": "empty"', '"name": "mine"'));
  const { told } = await serveStandin(["--ephemeral", "--seed", "./mine.json"], { cwd });
  expect(told.fixtures).toEqual({ fassport: "mine", supervity: "demo", versori: "demo" });
  expect(await (await callFassport(told, INTEGRATIONS)).json()).toEqual([]);
});

test("records that their document does not allow any more are named and kept", async () => {
  const cwd = await makeTestFolder();
  await runStandin(["seed", "--size", "30", "--api", "fassport"], { cwd });
  const path = join(cwd, ".standin/state.json");
  const text = await readFile(path, "utf8");
  await writeFile(
    path,
    text.replaceAll(/"archivedOn": "[^"]*"/g, '"archivedOn": 5').replaceAll('"status": "Active"', '"status": 7'),
  );
  const standin = await serveStandin(["--api", "fassport"], { cwd });
  const warnings = standin
    .stderr()
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { level: string; message: string });
  expect(warnings).toHaveLength(21);
  expect(warnings[0]?.message).toMatch(/fassport\.integrations "\w+": \w+ must be/);
  expect(warnings.at(-1)?.message).toMatch(/^and \d+ more/);
  await createIntegration(standin.told, "New");
  expect(await readFile(path, "utf8")).toContain('"status": 7');
});

test("--api serves only those APIs", async () => {
  const { told } = await serveStandin(["--ephemeral", "--api", "versori", "--api", "supervity"], {
    cwd: await makeTestFolder(),
  });
  expect(Object.keys(told.apis)).toEqual(["supervity", "versori"]);
  expect((await fetch(`${told.url}/api/v1${INTEGRATIONS}`)).status).toBe(404);
});

test("--rule switches a rule", async () => {
  const cwd = await makeTestFolder();
  const count = async (args: readonly string[]): Promise<number> => {
    const { told } = await serveStandin(["--ephemeral", ...args], { cwd });
    const records = (await (await callFassport(told, INTEGRATIONS)).json()) as unknown[]; // a list, as the document has it
    return records.length;
  };
  expect(await count(["--rule", "fassport.archivedInList=exclude"])).toBeLessThan(await count([]));
});

test("--auth shape takes any well-formed credential, --auth off none", async () => {
  const cwd = await makeTestFolder();
  const ask = async (mode: string, headers: Record<string, string>): Promise<number> => {
    const { told } = await serveStandin(["--ephemeral", "--auth", mode], { cwd });
    return (await fetch(`${told.url}/api/v1${INTEGRATIONS}`, { headers })).status;
  };
  expect(await ask("strict", { authorization: "Bearer a.b.c" })).toBe(401);
  expect(await ask("shape", { authorization: "Bearer a.b.c" })).toBe(200);
  expect(await ask("shape", {})).toBe(401);
  expect(await ask("off", {})).toBe(200);
});

test("--mount puts a prefix before an API's real paths", async () => {
  const { told } = await serveStandin(["--ephemeral", "--mount", "fassport=/one"], { cwd: await makeTestFolder() });
  expect(told.apis["fassport"]?.url).toBe(`${told.url}/one/api/v1`);
  expect((await callFassport(told, INTEGRATIONS)).status).toBe(200);
  expect((await fetch(`${told.url}/api/v1${INTEGRATIONS}`)).status).toBe(404);
});

test("--cors lets the pages of an origin read", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral", "--cors", "http://localhost:3000"], { cwd });
  const health = await fetch(`${told.url}/__standin/health`, { headers: { origin: "http://localhost:3000" } });
  expect(health.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
});

test("--handlers puts a user's own handlers in front", async () => {
  const cwd = await makeTestFolder();
  const msw = JSON.stringify(import.meta.resolve("msw"));
  const source = `import { http, HttpResponse } from ${msw};
export default [http.get("*/__standin/health", () => HttpResponse.json({ status: "mine" }))];
`;
  await writeFile(join(cwd, "handlers.mjs"), source);
  const { told } = await serveStandin(["--ephemeral", "--handlers", "handlers.mjs"], { cwd });
  expect(await (await fetch(`${told.url}/__standin/health`)).json()).toEqual({ status: "mine" });
  expect((await callFassport(told, INTEGRATIONS)).status).toBe(200);
});

test("an error that nobody expected is told in one line, and with its stack for those who ask", async () => {
  const cwd = await makeTestFolder();
  await writeFile(
    join(cwd, "late.mjs"),
    'setTimeout(() => { throw new Error("too late"); }, 1);\nexport default [];\n',
  );
  const args = ["serve", "--ephemeral", "--port", "0", "--handlers", "late.mjs"];
  const told = await runStandin(args, { cwd });
  expect(told.code).toBe(1);
  expect(told.stderr).toMatch(/^error: too late \(.*--log-level debug.*\)\n$/);
  const debug = await runStandin([...args, "--log-level", "debug"], { cwd });
  expect(debug.code).toBe(1);
  expect(debug.stderr).toMatch(/late\.mjs:1:\d+/);
});

test("--host that others can reach is warned about", async () => {
  const cwd = await makeTestFolder();
  const standin = await serveStandin(["--ephemeral", "--host", "0.0.0.0"], { cwd });
  expect(standin.stderr()).toContain("public knowledge");
  expect((await fetch(`${standin.told.url}/__standin/health`)).status).toBe(200);
  const near = await serveStandin(["--ephemeral", "--host", "localhost"], { cwd });
  expect(near.stderr()).toBe("");
});

test("a reader that goes away is no fault", async () => {
  const cwd = await makeTestFolder();
  const cli = new URL("../../dist/cli.js", import.meta.url).pathname;
  const command = `"${process.execPath}" "${cli}" help serve | true; "${process.execPath}" "${cli}" token --api versori | true`;
  const { stderr } = await run("sh", ["-c", command], { cwd });
  expect(stderr).toBe("");
});
