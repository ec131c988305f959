import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../contract/report/report.js";
import { isJsonObject, parseJson } from "../../openapi/json.js";
import { makeTestFolder, runStandin } from "../run-standin.js";
import { bookshop } from "./bookshop.js";
import { startMockServer } from "./mock-server.js";

/** Documents that nobody here wrote, of OpenAPI 3.1. */
const DOCUMENTS = [
  "@readme/oas-examples/3.1/json/petstore.json",
  "@readme/oas-examples/3.1/json/train-travel.json",
  "@scalar/galaxy/dist/3.1.json",
];

/** Where they are installed: `npm run test:all` says so. */
const folders = [process.env["STANDIN_CORPUS"]].filter((folder) => folder !== undefined);

test.each(folders.flatMap((folder) => DOCUMENTS.map((document) => [document, join(folder, "node_modules")] as const)))(
  "a mock server of %s is judged without a line of code",
  async (document, packages) => {
    const path = join(packages, document);
    const [cwd, url] = await Promise.all([makeTestFolder(), startMockServer(packages, path)]);
    // Such a server keeps nothing, and has the document's paths without their prefix.
    const args = ["--openapi", path, "--target", url, "--base-path", "/", "--token-env", "TOKEN", "--json"];
    const { code, stdout, stderr } = await runStandin(["verify", ...args], {
      cwd,
      env: { TOKEN: "a-token-of-nobody" },
    });
    const report = JSON.parse(stdout) as Report; // as its schema says
    expect(report.exitCode, stderr).toBe(code);
    // It has no state, refuses in another shape than it documents, and ends itself by some of what it is sent.
    expect([1, 4]).toContain(code);
    expect(report.findings.map(({ check }) => check)).toEqual(expect.arrayContaining(["C106"]));
    expect(report.findings.filter(({ check }) => check === "C905")).toEqual([]);
    expect(report.checks.find(({ id }) => id === "C002")?.judged).toBeGreaterThan(100);
    expect(report.records.foreignTouched).toBe(0);
    expect(report.coverage.length).toBe(await countOperations(path));
    for (const { pointer, line } of report.findings) expect(line === undefined).toBe(pointer === undefined);
  },
  120_000,
);

test.each(folders)("the stand-in of a document that nobody here wrote keeps its contract (%s)", async (folder) => {
  const path = join(folder, "node_modules", "@readme/oas-examples/3.1/json/train-travel.json");
  const { code, stdout } = await runStandin(["verify", "--openapi", path], { cwd: await makeTestFolder() });
  expect(code, stdout).toBe(0);
});

test("what is told of a document covers each of its operations", async () => {
  const cwd = await makeTestFolder();
  const path = join(cwd, "bookshop.json");
  await writeFile(path, JSON.stringify(bookshop));
  const { code, stdout } = await runStandin(["verify", "--openapi", path, "--json"], { cwd });
  const report = JSON.parse(stdout) as Report; // as its schema says
  expect(report.exitCode).toBe(code);
  expect(report.coverage.length).toBe(await countOperations(path));
}, 120_000);

async function countOperations(path: string): Promise<number> {
  const source = parseJson(await readFile(path, "utf8"));
  const paths = isJsonObject(source) && isJsonObject(source["paths"]) ? Object.values(source["paths"]) : [];
  const methods = /^(get|put|post|delete|options|head|patch|trace)$/;
  return paths.flatMap((item) => (isJsonObject(item) ? Object.keys(item).filter((key) => methods.test(key)) : []))
    .length;
}
