// Runs the other examples as a user would: with plain node, against the built package.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createEmulator } from "standin";
import { loadApis } from "standin/node";
import { expect, onTestFinished, test } from "vitest";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

test("in-process.mjs lists the demo's integrations", async () => {
  const { lines, ended } = run("examples/in-process.mjs");
  expect(await ended).toBe(0);
  expect(lines.join("\n")).toContain("name: 'Lending inbox'");
});

test("express.mjs serves its own page and the stand-in below a prefix", async () => {
  const { firstLine } = run("examples/express.mjs");
  const base = await firstLine;
  const { headers } = await issueCredential("fassport");
  const listed = await fetch(base.replace("/api/v1", INTEGRATIONS), { headers });
  expect(listed.headers.get("x-standin-operation")).toBe("fassport.listIntegrations");
  expect(listed.status).toBe(200);
  expect(await (await fetch(new URL("/", base))).text()).toBe("The app's own page");
});

test("handlers.mjs stands in front of what is served", async () => {
  const args = ["serve", "--port", "0", "--ephemeral", "--json", "--handlers", "examples/handlers.mjs"];
  const { firstLine } = run("dist/cli.js", ...args);
  const { url } = JSON.parse(await firstLine) as { url: string }; // as the ready line has it
  const branding = await fetch(`${url}/api/v1/institution/1/branding`);
  expect(await branding.json()).toEqual({ institution: "1", colour: "teal" });
  const { headers } = await issueCredential("fassport");
  const deleted = await fetch(`${url}${INTEGRATIONS}6790b2b1c3a84d0012e5f7a1`, { method: "DELETE", headers });
  expect(deleted.status).toBe(409);
  const listed = await fetch(url + INTEGRATIONS, { headers });
  expect(listed.headers.get("x-standin-operation")).toBe("fassport.listIntegrations");
  const mine = await fetch(`${url}/api/v1/integrations/me`, { headers: (await issueCredential("supervity")).headers });
  expect(mine.status).toBe(200);
});

/** The demo's keys are known to all, so a credential of one stand-in is good for every other. */
async function issueCredential(api: string) {
  return createEmulator({ apis: await loadApis([api]) }).issueCredential(api);
}

function run(file: string, ...args: readonly string[]) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close").then(() => child.exitCode);
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  const lines: string[] = [];
  const reader = createInterface(child.stdout).on("line", (line) => lines.push(line));
  const firstLine = once(reader, "line").then(([line]) => String(line));
  return { lines, firstLine, ended };
}
