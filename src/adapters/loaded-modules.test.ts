import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const SERVE = `
  const { createEmulator } = await import("standin");
  const { createMiddleware, listen, loadApis } = await import("standin/node");
  const emulator = createEmulator({ apis: await loadApis() });
  createMiddleware(emulator);
  const server = await listen(emulator, { port: 0 });
  const { headers } = await emulator.issueCredential("fassport");
  await fetch(server.url + "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/", { headers });
  await server.close();`;

const SERVE_WITH_HANDLERS = `
  const { createEmulator } = await import("standin");
  const { listen, loadApis } = await import("standin/node");
  const { http } = await import("msw");
  const server = await listen(createEmulator({ apis: await loadApis() }), { port: 0, handlers: [http.get("*", () => {})] });
  await server.close();`;

test("what serves without a user's handlers loads no package at all: what it needs is packed with it", async () => {
  expect(await listPackages(SERVE)).toEqual([]);
});

test("what serves with a user's handlers loads msw and its middleware", async () => {
  const packages = await listPackages(SERVE_WITH_HANDLERS);
  expect(packages).toContain("msw");
  expect(packages).toContain("@mswjs/http-middleware");
});

test("a command that serves built-in APIs loads nothing of what completes documents or tells runs", async () => {
  const program = `process.argv = [process.execPath, "standin", "exec", "--ephemeral", "--", process.execPath, "--version"];
    await import("./dist/cli.js");`;
  const modules = (await listModules(program)).filter((url) => url.includes("/dist/"));
  const texts = await Promise.all(modules.map((url) => readFile(new URL(url), "utf8")));
  const functions = texts.flatMap((text) =>
    Array.from(text.matchAll(/^(?:async )?function (\w+)/gm), ([, name]) => name),
  );
  expect(functions).toEqual(expect.arrayContaining(["createCompleteEmulator", "answerHttp"]));
  expect(functions).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(createDefault|writeHtml)/)]));
});

/** The packages that a program loads while it runs against the built package. */
async function listPackages(source: string): Promise<string[]> {
  const names = (await listModules(source)).map((url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The URLs of all modules that a program loads while it runs against the built package. */
async function listModules(source: string): Promise<string[]> {
  // Modules are told where they are loaded, since a CommonJS one is loaded by none of ours.
  const hook = `
    import { writeSync } from "node:fs";
    export async function load(url, context, next) { writeSync(2, "loads " + url + "\\n"); return next(url, context); }`;
  const register = `import { register } from "node:module"; register(${JSON.stringify(toModule(hook))});`;
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", toModule(register), "--input-type=module", "--eval", source],
    { cwd: fileURLToPath(new URL("../..", import.meta.url)), maxBuffer: 10_000_000 },
  );
  return Array.from(stderr.matchAll(/^loads (.*)$/gm), ([, url = ""]) => url);
}

function toModule(source: string): string {
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
