/** One thing that a user can set, by flag, and some by environment or configuration file too. */
export interface Option<Value = unknown> {
  /** What it does, for the help. */
  readonly about: string;
  /** What stands for its value in the help; a switch, which is on or off, has none. */
  readonly takes?: string;
  /** Its flag of one letter. */
  readonly short?: string;
  /** Whether it may be given several times; then all values count, else the last. */
  readonly repeatable?: boolean;
  /** Environment variables that set it, the strongest first. */
  readonly environment?: readonly string[];
  /** The text of its default. */
  readonly fallback?: string;
  /** Whether a configuration file can set it. */
  readonly inConfig?: boolean;
  /** Whether a value is a path; in a configuration file it is one from that file's folder. */
  isPath?(text: string): boolean;
  /** Whether `NAME=` may stand before the path. */
  readonly isNamed?: boolean;
  /** Its value. @throws UnfitValue that says what would do. */
  parse(text: string): Value;
}

/** Options by name, in camelCase as a configuration file has them; their flags are in kebab-case. */
export type OptionTable = Readonly<Record<string, Option>>;

/** A value that will not do; the message says what would, after "it must be". */
export class UnfitValue extends Error {
  override readonly name = "UnfitValue";
}

/** The flag of an option of that name: `randomSeed` is `--random-seed`. */
export function toFlag(name: string): string {
  return `--${toFlagName(name)}`;
}

/** As {@link toFlag}, without the dashes. */
export function toFlagName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Whether an option is on or off, without a value. */
export function isSwitch(option: Option): boolean {
  return option.takes === undefined;
}

/** Reads any text that is not empty. */
export function toText(text: string): string {
  if (text === "") throw new UnfitValue("something, and not an empty text");
  return text;
}

/** Reads a switch. */
export function toSwitch(text: string): boolean {
  return text === "true";
}

/** Reads a whole number between two others. */
export function toInteger(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new UnfitValue(`a whole number from ${least} to ${most}`);
  };
}

/** Reads one of some words. */
export function toChoice<const Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word !== undefined) return word;
    throw new UnfitValue(words.length === 2 ? words.join(" or ") : `one of: ${words.join(", ")}`);
  };
}

/** Reads `KEY=VALUE`, the key in a form of its own. */
export function toPair(key: RegExp, form: string): (text: string) => readonly [key: string, value: string] {
  return (text) => {
    const index = text.indexOf("=");
    const pair = [text.slice(0, index), text.slice(index + 1)] as const;
    if (index > 0 && key.test(pair[0]) && pair[1] !== "") return pair;
    throw new UnfitValue(`of the form ${form}`);
  };
}
