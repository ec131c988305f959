import { createServer } from "node:http";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { findFreePort } from "../testing/find-free-port.js";
import { makeTestFolder, runStandin, serveStandin, startStandin } from "../testing/run-standin.js";

test("wait ends well as soon as the stand-in is there", async () => {
  const cwd = await makeTestFolder();
  const port = await findFreePort();
  const waiting = startStandin(["wait", "--url", `http://127.0.0.1:${port}`, "--json"], { cwd });
  const standin = startStandin(["serve", "--ephemeral", "--port", String(port)], { cwd });
  expect(await waiting.ended).toBe(0);
  expect(JSON.parse(waiting.stdout())).toMatchObject({ event: "healthy", url: `http://127.0.0.1:${port}` });
  expect(standin.stderr()).toBe("");
});

test("wait gives up after its time", async () => {
  const args = ["wait", "--url", `http://127.0.0.1:${await findFreePort()}`, "--timeout", "1"];
  const { code, stderr } = await runStandin(args, { cwd: await makeTestFolder() });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: waited 1 s: no stand-in answers at http:.*ECONNREFUSED/);
});

test("wait does not take another server for a stand-in", async () => {
  const server = createServer((_request, response) => response.end("{}")).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const { code, stderr } = await runStandin(["wait", "--url", url, "--timeout", "0"], { cwd: await makeTestFolder() });
  expect(code).toBe(1);
  expect(stderr).toContain(`what answers at ${url} is no stand-in`);
});

test("wait needs no control token", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd, env: { STANDIN_CONTROL_TOKEN: "s3cret" } });
  expect(await runStandin(["wait", "--url", told.url], { cwd })).toMatchObject({ code: 0 });
  const denied = await runStandin(["clock", "--url", told.url], { cwd });
  expect(denied.code).toBe(1);
  expect(denied.stderr).toContain("set STANDIN_CONTROL_TOKEN");
  const env = { STANDIN_CONTROL_TOKEN: "s3cret" };
  expect(await runStandin(["clock", "--url", told.url], { cwd, env })).toMatchObject({ code: 0 });
});

test.each(["ftp://here", "here", ""])("%j is no URL of a stand-in", async (url) => {
  const { code, stderr } = await runStandin(["wait", `--url=${url}`], { cwd: await makeTestFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain("must be an http or https URL");
});
