import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

/** What each run is confined to, so that it takes a second. */
const ONLY = ["--api", "fassport", "--only", "fassport.createIntegration", "--only", "C102"];

/** As the stand-in is told to take bodies which rule F-CREATE-2 assumes to be refused. */
const LENIENT = ["--rule", "fassport.createBody=documented"];

/** Serves Fassport in a folder, and gives its URL. */
async function serve(cwd: string, ...args: readonly string[]): Promise<string> {
  return (await serveStandin(["--ephemeral", "--api", "fassport", ...args], { cwd })).told.url;
}

function verify(cwd: string, ...args: readonly string[]) {
  return runStandin(["verify", ...args], { cwd });
}

test("a finding is told in every form that was asked for", async () => {
  const cwd = await makeTestFolder();
  const told = ["--reporter", "console,junit,html,json,har,github", "--output", "told"];
  const { code, stdout } = await verify(cwd, ...ONLY, "--target", await serve(cwd, ...LENIENT), ...told);
  expect(code, stdout).toBe(1);
  expect(stdout).toMatch(/^FAILED {2}fassport at http/);
  expect(stdout).toContain("::error file=openapi/fassport.yaml,line=");
  const files = await readdir(join(cwd, "told"));
  const reports = ["fassport.har", "fassport.html", "fassport.json", "fassport.junit.xml"];
  expect(files).toEqual(expect.arrayContaining(reports));
  expect(await readFile(join(cwd, "told/fassport.junit.xml"), "utf8")).toContain('<failure type="C102"');
});

test("a finding is still failing when it is replayed on the same server, and mended on one that does better", async () => {
  const cwd = await makeTestFolder();
  const [lenient, strict] = await Promise.all([serve(cwd, ...LENIENT), serve(cwd)]);
  await verify(cwd, ...ONLY, "--target", lenient, "--output", "told");
  const [file = "none"] = await readdir(join(cwd, "told"));
  const again = await verify(cwd, "--replay", join("told", file));
  expect(again).toMatchObject({ code: 1, stdout: expect.stringMatching(/^STILL FAILING {2}C102 /) as string });
  const better = await verify(cwd, "--replay", join("told", file), "--target", strict);
  expect(better).toMatchObject({ code: 0, stdout: expect.stringMatching(/^MENDED {2}C102 /) as string });
});

test("a finding fails no run while it is known, and a gap that matches nothing does", async () => {
  const cwd = await makeTestFolder();
  const [lenient, strict] = await Promise.all([serve(cwd, ...LENIENT), serve(cwd)]);
  const gap = { check: "C102", operation: "fassport.createIntegration", reason: "ticket 12", expires: "9999-12-31" };
  await writeFile(join(cwd, "gaps.yaml"), JSON.stringify([gap]));
  const known = await verify(cwd, ...ONLY, "--target", lenient, "--known-gaps", "gaps.yaml");
  expect(known.stdout).toContain("(ticket 12)");
  expect(known.code).toBe(0);
  const mended = await verify(cwd, ...ONLY, "--target", strict, "--known-gaps", "gaps.yaml");
  expect(mended).toMatchObject({ code: 1, stdout: expect.stringContaining("matches no finding") as string });
});

test("what was learned of a server is an overlay by which the stand-in answers as it did", async () => {
  const cwd = await makeTestFolder();
  const [lenient, strict] = await Promise.all([serve(cwd, ...LENIENT), serve(cwd)]);
  const learned = await verify(cwd, ...ONLY, "--target", lenient, "--level", "published", "--learn", "learned.yaml");
  expect(learned).toMatchObject({ code: 0, stdout: expect.stringContaining("Learned: ") as string });
  const taught = await serve(cwd, "--overlay", "learned.yaml");
  const { stdout: token } = await runStandin(["token", "--api", "fassport"], { cwd });
  const headers = { authorization: `Bearer ${token.trim()}`, "content-type": "application/json" };
  const post = async (url: string) =>
    (await fetch(url + INTEGRATIONS, { method: "POST", headers, body: '{"type":"Email"}' })).status;
  expect(await Promise.all([lenient, taught, strict].map(post))).toEqual([200, 200, 400]);
});

test("what a run proved is recorded, and evidence tells it", async () => {
  const cwd = await makeTestFolder();
  const confined = ["--api", "fassport", "--only", "C101", "--target", await serve(cwd)];
  const { code, stdout: report } = await verify(cwd, ...confined, "--record", "proofs.json");
  expect(code, report).toBe(0);
  const { stdout } = await runStandin(["evidence", "--api", "fassport", "--record", "proofs.json"], { cwd });
  expect(stdout).toMatch(/F-LIST-1\.array +source +C\d{3} +\d{4}-\d\d-\d\d on http:\/\/127\.0\.0\.1/);
});

test("each check is explained by its id, in text and as JSON", async () => {
  const cwd = await makeTestFolder();
  const { code, stdout } = await verify(cwd, "--explain", "c109");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^C109 {2}.+\n\n.{80}/);
  const { stdout: json } = await verify(cwd, "--explain", "C904", "--json");
  expect(JSON.parse(json)).toMatchObject({ id: "C904" });
});

test.each([
  [["--explain", "C999"], /--explain can't be "C999": .*there are: C001, C002/],
  [["--reporter", "console,xml"], /--reporter .*there are: console, junit/],
  [["--learn", "x.yaml"], /--learn writes what was learned of one API/],
  [["--record", "x.json"], /--record notes what was proved of a real target/],
  [["--replay", "nowhere.json"], /--replay nowhere\.json can't be read/],
  [["--api", "fassport", "--known-gaps", "nowhere.yaml"], /--known-gaps nowhere\.yaml can't be read/],
])("%j is refused before anything is sent", async (args, words) => {
  const { code, stderr } = await verify(await makeTestFolder(), ...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});
