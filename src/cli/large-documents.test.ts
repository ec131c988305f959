import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { JsonObject } from "../openapi/json.js";
import { makeDocumentOfPaths, makeDocumentOfSize } from "../testing/make-large-document.js";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

const FULL = process.env["STANDIN_FULL"] === "1";

const PATHS = FULL ? 10_000 : 400;
const BYTES = FULL ? 10_000_000 : 400_000;

/** Whatever hung would run into this; nothing is said of how long it takes. */
const HANGING = FULL ? 400_000 : 60_000;

/** Large documents, a collection of each, and one of its records as it is made. */
const DOCUMENTS: readonly (readonly [name: string, document: JsonObject, collection: string, sent: JsonObject])[] = [
  [`${PATHS} paths`, makeDocumentOfPaths(PATHS), "/service6/member6s", { id: "m", name: "Ida" }],
  [`${BYTES} bytes`, makeDocumentOfSize(BYTES), findCollection(makeDocumentOfSize(BYTES)), { field1: "a" }],
];

function findCollection({ paths }: JsonObject): string {
  return Object.keys(paths as JsonObject)[0] ?? ""; // as the document was made
}

const FORMS = [
  ["json", (document: JsonObject) => JSON.stringify(document)],
  ["yaml", (document: JsonObject) => stringify(document, { aliasDuplicateObjects: false })],
] as const;

describe.each(DOCUMENTS)("a document of %s", (_name, document, collection, sent) => {
  test.each(FORMS)(
    "is examined and served from %s, and keeps what it is sent",
    async (form, write) => {
      const cwd = await makeTestFolder();
      const file = `large.${form}`;
      await writeFile(join(cwd, file), write(document));
      const examined = await runStandin(["doctor", file], { cwd });
      expect(examined).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing contradictory") as string });
      const { told } = await serveStandin(["--openapi", file, "--ephemeral"], { cwd });
      const made = await fetch(`${told.url}${collection}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(sent),
      });
      expect(made.status).toBe(201);
      const { id } = (await made.json()) as { id: string }; // as the document says
      const read = await fetch(`${told.url}${collection}/${id}`);
      const list = await fetch(`${told.url}${collection}`);
      const unknown = await fetch(`${told.url}/service6/nothing`);
      expect([read.status, list.status, unknown.status]).toEqual([200, 200, 404]);
    },
    HANGING,
  );
});
