import type { Api } from "../emulator/api.js";
import { UnsafeRun } from "../contract/refuse-unsafe.js";
import type { Report } from "../contract/report/report.js";
import { UnfitFile } from "../contract/unfit-file.js";
import { chooseApis } from "./choose-apis.js";
import type { Reporter } from "./create-reporter.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";
import { verifyOptions, type VerifySettings } from "./verify-options.js";
import { explainCheck } from "./verify-explain.js";
import { planRun } from "./verify-plan.js";
import { prepareRun } from "./verify-run.js";
import { tellSelfTest } from "./verify-self-test.js";
import { sweepRun } from "./verify-sweep.js";
import { createSubject } from "./verify-target.js";
import { prepareReplay, tellReplay } from "./verify-replay.js";
import { INTERRUPTED, runAndTell, runGuarded } from "./verify-tell.js";

/** `standin verify`: does a server keep the contract of its document? */
export const verify = defineVerb({
  name: "verify",
  about:
    "judge a server by its document: 0 it conforms, 1 findings, 2 usage, 3 not conclusive, 4 something was left behind, 5 stopped by a budget or guard.",
  options: verifyOptions,
  examples: [
    "standin verify --api fassport",
    "standin verify --api fassport --target http://127.0.0.1:4010",
    "standin verify --openapi api.yaml --target https://api.example.com --token-env API_TOKEN",
    "standin verify --api fassport --target https://app.example.com --mode own-data --allow-host app.example.com --param institutionId=… --token-file token --plan",
  ],
  async run(settings, reporter) {
    try {
      if (settings.explain) return explainCheck(settings.explain.value, reporter);
      if (settings.selfTest.value) return await tellSelfTest(settings, reporter);
      if (settings.sweep) return await sweepRun(settings, settings.sweep.value, reporter);
      if (settings.replay) return await replay(settings, settings.replay.value, reporter);
      return await runAll(settings, reporter);
    } catch (error) {
      if (error instanceof UnsafeRun || error instanceof UnfitFile)
        throw new UsageError(error.message, { cause: error });
      throw error;
    }
  },
});

async function runAll(settings: VerifySettings, reporter: Reporter): Promise<number> {
  const reports: Report[] = [];
  const subjects = await chooseSubjects(settings);
  if (settings.learn && subjects.length > 1) {
    throw new UsageError("--learn writes what was learned of one API: give one --api or one --openapi");
  }
  if (settings.record && !settings.target) {
    throw new UsageError("--record notes what was proved of a real target: give --target URL");
  }
  for (const { api, file } of subjects) {
    const subject = await createSubject(api, file, settings);
    const run = await prepareRun(subject, settings, reporter);
    if (settings.plan.value) await planRun(run, reporter);
    else {
      const { report, code } = await runAndTell(run, settings, reporter);
      if (code === INTERRUPTED) return code;
      reports.push(report);
    }
  }
  // The strongest of several, in the order in which one run's outcomes count.
  return [4, 1, 5, 3].find((code) => reports.some(({ exitCode }) => exitCode === code)) ?? 0;
}

async function replay(given: VerifySettings, path: string, reporter: Reporter): Promise<number> {
  const prepared = await prepareReplay(given, path);
  const { settings } = prepared;
  const [chosen] = await chooseSubjects(settings);
  if (!chosen) throw new UsageError(`--replay ${path} needs the document of ${prepared.file.api}: --openapi FILE`);
  const subject = await createSubject(chosen.api, chosen.file, settings);
  const run = await prepareRun(subject, settings, reporter);
  const { report, isInterrupted } = await runGuarded(run, settings, [], reporter);
  return isInterrupted ? INTERRUPTED : tellReplay(prepared, report, reporter);
}

/** The APIs to judge; of a server that is not ours, one. */
async function chooseSubjects({
  api,
  openapi,
  target,
}: VerifySettings): Promise<{ api: Api; file: string | undefined }[]> {
  const [names, files] = [api.value, openapi.value];
  if (target && names.length + files.length === 0) {
    throw new UsageError("verify needs the document to which the target is held: --api NAME or --openapi FILE");
  }
  if (target && names.length + files.length > 1) {
    throw new UsageError("one target is held to one document: give one --api or one --openapi");
  }
  const apis = await chooseApis({ names, files });
  // The documents' APIs come first; the control API, which is always there, is nothing to judge.
  return apis.slice(0, -1).map((each, index) => ({ api: each, file: files[index]?.file }));
}
