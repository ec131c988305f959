import { AUTH_MODES } from "../emulator/authenticate.js";
import { toChoice, toInteger, toPair, toSwitch, toText, UnfitValue, type Option } from "./option.js";
import { toFault } from "./to-fault.js";
import type { Settings } from "./read-settings.js";
import { standardOptions } from "./standard-options.js";

/** The options of `standin serve`. */
export const serveOptions = {
  port: {
    about: "the port; 0 takes a free one",
    takes: "N",
    short: "p",
    environment: ["STANDIN_PORT", "PORT"],
    fallback: "4010",
    inConfig: true,
    parse: toInteger(0, 65_535),
  },
  host: {
    about: "the address to listen on",
    takes: "HOST",
    fallback: "127.0.0.1",
    inConfig: true,
    parse: toText,
  },
  api: {
    ...standardOptions.api,
    about: "an API to serve; all that are built in without it, unless --openapi names others",
  },
  openapi: standardOptions.openapi,
  overlay: {
    about:
      "an OpenAPI Overlay that changes an API's document before it is served; of which API, where there are several",
    takes: "[API=]FILE",
    repeatable: true,
    inConfig: true,
    parse: toText,
  },
  state: standardOptions.state,
  ephemeral: { about: "keep the state in memory only; write nothing at all", inConfig: true, parse: toSwitch },
  seed: { ...standardOptions.seed, about: "the fixture that fills a missing or empty state, by name or as a file" },
  randomSeed: standardOptions.randomSeed,
  auth: {
    about: `how credentials are judged: ${AUTH_MODES.join(", ")}`,
    takes: "MODE",
    fallback: "strict",
    inConfig: true,
    parse: toChoice(AUTH_MODES),
  },
  rule: {
    about: "the value of a rule that can be switched",
    takes: "API.RULE=VALUE",
    repeatable: true,
    inConfig: true,
    parse: toPair(/^[\w-]+\.[\w-]+$/, "API.RULE=VALUE, such as fassport.archivedInList=exclude"),
  },
  fault: {
    about: "a fault to arm: so many requests get that status, before (or after) the operation is done",
    takes: "API.OPERATION:STATUS:TIMES[:after]",
    repeatable: true,
    inConfig: true,
    parse: toFault,
  },
  sync: {
    about: "answer a change only when it is on disk, so that it survives a power cut",
    inConfig: true,
    parse: toSwitch,
  },
  handlers: {
    about: "a module of your own msw handlers, which are asked first",
    takes: "FILE",
    inConfig: true,
    isPath: () => true,
    parse: toText,
  },
  mount: {
    about: "a prefix before an API's real paths",
    takes: "API=/PREFIX",
    repeatable: true,
    inConfig: true,
    parse: toPair(/^[\w-]+$/, "API=/prefix, such as fassport=/fassport"),
  },
  cors: {
    about: "the origin whose pages may call, or * for all",
    takes: "ORIGIN",
    inConfig: true,
    parse: toOrigin,
  },
  json: { about: "tell everything as JSON, one object a line", inConfig: true, parse: toSwitch },
  logLevel: standardOptions.logLevel,
  config: standardOptions.config,
} as const satisfies Record<string, Option>;

/** What `standin serve` was asked for. */
export type ServeSettings = Settings<typeof serveOptions>;

function toOrigin(text: string): string {
  if (text === "*" || (URL.canParse(text) && new URL(text).origin === text)) return text;
  throw new UnfitValue("* or an origin, such as http://localhost:3000");
}
