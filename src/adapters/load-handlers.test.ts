import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ConfigurationError } from "../emulator/configuration-error.js";
import { loadHandlers } from "./load-handlers.js";

// What the loader asks of a handler; a file of its own could not import msw from where it stands.
const HANDLER = `{ info: { header: "GET *" }, run: async () => null }`;

test.each([
  ["the default export", `export default [${HANDLER}];`],
  ["the export handlers", `export const handlers = [${HANDLER}];`],
])("handlers are loaded from %s", async (_, source) => {
  const handlers = await loadHandlers(await write(source));
  expect(handlers).toHaveLength(1);
});

test.each([
  [
    "exports none",
    "export const other = 1;",
    "must export an array of msw handlers, as default or as `handlers`; it exports other",
  ],
  ["exports nothing", "", "it exports nothing"],
  ["exports something else", "export default {};", "must export an array of msw handlers"],
  ["exports what is no handler", `export default [${HANDLER}, () => {}];`, "item 2 of the handlers"],
  ["is no JavaScript", "export default [;", "can't be loaded: "],
  ["throws", `throw new Error("on purpose");`, "can't be loaded: Error: on purpose"],
])("a file that %s is refused by its name", async (_, source, message) => {
  const file = await write(source);
  const refused = loadHandlers(file);
  await expect(refused).rejects.toThrow(ConfigurationError);
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.toThrow(file);
});

test("a file that is not there is refused by its name", async () => {
  await expect(loadHandlers("no-such-handlers.mjs")).rejects.toThrow(
    "the handlers no-such-handlers.mjs can't be loaded",
  );
});

async function write(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "standin-handlers-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "handlers.mjs");
  await writeFile(file, source);
  return file;
}
