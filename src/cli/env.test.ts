import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

test("env prints what a shell can take, for the stand-in that the environment names", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral", "--mount", "fassport=/pre"], { cwd });
  const { code, stdout } = await runStandin(["env"], { cwd, env: { STANDIN_URL: told.url } });
  expect(code).toBe(0);
  const script = `${stdout}\ncurl --silent --output /dev/null --write-out '%{http_code}' -H "authorization: Bearer $STANDIN_FASSPORT_TOKEN" "$STANDIN_FASSPORT_URL/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/"`;
  expect((await promisify(execFile)("sh", ["-c", script])).stdout).toBe("200");
  expect(stdout).toContain(`export STANDIN_FASSPORT_URL='${told.url}/pre/api/v1'\n`);
});

test("env --json is one object of the same variables as exec exports", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral", "--api", "versori"], { cwd });
  const { stdout } = await runStandin(["env", "--json", "--url", `${told.url}/`], { cwd });
  expect(JSON.parse(stdout)).toEqual({
    STANDIN_URL: told.url,
    STANDIN_VERSORI_URL: `${told.url}/api/embedded/v1`,
    STANDIN_VERSORI_TOKEN: "versori-demo-api-key-1",
  });
});

test("an API without a principal has a URL and no token", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral", "--api", "supervity"], { cwd });
  await fetch(`${told.control}/state`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: '{"collections":{}}',
  });
  const { stdout } = await runStandin(["env", "--json", "--url", told.url], { cwd });
  expect(JSON.parse(stdout)).toEqual({ STANDIN_URL: told.url, STANDIN_SUPERVITY_URL: told.url });
});
