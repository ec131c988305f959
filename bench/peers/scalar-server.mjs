// Scalar's mock server has no command of its own: `node scalar-server.mjs FOLDER DOCUMENT PORT`.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * As much of the packages as is used here; they are not installed with the project.
 * @typedef {{ fetch: (request: Request) => Promise<Response> }} App
 * @typedef {{ createMockServer: (options: { document: unknown }) => Promise<App> }} Scalar
 * @typedef {{ serve: (options: App & { port: number, hostname: string }) => void }} Hono
 */

const [, , folder = "", document = "", port] = process.argv;
const { resolve } = createRequire(join(folder, "package.json"));
// The packages' own entries.
const { createMockServer } = /** @type {Scalar} */ (
  await import(pathToFileURL(join(folder, "node_modules/@scalar/mock-server/dist/index.js")).href)
);
const { serve } = /** @type {Hono} */ (await import(pathToFileURL(resolve("@hono/node-server")).href));

const app = await createMockServer({ document: JSON.parse(await readFile(document, "utf8")) });
serve({ fetch: app.fetch, port: Number(port), hostname: "127.0.0.1" });
