import type { WordRule } from "./read-arguments.js";
import { toFlag, type Option, type OptionTable } from "./option.js";

/** What the help of a verb tells. */
export interface VerbHelp {
  readonly name: string;
  readonly about: string;
  readonly options: OptionTable;
  readonly words?: WordRule;
  readonly examples: readonly string[];
}

/** Writes the help of a verb. */
export function writeVerbHelp({ name, about, options, words, examples }: VerbHelp): string {
  const rows = Object.entries(options).map(([key, option]): [string, string] => [
    writeFlag(key, option),
    describe(option),
  ]);
  return [
    `standin ${name}: ${about}`,
    "",
    ...(words ? [`Usage: standin ${name} ${words.afterDashes ? "[OPTIONS] " : ""}${words.usage}`, ""] : []),
    "Options",
    ...align([...rows, ["-h, --help", "this text"]]),
    "",
    "Examples",
    ...examples.map((example) => `  ${example}`),
  ].join("\n");
}

/** Writes the help of the whole command. */
export function writeHelp(verbs: Readonly<Record<string, { readonly about: string }>>): string {
  return [
    "standin: a local, stateful stand-in for HTTP APIs",
    "",
    "Usage: standin VERB [OPTIONS]",
    "",
    "Verbs",
    ...align(Object.entries(verbs).map(([name, { about }]) => [name, about])),
    "",
    "standin VERB --help tells a verb's options; standin --version tells the version.",
  ].join("\n");
}

function writeFlag(key: string, { short, takes }: Option): string {
  return [...(short === undefined ? [] : [`-${short},`]), toFlag(key), ...(takes === undefined ? [] : [takes])].join(
    " ",
  );
}

function describe({ about, repeatable, fallback, environment = [] }: Option): string {
  const notes = [
    ...(repeatable ? ["repeatable"] : []),
    ...(fallback === undefined ? [] : [`default ${fallback}`]),
    ...(environment.length > 0 ? [`also ${environment.join(", ")}`] : []),
  ];
  return notes.length === 0 ? about : `${about} (${notes.join("; ")})`;
}

function align(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
