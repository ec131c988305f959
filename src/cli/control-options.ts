import { isName } from "../emulator/session-selector.js";
import { toSwitch, UnfitValue, type Option } from "./option.js";
import { standardOptions } from "./standard-options.js";

/** The options of verbs that speak to a running stand-in. */
export const controlOptions = {
  url: {
    about: "where the stand-in answers",
    takes: "URL",
    environment: ["STANDIN_URL"],
    fallback: "http://127.0.0.1:4010",
    parse: toHttpUrl,
  },
  json: { about: "tell everything as JSON, one object a line", parse: toSwitch },
  logLevel: standardOptions.logLevel,
  config: standardOptions.config,
} as const satisfies Record<string, Option>;

/** Those of verbs that are about one session of it. */
export const sessionOptions = {
  ...controlOptions,
  session: { about: "the session; the base without it", takes: "NAME", parse: toSessionName },
} as const satisfies Record<string, Option>;

function toHttpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, "");
  throw new UnfitValue("an http or https URL, such as http://127.0.0.1:4010");
}

function toSessionName(text: string): string {
  if (isName(text)) return text;
  throw new UnfitValue("1 to 100 letters, digits or any of . _ ~ -");
}
