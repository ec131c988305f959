import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

const FILES = {
  "apis/pets.yaml": `openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets: {$ref: paths/pets.yaml}
  /pets/{id}: {$ref: paths/pet.yaml}
`,
  "apis/paths/pets.yaml": `post:
  operationId: createPet
  requestBody: {required: true, content: {application/json: {schema: {$ref: ../schemas/pet.yaml#/Pet}}}}
  responses:
    "201": {description: ok, content: {application/json: {schema: {$ref: ../schemas/pet.yaml#/Pet}}}}
    default: {description: something is wrong}
`,
  "apis/paths/pet.yaml": `parameters: [{name: id, in: path, required: true, schema: {type: string}}]
get:
  operationId: readPet
  responses:
    "200": {description: ok, content: {application/json: {schema: {$ref: ../schemas/pet.yaml#/Pet}}}}
    default: {description: something is wrong}
`,
  "apis/schemas/pet.yaml": `Pet:
  type: object
  required: [id, name]
  properties: {id: {type: string, readOnly: true}, name: {type: string}, friend: {$ref: "#/Pet"}}
`,
};

async function makeFolder(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  const cwd = await makeTestFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  }
  return cwd;
}

test("a document that is split over files is examined, served and held to a server as a whole one is", async () => {
  const cwd = await makeFolder();
  expect(await runStandin(["doctor", "apis/pets.yaml"], { cwd })).toMatchObject({
    code: 0,
    stdout: "apis/pets.yaml: nothing contradictory\n",
  });
  const { told } = await serveStandin(["--openapi", "apis/pets.yaml", "--ephemeral"], { cwd });
  const send = (body: string) =>
    fetch(`${told.url}/pets`, { method: "POST", headers: { "content-type": "application/json" }, body });
  expect((await send("{}")).status).toBe(400);
  const { id } = (await (await send('{"name": "Rex"}')).json()) as { id: string }; // as the document says
  expect(await (await fetch(`${told.url}/pets/${id}`)).json()).toMatchObject({ id, name: "Rex" });
  const verify = ["verify", "--openapi", "apis/pets.yaml", "--target", told.url, "--param", `id=${id}`];
  expect(await runStandin(verify, { cwd })).toMatchObject({ code: 0, stderr: "" });
}, 60_000);

test("init copies the files to which a document refers", async () => {
  const cwd = await makeFolder();
  expect(await runStandin(["init", "apis/pets.yaml", "--output", "mine"], { cwd })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("paths/pets.yaml, paths/pet.yaml, schemas/pet.yaml") as string,
  });
  expect(await runStandin(["doctor", "mine/pets.yaml"], { cwd })).toMatchObject({ code: 0 });
});

test("defects name the file in which they stand, and no link leads out of the document's folder", async () => {
  const cwd = await makeFolder({ ...FILES, "apis/schemas/pet.yaml": "Pet:\n  type: strnig\n", "out.yaml": "X: {}" });
  await symlink(join(cwd, "out.yaml"), join(cwd, "apis/in.yaml"));
  await writeFile(
    join(cwd, "apis/links.yaml"),
    `${FILES["apis/pets.yaml"]}components: {schemas: {A: {$ref: in.yaml}}}\n`,
  );
  const { code, stdout, stderr } = await runStandin(["doctor", "apis/links.yaml", "--json"], { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  const defects = stdout.trim().split("\n");
  expect(defects.map((line): unknown => JSON.parse(line))).toMatchObject([
    { file: "apis/links.yaml", line: 6, about: expect.stringContaining("leaves the folder of the document") as string },
    { file: "apis/schemas/pet.yaml", line: 2, id: "wrong-keyword", pointer: "/Pet/type" },
  ]);
});

test("a file that is no YAML is refused with its name and line", async () => {
  const cwd = await makeFolder({ ...FILES, "apis/schemas/pet.yaml": "Pet:\n  type: [" });
  const { code, stderr } = await runStandin(["serve", "--openapi", "apis/pets.yaml", "--port", "0"], { cwd });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^error: apis\/schemas\/pet\.yaml:2:10: not well-formed YAML/) as string,
  });
});
