import { parseArgs, type ParseArgsConfig } from "node:util";
import { findNearest } from "../emulator/find-nearest.js";
import { isSwitch, toFlag, toFlagName, type OptionTable } from "./option.js";
import { UsageError } from "./usage-error.js";

/** What a command line sets. */
export interface Arguments {
  /** The texts of each option that was given, by its name in the table; `true` for a switch. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Whether help was asked for. */
  readonly help: boolean;
  /** What is no option, in order. */
  readonly words: readonly string[];
}

/** The words that a verb takes beside its options. */
export interface WordRule {
  /** How help shows them. */
  readonly usage: string;
  /** How many there may be; without end by default. */
  readonly most?: number;
  /** Whether they begin after `--`, as the words of another command do. */
  readonly afterDashes?: boolean;
}

/** Reads the arguments of a verb. @throws UsageError that names what it does not take. */
export function readArguments(
  verb: string,
  table: OptionTable,
  args: readonly string[],
  rule: WordRule = { usage: "", most: 0 },
): Arguments {
  const byFlag = new Map(Object.keys(table).map((name) => [toFlagName(name), name]));
  const texts = new Map<string, string[]>();
  const words: string[] = [];
  let help = false;
  let dashed = false;
  for (const token of tokenize(table, args)) {
    if (token.kind === "option-terminator") {
      dashed = true;
      continue;
    }
    if (token.kind === "positional") {
      words.push(readWord(verb, rule, token.value, { count: words.length, dashed }));
      continue;
    }
    if (token.name === "help") {
      help = true;
      continue;
    }
    const name = byFlag.get(token.name);
    if (name === undefined) throw refuseOption(verb, table, token.rawName);
    texts.set(name, [...(texts.get(name) ?? []), readText(table, name, token)]);
  }
  return { texts, help, words };
}

function readWord(
  verb: string,
  { usage, most = Infinity, afterDashes = false }: WordRule,
  word: string,
  { count, dashed }: { readonly count: number; readonly dashed: boolean },
): string {
  if (count < most && (dashed || !afterDashes)) return word;
  const hint = usage === "" ? "" : `; it is used so: standin ${verb} ${usage}`;
  throw new UsageError(`${verb} takes no argument ${JSON.stringify(word)}${hint}`);
}

function tokenize(table: OptionTable, args: readonly string[]) {
  const options: NonNullable<ParseArgsConfig["options"]> = { help: { type: "boolean", short: "h" } };
  for (const [name, option] of Object.entries(table)) {
    const { short } = option;
    options[toFlagName(name)] = {
      type: isSwitch(option) ? "boolean" : "string",
      ...(short !== undefined && { short }),
    };
  }
  // Not strict, because its complaints would not name what would do.
  return parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

interface OptionToken {
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readText(table: OptionTable, name: string, { value, inlineValue }: OptionToken): string {
  const option = table[name];
  const flag = toFlag(name);
  if (option?.takes === undefined) {
    if (value !== undefined) throw new UsageError(`${flag} takes no value, and was given ${JSON.stringify(value)}`);
    return "true";
  }
  // What looks like the next option is hardly this one's value; a negative number is.
  if (value === undefined || (!inlineValue && /^-[^\d]/.test(value))) {
    throw new UsageError(`${flag} needs a value: ${flag} ${option.takes}`);
  }
  return value;
}

function refuseOption(verb: string, table: OptionTable, given: string): UsageError {
  const flags = [...Object.keys(table).map(toFlag), "--help"];
  const nearest = findNearest(given, flags);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return new UsageError(`${verb} has no option ${given}.${hint} It has: ${flags.join(", ")}`);
}
