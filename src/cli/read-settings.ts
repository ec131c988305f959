import { resolve } from "node:path";
import { isJsonObject, type Json } from "../openapi/json.js";
import { toNamedFile } from "./named-file.js";
import { isSwitch, toFlag, UnfitValue, type Option, type OptionTable } from "./option.js";
import type { Config } from "./read-config.js";
import { UsageError } from "./usage-error.js";

/** A value, and who set it; the earlier of these overrules the later. */
export interface Setting<Value> {
  readonly value: Value;
  readonly source: "flag" | "environment" | "config" | "default";
}

/** The settings of a table of options; those without a default may be missing. */
export type Settings<Table extends OptionTable> = { readonly [Name in keyof Table]: SettingOf<Table[Name]> };

type SettingOf<Given extends Option> = Given extends { repeatable: true }
  ? Setting<readonly ReturnType<Given["parse"]>[]>
  : Given extends { takes: string; fallback?: never }
    ? Setting<ReturnType<Given["parse"]>> | undefined
    : Setting<ReturnType<Given["parse"]>>;

/** Where settings come from. */
export interface SettingSources {
  readonly texts: ReadonlyMap<string, readonly string[]>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly config: Config | undefined;
}

/** Settles the value of each option. @throws UsageError that names who set a wrong value, and what would do. */
export function readSettings<Table extends OptionTable>(table: Table, sources: SettingSources): Settings<Table> {
  const settings = Object.entries(table).map(([name, option]) => [name, readSetting(name, option, sources)]);
  // Each entry is what `SettingOf` says of its option: see `readSetting`.
  return Object.fromEntries(settings) as Settings<Table>;
}

interface GivenTexts {
  readonly source: Setting<unknown>["source"];
  /** How a complaint names it. */
  readonly label: string;
  readonly texts: readonly string[];
}

function readSetting(name: string, option: Option, sources: SettingSources): Setting<unknown> | undefined {
  const given = findGiven(name, option, sources);
  if (given === undefined) return undefined;
  const values = given.texts.map((text) => parseText(option, given, text));
  return { source: given.source, value: option.repeatable ? values : values.at(-1) };
}

function findGiven(
  name: string,
  option: Option,
  { texts, environment, config }: SettingSources,
): GivenTexts | undefined {
  const flags = texts.get(name);
  if (flags) return { source: "flag", label: toFlag(name), texts: flags };
  for (const variable of option.environment ?? []) {
    const text = environment[variable];
    // An empty variable is how a shell unsets one for a single command.
    if (text !== undefined && text !== "") return { source: "environment", label: variable, texts: [text] };
  }
  const value = option.inConfig ? config?.values[name] : undefined;
  if (config && value !== undefined) {
    const label = `${JSON.stringify(name)} in ${config.path}`;
    return {
      source: "config",
      label,
      texts: toTexts(option, value, label).map((text) => toAbsolute(option, text, config)),
    };
  }
  if (option.fallback !== undefined) return { source: "default", label: toFlag(name), texts: [option.fallback] };
  if (option.repeatable) return { source: "default", label: toFlag(name), texts: [] };
  return isSwitch(option) ? { source: "default", label: toFlag(name), texts: ["false"] } : undefined;
}

function parseText(option: Option, { label }: GivenTexts, text: string): unknown {
  try {
    return option.parse(text);
  } catch (error) {
    if (!(error instanceof UnfitValue)) throw error;
    throw new UsageError(`${label} can't be ${JSON.stringify(text)}: it must be ${error.message}`, { cause: error });
  }
}

/** The texts that a value of a configuration file stands for, as if they had been given as flags. */
function toTexts(option: Option, value: Json, label: string): string[] {
  if (isSwitch(option)) {
    if (typeof value === "boolean") return [String(value)];
    throw new UsageError(`${label} must be true or false`);
  }
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  if (option.repeatable && Array.isArray(value)) return value.flatMap((item) => toTexts(option, item, label));
  // KEY=VALUE pairs are an object more readably.
  if (option.takes?.includes("=") && isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, item]) => toTexts(option, item, label).map((text) => `${key}=${text}`));
  }
  throw new UsageError(`${label} must be ${option.repeatable ? "a list of texts" : "a text or a number"}`);
}

function toAbsolute(option: Option, text: string, { folder }: Config): string {
  if (!option.isPath?.(text)) return text;
  const { file, name } = option.isNamed ? toNamedFile(text) : { file: text };
  return name === undefined ? resolve(folder, file) : `${name}=${resolve(folder, file)}`;
}
