import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

const PETS = `openapi: 3.0.3
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example/v1"}]
security: [{login: []}]
paths:
  /pets:
    get:
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: array}, example: []}}
components: {securitySchemes: {login: {type: http, scheme: basic}}}
`;

async function makeFolderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await makeTestFolder();
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(cwd, name), text)));
  return cwd;
}

test("any document is served at its real path, with its own credentials, and its defects are told", async () => {
  const cwd = await makeFolderWith({ "pets.yaml": PETS });
  const standin = await serveStandin(["--openapi", "pets.yaml", "--ephemeral"], { cwd });
  const { url, headers } = standin.told.apis["pets"] ?? {};
  expect(await (await fetch(`${url}/pets`, { headers: { ...headers } })).json()).toEqual([]);
  expect(await fetch(`${url}/pets`)).toMatchObject({ status: 401 });
  expect(standin.stderr()).toContain("pets.yaml:7:5 the operation has no operationId");
  const { stdout } = await runStandin(["token", "--openapi", "pets.yaml", "--as", "guest"], { cwd });
  const authorization = `Basic ${stdout.trim()}`;
  expect(await fetch(`${url}/pets`, { headers: { authorization } })).toMatchObject({ status: 200 });
});

test("the doctor tells each defect with its line and what was decided, as text and as JSON", async () => {
  const cwd = await makeFolderWith({ "pets.yaml": PETS });
  const [text, json] = await Promise.all([
    runStandin(["doctor", "pets.yaml"], { cwd }),
    runStandin(["doctor", "pets.yaml", "--json"], { cwd }),
  ]);
  expect(text).toMatchObject({ code: 1 });
  expect(text.stdout).toContain("pets.yaml:7:5  missing-operation-id: the operation has no operationId");
  expect(JSON.parse(json.stdout)).toMatchObject({
    id: "missing-operation-id",
    line: 7,
    decided: "it is called getPets",
  });
});

test("the doctor finds nothing in a document that has nothing wrong", async () => {
  const cwd = await makeFolderWith({ "pets.yaml": PETS.replace("    get:", "    get:\n      operationId: listPets") });
  expect(await runStandin(["doctor", "pets.yaml"], { cwd })).toMatchObject({
    code: 0,
    stdout: "pets.yaml: nothing contradictory\n",
  });
});

test("a document that is none is refused with file, line and column, by every verb that takes one", async () => {
  const cwd = await makeFolderWith({ "broken.yaml": "openapi: 3.1.0\npaths: [" });
  const verbs = [
    ["serve", "--openapi", "broken.yaml"],
    ["token", "--openapi", "broken.yaml"],
    ["doctor", "broken.yaml"],
    ["serve", "--openapi", "none.yaml"],
  ];
  const results = await Promise.all(verbs.map((args) => runStandin(args, { cwd })));
  expect(results.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  for (const { stderr } of results.slice(0, 3))
    expect(stderr).toMatch(/^error: broken\.yaml:2:9: not well-formed YAML: .*\n$/);
  expect(results[3]?.stderr).toMatch(/^error: the document none\.yaml can't be read: .*\n$/);
});

test("two documents that claim one path are refused, and served when they are mounted apart", async () => {
  const cwd = await makeFolderWith({ "pets.yaml": PETS, "others.yaml": PETS });
  const both = ["--openapi", "pets.yaml", "--openapi", "others.yaml", "--ephemeral"];
  expect(await runStandin(["serve", ...both, "--port", "0"], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("both claim GET /v1/pets; mount one of them elsewhere") as string,
  });
  const { told } = await serveStandin([...both, "--mount", "others=/others"], { cwd });
  expect([told.apis["pets"]?.url, told.apis["others"]?.url]).toEqual([`${told.url}/v1`, `${told.url}/others/v1`]);
});

test("of two documents of one name the second gets a number, or the name that it is given", async () => {
  const cwd = await makeFolderWith({ "pets.openapi.yaml": PETS, "pets.yaml": PETS });
  const both = ["--openapi", "pets.yaml", "--openapi", "pets.openapi.yaml", "--ephemeral"];
  const numbered = await serveStandin([...both, "--mount", "pets2=/second"], { cwd });
  expect(Object.keys(numbered.told.apis)).toEqual(["pets", "pets2"]);
  expect(numbered.stderr()).toContain(
    "pets.openapi.yaml is served as pets2, because another API is called pets; name it by --openapi NAME=pets.openapi.yaml",
  );
  const named = ["--openapi", "pets.yaml", "--openapi", "others=pets.openapi.yaml", "--mount", "others=/second"];
  const second = await serveStandin([...named, "--ephemeral"], { cwd });
  expect(second.told.apis["others"]?.url).toBe(`${second.told.url}/second/v1`);
  expect(second.stderr()).not.toContain("is served as");
  const { stdout } = await runStandin(["token", "--openapi", "mine=pets.yaml", "--as", "guest"], {
    cwd,
  });
  expect(stdout.trim()).not.toBe("");
  expect(
    await runStandin(["serve", "--openapi", "a=pets.yaml", "--openapi", "a=pets.openapi.yaml"], { cwd }),
  ).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--openapi a=pets.openapi.yaml: another API is called a") as string,
  });
});

test("a configuration file names documents as flags do, from its own folder", async () => {
  const cwd = await makeFolderWith({
    "pets.yaml": PETS,
    "standin.config.yaml": "openapi: {mine: pets.yaml}\nephemeral: true\n",
  });
  const { told } = await serveStandin([], { cwd });
  expect(Object.keys(told.apis)).toEqual(["mine"]);
});

test("an overlay changes what is served, and an action that changes nothing is told", async () => {
  const overlay = `overlay: 1.0.0
info: {title: Changes, version: "1"}
actions:
  - target: $.paths['/pets'].get.responses['200'].content['application/json']
    update: {example: [1]}
  - {target: $.nothing, remove: true}
`;
  const cwd = await makeFolderWith({ "pets.yaml": PETS, "changes.yaml": overlay });
  const flags = ["--openapi", "pets.yaml", "--overlay", "changes.yaml", "--ephemeral", "--auth", "off"];
  const standin = await serveStandin(flags, { cwd });
  expect(await (await fetch(`${standin.told.apis["pets"]?.url}/pets`)).json()).toEqual([1]);
  expect(standin.stderr()).toContain("changes.yaml:6:5: nothing of the document of pets is at $.nothing");
});
