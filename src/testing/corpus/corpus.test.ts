import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTestFolder } from "../run-standin.js";
import { PUBLIC_DOCUMENTS } from "./documents.js";
import { measureDocument } from "./measure-document.js";
import { bookshop } from "./bookshop.js";
import { writeTable, type Row } from "./write-table.js";

test("of a document of our own every answer is valid, what is made can be read, and each error can be had", async () => {
  const path = join(await makeTestFolder(), "bookshop.json");
  await writeFile(path, JSON.stringify(bookshop));
  const { answers, pairs, errors } = await measureDocument(path);
  expect([answers.misses, pairs.misses, errors.misses]).toEqual([[], [], []]);
  expect([answers.all, pairs.all, errors.all]).toEqual([12, 2, 8]);
});

/** Where the packages of the public documents are installed: `npm run corpus` and `npm run test:all` say so. */
const folders = [process.env["STANDIN_CORPUS"]].filter((folder) => folder !== undefined);

test.each(folders)(
  "of public documents every answer is valid, nine of ten that are made can be read, and each error can be had (%s)",
  async (folder) => {
    const rows: Row[] = [];
    for (const document of PUBLIC_DOCUMENTS) {
      const [name] = /^@?[^@]+/.exec(document.package) ?? [""];
      rows.push({ document, measured: await measureDocument(join(folder, "node_modules", name, document.file)) });
    }
    const page = process.env["STANDIN_CORPUS_PAGE"];
    if (page !== undefined) await writeIntoPage(page, writeTable(rows));
    const pairs = rows.map(({ measured }) => measured.pairs);
    expect(rows.flatMap(({ measured }) => [...measured.answers.misses, ...measured.errors.misses])).toEqual([]);
    const [well, all] = [pairs.reduce((sum, one) => sum + one.well, 0), pairs.reduce((sum, one) => sum + one.all, 0)];
    expect(well / all).toBeGreaterThanOrEqual(0.9);
  },
  1_200_000,
);

/** The table goes between the page's two marks. */
async function writeIntoPage(page: string, table: string): Promise<void> {
  const text = await readFile(page, "utf8");
  const marks = /(<!-- measured -->\n)[\s\S]*(\n<!-- end -->)/;
  await writeFile(
    page,
    text.replace(marks, (_, begin: string, end: string) => `${begin}\n${table}\n${end}`),
  );
}
