import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";
import { serveListener } from "../testing/serve-listener.js";

/** How a text may stand in an output. */
const FORMS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => encodeURIComponent(secret),
  (secret) => encodeURIComponent(encodeURIComponent(secret)),
  (secret) => Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  (secret) => Buffer.from(secret).toString("base64url"),
  (secret) => Buffer.from(`:${secret}`).toString("base64").replace(/=+$/, ""),
  (secret) => Buffer.from(secret).toString("hex"),
  (secret) => JSON.stringify(secret).slice(1, -1),
];

const EVERYTHING = ["--reporter", "console,junit,html,json,har,github", "--output", "told", "--log-level", "debug"];

/** Runs `verify` with every report at its most talkative, and gives all that it wrote, on its streams and in files. */
async function runAloud(args: readonly string[], token: string) {
  const cwd = await makeTestFolder();
  const options = { cwd, env: { TOKEN: token } };
  const { code, stdout, stderr } = await runStandin(
    ["verify", ...args, "--token-env", "TOKEN", ...EVERYTHING],
    options,
  );
  const files = await readdir(cwd, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), "utf8")),
  );
  return { code, written: [stdout, stderr, ...texts].join("\n"), files: texts.length };
}

function listShown(written: string, token: string): number[] {
  return FORMS.flatMap((write, form) => (written.includes(write(token)) ? [form] : []));
}

test("a run that passes and one that fails write the credential nowhere, in no form", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(
    ["--ephemeral", "--api", "fassport", "--rule", "fassport.createBody=documented"],
    {
      cwd,
    },
  );
  const { stdout } = await runStandin(["token", "--api", "fassport", "--expires-in", "600"], { cwd });
  const token = stdout.trim();
  const target = ["--api", "fassport", "--target", told.url];
  const passes = await runAloud([...target, "--only", "fassport.listIntegrations"], token);
  expect(passes.code, passes.written.slice(0, 2000)).toBe(0);
  const fails = await runAloud([...target, "--only", "fassport.createIntegration", "--only", "C102"], token);
  expect(fails.code, fails.written.slice(0, 2000)).toBe(1);
  for (const { written, files } of [passes, fails]) {
    expect(files).toBeGreaterThanOrEqual(4);
    expect(listShown(written, token)).toEqual([]);
  }
});

test("what a target gives back of the credential is told nowhere, in no form, nor when it breaks off", async () => {
  const token = 'se/cr+et "of" mine=';
  const echo = await serveListener((request, response) => {
    const { authorization = "" } = request.headers;
    const told = authorization.replace(/^Bearer /, "");
    const forms = FORMS.map((write) => write(told));
    response.writeHead(500, { "content-type": "application/json", "x-echo": encodeURIComponent(told) });
    response.end(JSON.stringify({ message: `Error: ${forms.slice(0, 6).join(" ")}` }));
  });
  const breaks = await serveListener((request) => void request.socket.destroy());
  for (const url of [echo, breaks, "http://127.0.0.1:1"]) {
    const { code, written } = await runAloud(["--api", "fassport", "--target", url], token);
    // What was asked to make a record and failed may have made it.
    expect([3, 4, 5], written.slice(0, 2000)).toContain(code);
    expect(listShown(written, token)).toEqual([]);
  }
});

test("a secret that is a word of the verdict changes none of it", async () => {
  const echo = await serveListener((_request, response) => {
    response.writeHead(401, { "content-type": "application/json" }).end('{"message":"passed"}');
  });
  const { written } = await runAloud(["--api", "fassport", "--target", echo, "--only", "C901"], "passed");
  expect(written).toMatch(/Checks: \d+ passed/);
  expect(written).not.toContain("authorization: Bearer passed");
});
