import { stringify } from "yaml";
import { listProofs } from "../contract/evidence/list-proofs.js";
import { mergeProofs, parseProofs, writeProofs, type Proof } from "../contract/evidence/proof-record.js";
import { learn } from "../contract/learn/learn.js";
import { isAtLevel, type RunResult } from "../contract/report/create-report.js";
import { parseKnownGaps, type KnownGap } from "../contract/report/known-gaps.js";
import type { Reporter } from "./create-reporter.js";
import { findNamedFile, readNamedFile, writeNamedFile } from "./verify-files.js";
import type { VerifySettings } from "./verify-options.js";

/** What a run goes by that was written before it. */
export interface Foreknowledge {
  readonly gaps: readonly KnownGap[];
  readonly proofs: readonly Proof[];
}

/** Reads the files of `--known-gaps` and `--record`, before anything is sent. @throws UnfitFile for one that is none. */
export async function loadForeknowledge({ knownGaps, record }: VerifySettings): Promise<Foreknowledge> {
  const known = record && (await findNamedFile("--record", record.value));
  return {
    gaps: knownGaps ? parseKnownGaps(await readNamedFile("--known-gaps", knownGaps.value), knownGaps.value) : [],
    proofs: record && known !== undefined ? parseProofs(known, record.value) : [],
  };
}

/** Writes what a run learned and what it proved, where that was asked for; `guard` sees each text before it is written. */
export async function keepLessons(
  { learn: lessons, record }: VerifySettings,
  { proofs }: Foreknowledge,
  result: RunResult,
  { guard, reporter }: { readonly guard: (text: string) => string; readonly reporter: Reporter },
): Promise<void> {
  if (lessons) await writeLessons(lessons.value, result, guard, reporter);
  if (record) await writeNamedFile(record.value, guard(writeProofs(mergeProofs(proofs, listProofs(result)))));
}

/** What differs from weak evidence is learned, and fields that no document names are. */
async function writeLessons(
  path: string,
  result: RunResult,
  guard: (text: string) => string,
  reporter: Reporter,
): Promise<void> {
  const wanted = result.findings.filter((finding) => !isAtLevel(finding, result.level) || finding.check === "C006");
  const { overlay, unused } = learn(result, wanted);
  const isYaml = /\.ya?ml$/.test(path);
  await writeNamedFile(path, guard(isYaml ? stringify(overlay) : `${JSON.stringify(overlay, undefined, 2)}\n`));
  const rest = unused.length > 0 ? `; of ${unused.length} more findings no change of the document could be made` : "";
  const message = `${path} has what was learned${rest}. The stand-in answers by it with: standin serve --overlay ${path}`;
  reporter.log({ level: "info", message, fields: { overlay: path } });
}
