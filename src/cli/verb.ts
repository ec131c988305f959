import type { Reporter } from "./create-reporter.js";
import type { OptionTable } from "./option.js";
import { readArguments, type WordRule } from "./read-arguments.js";
import { readConfig } from "./read-config.js";
import { readSettings, type Settings } from "./read-settings.js";
import { writeVerbHelp } from "./write-help.js";

/** One verb of the command, ready to be run. */
export interface Verb {
  /** Runs it with its arguments. @returns its exit code. */
  run(args: readonly string[], reporter: Reporter): Promise<number>;
}

/** How a verb is defined. */
export interface VerbDefinition<Table extends OptionTable> {
  readonly name: string;
  /** What it does, for its own help. */
  readonly about: string;
  readonly options: Table;
  /** What it takes beside options; nothing by default. */
  readonly words?: WordRule;
  /** Lines at the end of its help. */
  readonly examples: readonly string[];
  readonly run: (settings: Settings<Table>, reporter: Reporter, words: readonly string[]) => Promise<number>;
}

/** Makes a verb of its definition: reads arguments, environment and configuration file, and gives help where it is asked. */
export function defineVerb<const Table extends OptionTable>(definition: VerbDefinition<Table>): Verb {
  const { name, options, words: rule, run } = definition;
  return {
    async run(args, reporter) {
      const { texts, help, words } = readArguments(name, options, args, rule);
      if (help) {
        reporter.print(writeVerbHelp(definition));
        return 0;
      }
      const config = await readConfig(texts.get("config")?.at(-1));
      return run(readSettings(options, { texts, environment: process.env, config }), reporter, words);
    },
  };
}
