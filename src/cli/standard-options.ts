import { LOG_LEVELS } from "../emulator/log.js";
import { toNamedFile } from "./named-file.js";
import { toChoice, toInteger, toText, type Option } from "./option.js";

/** Options that several verbs have, by name. */
export const standardOptions = {
  api: {
    about: "an API to take part; all of them without it",
    takes: "NAME",
    repeatable: true,
    inConfig: true,
    parse: toText,
  },
  openapi: {
    about: "an OpenAPI document to take part, JSON or YAML, Swagger 2.0 or OpenAPI 3, and the name of its API",
    takes: "[NAME=]FILE",
    repeatable: true,
    inConfig: true,
    isPath: () => true,
    isNamed: true,
    parse: toNamedFile,
  },
  seed: {
    about: "the fixture to begin with, by name or as a file",
    takes: "NAME|FILE",
    fallback: "demo",
    inConfig: true,
    isPath: isFixturePath,
    parse: toText,
  },
  randomSeed: {
    about: "the number from which ids and generated values are made",
    takes: "N",
    fallback: "1",
    inConfig: true,
    parse: toInteger(0, Number.MAX_SAFE_INTEGER),
  },
  state: {
    about: "the file that keeps the state",
    takes: "FILE",
    environment: ["STANDIN_STATE"],
    fallback: ".standin/state.json",
    inConfig: true,
    isPath: () => true,
    parse: toText,
  },
  logLevel: {
    about: `how much to tell on standard error: ${LOG_LEVELS.join(", ")}`,
    takes: "LEVEL",
    fallback: "info",
    inConfig: true,
    parse: toChoice(LOG_LEVELS),
  },
  config: {
    about: "the configuration file; otherwise standin.config.json or .yaml of the working folder",
    takes: "FILE",
    parse: toText,
  },
} as const satisfies Record<string, Option>;

/** Whether `--seed` names a file, and not a fixture of an API's own. */
export function isFixturePath(text: string): boolean {
  return /[\\/]|\.json$/.test(text);
}
