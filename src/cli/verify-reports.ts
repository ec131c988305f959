import { join } from "node:path";
import { createReplay } from "../contract/replay/replay-file.js";
import { listFormats } from "../contract/report/list-formats.js";
import type { Report } from "../contract/report/report.js";
import { writeConsole } from "../contract/report/write-console.js";
import type { Reporter } from "./create-reporter.js";
import { writeNamedFile } from "./verify-files.js";
import type { VerifySettings } from "./verify-options.js";

/** The file from which a finding of a run can be replayed. */
export function toReplayPath({ output }: VerifySettings, api: string, id: string): string {
  return join(output.value, `${api}.replay-${id}.json`);
}

/** Tells a report in each form that was asked for; `guard` sees each text before anybody else does. */
export async function tellReport(
  report: Report,
  settings: VerifySettings,
  guard: (text: string) => string,
  reporter: Reporter,
): Promise<void> {
  const wanted = settings.json.value && settings.reporter.source === "default" ? ["json"] : settings.reporter.value;
  const formats = listFormats().filter(({ name }) => wanted.includes(name));
  for (const { name, file, write } of formats) {
    const text = guard(name === "console" ? writeConsole(report, reporter.style) : write(report));
    // `--json` alone is for a program that reads standard output.
    if (file === undefined || (name === "json" && settings.json.value)) reporter.print(text.trimEnd());
    else await writeNamedFile(join(settings.output.value, `${report.api}.${file}`), text);
  }
  for (const finding of [...report.findings, ...report.learned]) {
    if (finding.replay === undefined) continue;
    await writeNamedFile(finding.replay, guard(`${JSON.stringify(createReplay(report, finding), undefined, 2)}\n`));
  }
}
