import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { summarize, type SelfTest } from "../self-test/self-test-table.js";
import { WHY_CHECKS_STAY } from "../self-test/why-checks-stay.js";
import { writeSelfTest } from "../self-test/write-self-test.js";
import type { Reporter } from "./create-reporter.js";
import { runSelfTest } from "./self-test.js";
import type { VerifySettings } from "./verify-options.js";

/** `--self-test`: is the judge sharp? 0 when nearly all mutants are noticed, and nothing is said of the correct stand-ins. */
export async function tellSelfTest(settings: VerifySettings, reporter: Reporter): Promise<number> {
  const start = performance.now();
  const test = await runSelfTest(settings.api.value, settings.seed.value, (verdict, left) => {
    const who = verdict.noticedBy.join(" ") || "nobody";
    const message = `${verdict.mutant ?? "correct"}: ${who} (${Math.round(verdict.duration)} ms, ${left} left)`;
    reporter.log({ level: "debug", message, fields: { ...verdict } });
  });
  const seconds = Math.round((performance.now() - start) / 1000);
  if (reporter.json) reporter.print(JSON.stringify({ ...test, seconds }));
  else reporter.print(describe(test, seconds));
  if (settings.output) {
    await mkdir(settings.output.value, { recursive: true });
    await writeFile(join(settings.output.value, "self-test.md"), writeSelfTest(test));
  }
  const missed = test.judged.filter(({ isNoticed }) => !isNoticed).length;
  return missed * 50 <= test.judged.length && test.falseAlarms.length === 0 ? 0 : 1;
}

function describe(test: SelfTest, seconds: number): string {
  const missed = test.judged.filter(({ isNoticed }) => !isNoticed);
  return [
    `${summarize(test)}, in ${seconds} s`,
    "",
    ...test.checks.map(({ check, noticed, alone }) => {
      const stays = WHY_CHECKS_STAY.get(check);
      const only =
        alone.length > 0 ? `alone ${alone.join(" ")}` : stays === undefined ? "never alone" : `stays: ${stays}`;
      return `${check}  noticed ${noticed.length}; ${only}`;
    }),
    ...missed.map(({ mutant, verdict }) => {
      const who = verdict.noticedBy.join(" ") || "nobody";
      return `missed ${mutant.id} (${mutant.api} ${mutant.about}): ${mutant.noticedBy} should, ${who} did. ${mutant.missedBecause ?? ""}`.trim();
    }),
    ...test.falseAlarms.map((alarm) => `false alarm: ${alarm}`),
  ].join("\n");
}
