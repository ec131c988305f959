import { expect, test } from "vitest";
import { makeTestFolder, runStandin, startStandin } from "../testing/run-standin.js";

test("help tells the verbs, and of each verb its options", async () => {
  const cwd = await makeTestFolder();
  const all = await runStandin(["--help"], { cwd });
  expect(all).toMatchObject({ code: 0, stderr: "" });
  for (const verb of ["serve", "token", "seed"]) expect(all.stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
  expect(await runStandin(["help"], { cwd })).toEqual(all);

  const serve = await runStandin(["serve", "--help"], { cwd });
  expect(serve.code).toBe(0);
  const flags = [
    "-p, --port N",
    "--host",
    "--api",
    "--state",
    "--ephemeral",
    "--seed",
    "--random-seed",
    "--auth",
    "--rule",
  ];
  for (const flag of [...flags, "--sync", "--handlers", "--mount", "--cors", "--json", "--log-level", "--config"]) {
    expect(serve.stdout).toContain(flag);
  }
  expect(serve.stdout).toContain("STANDIN_PORT, PORT");
  expect(await runStandin(["help", "serve"], { cwd })).toEqual(serve);
});

test("whoever stops reading what a command tells makes it fail no more than `head` does", async () => {
  const cwd = await makeTestFolder();
  const help = startStandin(["help"], { cwd });
  help.closeOutput("stdout");
  expect(await help.ended).toBe(0);
  expect(help.stderr()).toBe("");
  const wrong = startStandin(["nonsense"], { cwd });
  wrong.closeOutput("stderr");
  expect(await wrong.ended).toBe(2);
});

test("--version tells the version of the package", async () => {
  const told = await runStandin(["--version"], { cwd: await makeTestFolder() });
  expect(told).toMatchObject({ code: 0 });
  expect(told.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("without a verb the help goes to standard error", async () => {
  const told = await runStandin([], { cwd: await makeTestFolder() });
  expect(told).toMatchObject({ code: 2, stdout: "" });
  expect(told.stderr).toContain("standin VERB");
});

test.each([
  [["srve"], "there is no verb srve. Did you mean serve? There are: serve, verify, token, seed, init,"],
  [["judge"], "there is no verb judge. There are: serve, verify, token, seed, init,"],
  [["serve", "--prt", "1"], "serve has no option --prt. Did you mean --port? It has: --port, --host, --api,"],
  [["serve", "--openapi", "x.yaml"], "the document x.yaml can't be read"],
  [["serve", "--latency", "5"], "serve has no option --latency."],
  [["token", "--state", "x"], "token has no option --state."],
  [["serve", "demo"], 'serve takes no argument "demo"'],
  [["serve", "--port"], "--port needs a value: --port N"],
  [["serve", "--port", "--sync"], "--port needs a value: --port N"],
  [["serve", "--port", "http"], '--port can\'t be "http": it must be a whole number from 0 to 65535'],
  [["serve", "--port=65536"], '--port can\'t be "65536": it must be a whole number from 0 to 65535'],
  [["serve", "-p", "4.5"], '--port can\'t be "4.5"'],
  [["serve", "--ephemeral=yes"], '--ephemeral takes no value, and was given "yes"'],
  [["serve", "--auth", "none"], '--auth can\'t be "none": it must be one of: strict, shape, off'],
  [["serve", "--log-level", "all"], '--log-level can\'t be "all": it must be one of: error, warn, info, debug'],
  [["serve", "--cors", "localhost"], '--cors can\'t be "localhost": it must be * or an origin'],
  [["serve", "--random-seed", "-1"], '--random-seed can\'t be "-1": it must be a whole number from 0'],
  [["serve", "--rule", "archivedInList=exclude"], "it must be of the form API.RULE=VALUE"],
  [
    ["serve", "--ephemeral", "--rule", "fassport.nope=x"],
    "there is no rule fassport.nope; there are: fassport.malformedId",
  ],
  [
    ["serve", "--ephemeral", "--rule", "fassport.archivedInList=maybe"],
    'fassport.archivedInList can\'t be "maybe"; it can be: include, exclude',
  ],
  [
    ["serve", "--ephemeral", "--mount", "nope=/x"],
    "--mount: there is no API nope; there are: fassport, supervity, versori",
  ],
  [["serve", "--ephemeral", "--mount", "fassport=x"], "fassport can't be mounted at"],
  [["serve", "--api", "nope"], "there is no API nope; there are: fassport, supervity, versori"],
  [["serve", "--ephemeral", "--seed", "nope"], 'fassport has no fixture "nope"; it has: demo, empty'],
  [["serve", "--seed", "./nope.json"], "the fixture ./nope.json can't be read"],
  [["serve", "--ephemeral", "--handlers", "nope.js"], "nope.js"],
  [["serve", "--ephemeral", "--state", "x.json"], "--state and --ephemeral exclude each other"],
  [["serve", "--config", "nope.json"], "--config: nope.json can't be read"],
  [["token"], "token needs one API: --api NAME; there are: fassport, supervity, versori"],
  [["token", "--api", "nope"], "there is no API nope; there are: fassport, supervity, versori"],
  [["token", "--api", "fassport", "--as", "bob"], "fassport has no principal bob; it has: admin, viewer, stranger"],
  [["token", "--api", "fassport", "--expires-in", "soon"], '--expires-in can\'t be "soon"'],
  [["token", "--api", "versori", "--expired"], "API key"],
  [["seed", "--size", "-5"], '--size can\'t be "-5"'],
  [
    ["verify", "--target", "http://127.0.0.1:1"],
    "the document to which the target is held: --api NAME or --openapi FILE",
  ],
  [["verify", "--target", "ftp://here"], "it must be an http or https URL without a credential or query"],
  [
    ["verify", "--api", "fassport", "--only", "getIntegratio"],
    "there is no operation getIntegratio: did you mean getIntegration?",
  ],
  [["verify", "--api", "fassport", "--own", "house=1"], "--own can't be of the kind"],
  [["verify", "--api", "fassport", "--token-env", "NOT_SET"], "--token-env NOT_SET gives no credential"],
  [["verify", "--api", "fassport", "--auth-scheme", "basic"], "there are: bearerJwt"],
  [["verify", "--budget", "request=1"], "of the form requests=500,writes=40,time=5m"],
  [["verify", "--rate", "fast"], "so many a second or minute, such as 2/s or 30/m"],
  [["verify", "--sweep", "nope.jsonl"], "the ledger nope.jsonl can't be read"],
  [
    ["verify", "--api", "fassport", "--target", "https://app.example", "--mode", "own-data"],
    "is not this machine, so nothing is written to it unless its host is allowed: --allow-host app.example",
  ],
])("standin %j is refused by name", async (args, words) => {
  const cwd = await makeTestFolder();
  const told = await runStandin(args, { cwd });
  expect(told).toMatchObject({ code: 2, stdout: "" });
  expect(told.stderr).toMatch(/^error: .*\n$/);
  expect(told.stderr).toContain(words);
});

test("with --json a refusal is one JSON object", async () => {
  const told = await runStandin(["serve", "--json", "--auth", "none"], { cwd: await makeTestFolder() });
  expect(told).toMatchObject({ code: 2, stdout: "" });
  expect(JSON.parse(told.stderr)).toMatchObject({ event: "log", level: "error", exitCode: 2 });
});
