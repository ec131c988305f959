import { readFile } from "node:fs/promises";
import { parseProofs, type Proof } from "../contract/evidence/proof-record.js";
import { listEvidence, writeEvidence } from "../contract/evidence/write-evidence.js";
import { createEmulator } from "../emulator/emulator.js";
import { chooseApis } from "./choose-apis.js";
import { controlOptions } from "./control-options.js";
import { Failure } from "./failure.js";
import { toText } from "./option.js";
import { standardOptions } from "./standard-options.js";
import { defineVerb } from "./verb.js";

/** `standin evidence`: on what each operation and rule rests, and when a real target was last seen to keep it. */
export const evidence = defineVerb({
  name: "evidence",
  about: "per operation and rule: evidence, the check that proves it, when it was last proved on a real target.",
  options: {
    api: standardOptions.api,
    openapi: standardOptions.openapi,
    record: {
      about: "what `standin verify --record FILE` noted; without it nothing counts as proved",
      takes: "FILE",
      inConfig: true,
      isPath: () => true,
      parse: toText,
    },
    json: controlOptions.json,
    logLevel: standardOptions.logLevel,
    config: standardOptions.config,
  },
  examples: ["standin evidence --api fassport", "standin evidence --record proofs.json --json"],
  async run(settings, reporter) {
    const apis = await chooseApis({ names: settings.api.value, files: settings.openapi.value });
    const proofs = await readProofs(settings.record?.value);
    const { apis: served } = createEmulator({ apis });
    const rows = served
      .filter(({ document }) => "principals" in document.collections)
      .flatMap(({ document }) => listEvidence(document, proofs));
    if (settings.json.value) for (const row of rows) reporter.print(JSON.stringify(row));
    else reporter.print(writeEvidence(rows));
    return 0;
  },
});

async function readProofs(file: string | undefined): Promise<Proof[]> {
  if (file === undefined) return [];
  try {
    return parseProofs(await readFile(file, "utf8"), file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`the record of proofs can't be used: ${reason}`, { cause: error, exitCode: 2 });
  }
}
