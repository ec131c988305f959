import { serveOptions } from "./serve-options.js";
import { controlOptions } from "./control-options.js";
import type { Reporter } from "./create-reporter.js";
import { examineConfig, examineNode } from "./examine-machine.js";
import { examineServer } from "./examine-server.js";
import { examineState } from "./examine-state.js";
import type { Finding } from "./finding.js";
import { readArguments } from "./read-arguments.js";
import { readConfig, type Config } from "./read-config.js";
import { readSettings } from "./read-settings.js";
import type { Verb } from "./verb.js";
import { writeVerbHelp } from "./write-help.js";

const { port, host, state, api } = serveOptions;

const help = {
  name: "doctor",
  about: "what is wrong with this set-up, or with the documents that are named, if anything: exit code 1 then.",
  words: { usage: "[DOCUMENT …]" },
  options: {
    port,
    host,
    state,
    api,
    json: controlOptions.json,
    logLevel: controlOptions.logLevel,
    config: controlOptions.config,
  },
  examples: [
    "standin doctor",
    "standin doctor --port 8080 --state /tmp/state.json --json",
    "standin doctor petstore.yaml",
  ],
};

/** `standin doctor`. Unlike other verbs it goes on where the configuration file is what is wrong. */
export const doctor: Verb = {
  async run(args, reporter) {
    const { texts, words, help: isAsked } = readArguments(help.name, help.options, args, help.words);
    if (isAsked) {
      reporter.print(writeVerbHelp(help));
      return 0;
    }
    const flags = { texts, environment: process.env, config: undefined };
    // What is wrong with a flag or a variable is told as every verb tells it.
    readSettings(help.options, flags);
    if (words.length > 0) return (await import("./examine-documents.js")).examineDocuments(words, reporter);
    const read = await examineConfig(
      () => readConfig(texts.get("config")?.at(-1)),
      (config) => void settle(texts, config),
    );
    const findings = [examineNode(process.versions.node), read.finding, ...(await examineServing(texts, read.config))];
    return tell(findings, reporter);
  },
};

function settle(texts: ReadonlyMap<string, readonly string[]>, config: Config | undefined) {
  // Every setting of the file is read, so that each wrong one is found.
  readSettings(serveOptions, { texts: new Map(), environment: {}, config });
  return readSettings(help.options, { texts, environment: process.env, config });
}

async function examineServing(
  texts: ReadonlyMap<string, readonly string[]>,
  config: Config | undefined,
): Promise<Finding[]> {
  const settings = settle(texts, config);
  const { findings, isRunning } = await examineServer(settings.host.value, settings.port.value);
  return [...findings, ...(await examineState(settings.state.value, settings.api.value, isRunning))];
}

function tell(findings: readonly Finding[], reporter: Reporter): number {
  const wrong = findings.filter(({ level }) => level === "wrong").length;
  if (reporter.json) {
    for (const finding of findings) reporter.print(JSON.stringify(finding));
  } else {
    for (const { check, level, message } of findings)
      reporter.print(`${level.padEnd(5)}  ${check.padEnd(7)}  ${message}`);
    reporter.print(wrong === 0 ? "nothing is wrong" : `${wrong} of ${findings.length} checks found something wrong`);
  }
  return wrong === 0 ? 0 : 1;
}
