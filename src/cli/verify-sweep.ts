import { createHttpTarget } from "../contract/http-target.js";
import { openLedgerFile, readLedgerFile } from "../contract/safety/ledger-file.js";
import type { LedgerEntry } from "../contract/safety/ledger-entry.js";
import { sweep } from "../contract/sweep.js";
import { UnfitFile } from "../contract/unfit-file.js";
import { chooseApis } from "./choose-apis.js";
import type { Reporter } from "./create-reporter.js";
import type { VerifySettings } from "./verify-options.js";
import { prepareRun } from "./verify-run.js";
import { createSubject, readCertificates } from "./verify-target.js";

/** `standin verify --sweep`: clears away what a run that was cut off has left. @returns 0 when nothing is left, else 4. */
export async function sweepRun(settings: VerifySettings, path: string, reporter: Reporter): Promise<number> {
  const written = readLedgerFile(path);
  const [first] = written;
  if (first === undefined) {
    openLedgerFile(path).close({ remove: true });
    reporter.print("Nothing is left: the run was cut off before it sent anything; the ledger is removed");
    return 0;
  }
  const { api, target: baseUrl } = getRun(path, first);
  const files = settings.openapi.value;
  const [chosen] = await chooseApis({ names: files.length > 0 ? [] : [api], files });
  if (!chosen) throw new UnfitFile(`${path} is a ledger of ${api}, of which there is no document; give --openapi FILE`);
  const subject = await createSubject(chosen, files[0]?.file, settings);
  const target = createHttpTarget({
    baseUrl,
    timeout: settings.timeout.value,
    ca: settings.ca && (await readCertificates(settings.ca.value)),
  });
  const { options } = await prepareRun({ ...subject, target }, settings, reporter);
  const ledger = openLedgerFile(path);
  const { leftovers, cleared, restored } = await sweep({ ...options, ledger }, written);
  await target.close();
  ledger.close({ remove: leftovers.length === 0 });
  if (leftovers.length > 0) {
    reporter.print([`Left behind on ${baseUrl}:`, ...leftovers.map((each) => `  ${each}`)].join("\n"));
    return 4;
  }
  reporter.print(
    `Nothing is left on ${baseUrl}: ${cleared} records removed, ${restored} put back; the ledger is removed, too`,
  );
  return 0;
}

function getRun(path: string, entry: LedgerEntry): Extract<LedgerEntry, { kind: "run" }> {
  if (entry.kind === "run") return entry;
  throw new UnfitFile(`${path} is no ledger of a run`);
}
