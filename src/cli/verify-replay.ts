import { judgeReplay, type ReplayVerdict } from "../contract/replay/judge-replay.js";
import { parseReplay, type ReplayFile } from "../contract/replay/replay-file.js";
import type { Report } from "../contract/report/report.js";
import type { Reporter } from "./create-reporter.js";
import { readNamedFile } from "./verify-files.js";
import type { VerifySettings } from "./verify-options.js";

/** A finding that is to be seen again, and the settings of the run that does. */
export interface PreparedReplay {
  readonly file: ReplayFile;
  readonly settings: VerifySettings;
}

/** Reads the file that `--replay` names; what it does not say (credentials, parameters) is as the command line has it. */
export async function prepareReplay(settings: VerifySettings, path: string): Promise<PreparedReplay> {
  const file = parseReplay(await readNamedFile("--replay", path), path);
  const { api, target, seed, mode, level, only } = file;
  const source = "flag" as const;
  const isUrl = URL.canParse(target);
  return {
    file,
    settings: {
      ...settings,
      seed: { source, value: seed },
      mode: { source, value: mode },
      level: { source, value: level },
      only: { source, value: only },
      api: settings.openapi.value.length > 0 ? settings.api : { source, value: [api] },
      target: settings.target ?? (isUrl ? { source, value: new URL(target) } : undefined),
    },
  };
}

/** Tells what became of the finding. @returns the exit code: 0 when it is mended, 1 when it is not, 4 with leftovers. */
export function tellReplay({ file }: PreparedReplay, report: Report, reporter: Reporter): number {
  const verdict = judgeReplay(file, report);
  const { check, operation = "the run", message } = file.finding;
  if (reporter.json) reporter.print(JSON.stringify({ ...verdict, finding: file.finding }));
  else reporter.print(`${verdict.verdict.toUpperCase()}  ${check} ${operation}: ${message}\n        ${verdict.why}`);
  if (report.records.leftovers.length > 0) return 4;
  return EXIT[verdict.verdict];
}

const EXIT: Readonly<Record<ReplayVerdict["verdict"], number>> = { mended: 0, "still failing": 1, changed: 1 };
