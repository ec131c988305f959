import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { loadDocumentFile, toApi } from "../adapters/load-document.js";
import { createEmulator } from "../emulator/emulator.js";
import { toText as toPlainText } from "../openapi/json.js";
import { Failure } from "./failure.js";
import { inferCollections } from "./infer-collections.js";
import { toText } from "./option.js";
import { standardOptions } from "./standard-options.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";
import { writeBehaviours, writeFixture, writeOverlay, writeTest } from "./write-api-files.js";

/** `standin init`: the files of a new API, made from its document. */
export const init = defineVerb({
  name: "init",
  about: "write the files of a new API from its document into a folder; nothing is ever overwritten.",
  words: { usage: "DOCUMENT", most: 1 },
  options: {
    output: { about: "the folder; one named like the API without it", takes: "FOLDER", parse: toText },
    logLevel: standardOptions.logLevel,
    config: standardOptions.config,
  },
  examples: ["standin init petstore.yaml", "standin init petstore.yaml --output apis/petstore"],
  async run({ output }, reporter, [file]) {
    if (file === undefined) throw new UsageError("init needs a document: standin init DOCUMENT");
    const { source, text, files } = await loadDocumentFile(file, { values: false });
    const api = await toApi({ source });
    const emulator = createEmulator({ apis: [api], auth: "off" });
    const served = emulator.apis.find(({ definition }) => !definition.outsideBehaviours);
    if (!served) throw new UsageError(`${file} has no API`);
    const collections = await inferCollections(emulator, served);
    const { name } = served;
    const extension = extname(file) || ".yaml";
    const folder = output?.value ?? name;
    // Other files may refer to a document that is split over several by its name.
    const stem = files.size > 0 ? basename(file, extname(file)) : name;
    await writeNew(folder, {
      ...Object.fromEntries([...files].map(([path, other]) => [path, other.text])),
      [`${stem}${extension}`]: text,
      [`${stem}.overlay.yaml`]: writeOverlay(name, collections),
      [`${stem}.fixture.json`]: writeFixture(name, collections),
      [`${stem}.behaviours.mjs`]: writeBehaviours(served),
      [`${stem}.test.mjs`]: writeTest(served, `${stem}${extension}`),
    });
    const title = toPlainText(served.document.title);
    reporter.print(
      [
        `${folder}/ has the files of ${name}${title === "" ? "" : ` (${title})`}: its document, and beside it`,
        `  ${stem}.overlay.yaml    what it keeps, as it was inferred: correct it`,
        `  ${stem}.fixture.json    the records with which it begins`,
        `  ${stem}.behaviours.mjs  what it does otherwise than the document alone says`,
        `  ${stem}.test.mjs        a test of it, for node --test`,
        ...(files.size > 0 ? [`and the files to which the document refers: ${[...files.keys()].join(", ")}`] : []),
        `Serve it: standin serve --openapi ${join(folder, `${stem}${extension}`)}`,
      ].join("\n"),
    );
    return 0;
  },
});

/** Writes files that are not there yet; at the first that is, it ends. */
async function writeNew(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { flag: "wx" });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      throw new Failure(`${path} is there already, and nothing is overwritten; name another folder with --output`, {
        cause: error,
        exitCode: 2,
      });
    }
  }
}
