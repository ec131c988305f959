import { EVIDENCE } from "../openapi/evidence.js";
import { readDuration } from "./duration.js";
import { toChoice, toInteger, toPair, toSwitch, toText, UnfitValue, type Option } from "./option.js";
import type { Settings } from "./read-settings.js";
import { standardOptions } from "./standard-options.js";
import { verifyReportOptions } from "./verify-report-options.js";

/** The options of `standin verify`. */
export const verifyOptions = {
  target: {
    about: "the server to judge, an origin with a prefix if need be; the built-in stand-in in process without it",
    takes: "URL",
    inConfig: true,
    parse: toHttpUrl,
  },
  basePath: {
    about: "the path at which the target has the document's paths, in place of the one of its first server; / for none",
    takes: "PATH",
    inConfig: true,
    parse: toPath,
  },
  twin: {
    about:
      "a model of the target on this machine, with which its answers are compared; the stand-in of the document without it",
    takes: "URL",
    inConfig: true,
    parse: toHttpUrl,
  },
  api: { ...standardOptions.api, about: "the API that it is held to; all that are built in without it and --target" },
  openapi: { ...standardOptions.openapi, about: "the OpenAPI document that it is held to, in place of --api" },
  mode: {
    about:
      "read-only sends reads alone; own-data makes records and removes them; by default own-data on this machine only",
    takes: "MODE",
    inConfig: true,
    parse: toChoice(["read-only", "own-data"]),
  },
  plan: { about: "tell what would be sent and made, and send nothing", parse: toSwitch },
  level: {
    about: "the weakest evidence that fails the run; by default assumed on this machine, published elsewhere",
    takes: "EVIDENCE",
    inConfig: true,
    parse: toChoice(EVIDENCE),
  },
  tokenEnv: { about: "the environment variable that has the credential", takes: "NAME", inConfig: true, parse: toText },
  tokenFile: { about: "the file that has it", takes: "FILE", inConfig: true, isPath: () => true, parse: toText },
  tokenCommand: { about: "the command that prints it", takes: "COMMAND", inConfig: true, parse: toText },
  secondTokenEnv: {
    about: "as --token-env, for a principal who may less or belongs to another tenant",
    takes: "NAME",
    inConfig: true,
    parse: toText,
  },
  secondTokenFile: { about: "as --token-file", takes: "FILE", inConfig: true, isPath: () => true, parse: toText },
  secondTokenCommand: { about: "as --token-command", takes: "COMMAND", inConfig: true, parse: toText },
  authScheme: {
    about: "the security scheme by which it travels; the first that goes by the Authorization header without it",
    takes: "NAME",
    inConfig: true,
    parse: toText,
  },
  param: {
    about: "a value that only the server knows, such as an id",
    takes: "NAME=VALUE",
    repeatable: true,
    inConfig: true,
    parse: toPair(/^[\w.-]+$/, "NAME=VALUE, such as institutionId=0f9c0b0b4f0c6b0017f0e3b1"),
  },
  own: {
    about: "a record that the run may change and puts back",
    takes: "KIND=ID",
    repeatable: true,
    inConfig: true,
    parse: toPair(/^[\w.-]+$/, "KIND=ID, such as supervity.account=019d2470-0db1-7000-8591-0000000000a1"),
  },
  allowHost: {
    about: "a host other than this machine that may be written to",
    takes: "HOST",
    repeatable: true,
    inConfig: true,
    parse: toText,
  },
  header: {
    about: "a header of every request",
    takes: "NAME: VALUE",
    repeatable: true,
    parse: toHeader,
  },
  timeout: {
    about: "how long an answer may take",
    takes: "DURATION",
    fallback: "30s",
    inConfig: true,
    parse: toDuration,
  },
  ca: {
    about: "certificates to trust beside the usual ones, as PEM",
    takes: "FILE",
    inConfig: true,
    isPath: () => true,
    parse: toText,
  },
  only: { about: "an operation or check that alone takes part", takes: "ID", repeatable: true, parse: toText },
  skip: { about: "an operation or check that takes no part", takes: "ID", repeatable: true, parse: toText },
  seed: {
    about: "the number from which all chance comes",
    takes: "N",
    fallback: "1",
    parse: toInteger(0, Number.MAX_SAFE_INTEGER),
  },
  budget: {
    about: "how much it may do at most",
    takes: "requests=N,writes=N,time=DURATION",
    inConfig: true,
    parse: toBudget,
  },
  rate: {
    about: "how fast it may go; 2/s by default, on this machine as fast as it can",
    takes: "N/s",
    inConfig: true,
    parse: toInterval,
  },
  ledger: {
    about: "the folder that keeps what has to be cleared away while a run is under way",
    takes: "FOLDER",
    fallback: ".standin/ledgers",
    inConfig: true,
    isPath: () => true,
    parse: toText,
  },
  sweep: { about: "clear away what a run that was cut off has left, by its ledger", takes: "FILE", parse: toText },
  selfTest: {
    about: "run the suite against mutants of the built-in stand-ins, and tell which check noticed which",
    parse: toSwitch,
  },
  explain: { about: "what a check holds, does and never does", takes: "ID", parse: toText },
  ...verifyReportOptions,
  json: { about: "tell the report as JSON on standard output", parse: toSwitch },
  logLevel: standardOptions.logLevel,
  config: standardOptions.config,
} as const satisfies Record<string, Option>;

/** What `standin verify` was asked for. */
export type VerifySettings = Settings<typeof verifyOptions>;

function toPath(text: string): string {
  if (!/^\/[^?#\s]*$/.test(text)) throw new UnfitValue("a path, such as /v2, or / for none");
  return text;
}

function toHttpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isFit = url && /^https?:$/.test(url.protocol) && url.username === "" && url.search === "" && url.hash === "";
  if (isFit) return url;
  throw new UnfitValue("an http or https URL without a credential or query, such as http://127.0.0.1:4010");
}

function toHeader(text: string): readonly [name: string, value: string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([^\r\n]*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new UnfitValue("of the form NAME: VALUE, such as x-source: external");
}

function toDuration(text: string): number {
  const duration = readDuration(text);
  if (duration !== undefined && duration > 0) return duration;
  throw new UnfitValue("a time such as 30s, 5m or 500ms");
}

function toBudget(text: string): { requests?: number; writes?: number; time?: number } {
  const limits: { requests?: number; writes?: number; time?: number } = {};
  for (const part of text.split(",")) {
    const [, name, value = ""] = /^(requests|writes|time)=(\w+)$/.exec(part.trim()) ?? [];
    if (name === "time") limits.time = toDuration(value);
    else if ((name === "requests" || name === "writes") && /^\d+$/.test(value)) limits[name] = Number(value);
    else throw new UnfitValue("of the form requests=500,writes=40,time=5m, of which each part may be missing");
  }
  return limits;
}

/** The milliseconds from one request to the next. */
function toInterval(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\/(s|m)$/.exec(text) ?? [];
  const rate = Number(count);
  if (rate > 0) return (unit === "m" ? 60_000 : 1000) / rate;
  throw new UnfitValue("so many a second or minute, such as 2/s or 30/m");
}
