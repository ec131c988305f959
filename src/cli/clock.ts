import type { JsonObject } from "../openapi/json.js";
import { parseDuration } from "../control/duration.js";
import { createControlClient, type ControlClient } from "./control-client.js";
import { showJson } from "./show-json.js";
import { sessionOptions } from "./control-options.js";
import { describeDuration, readDuration } from "./duration.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";

const USAGE = "[show | freeze [INSTANT] | advance DURATION | run]";

/** `standin clock`: the time by which a running stand-in dates everything and judges tokens. */
export const clock = defineVerb({
  name: "clock",
  about: "the time of a running stand-in: show it, stop it, move it, let it run with real time again.",
  words: { usage: USAGE, most: 2 },
  options: sessionOptions,
  examples: [
    "standin clock freeze 2026-01-15T12:00:00Z",
    "standin clock advance 90s",
    "standin clock advance -- -2h",
    "standin clock run",
  ],
  async run({ url, session, json }, reporter, words) {
    const client = createControlClient({ url: url.value, session: session?.value });
    const { schemaVersion: _version, ...told } = await ask(client, words);
    reporter.print(json.value ? JSON.stringify({ event: "clock", ...told }) : describe(told));
    return 0;
  },
});

async function ask(client: ControlClient, [action = "show", argument]: readonly string[]): Promise<JsonObject> {
  switch (action) {
    case "show":
      refuseArgument(action, argument);
      return client.send("GET", "/clock");
    case "freeze":
      return client.send("PUT", "/clock", {
        frozenAt: argument === undefined ? await askNow(client) : toInstant(argument),
      });
    case "advance":
      return client.send("POST", "/clock/advance", { milliseconds: toMilliseconds(argument) });
    case "run":
      refuseArgument(action, argument);
      return client.send("PUT", "/clock", { running: true });
    default:
      throw new UsageError(`clock can't ${JSON.stringify(action)}; it is used so: standin clock ${USAGE}`);
  }
}

async function askNow(client: ControlClient): Promise<string> {
  return showJson((await client.send("GET", "/clock"))["now"]);
}

function toInstant(text: string): string {
  const instant = new Date(text);
  // A date alone, or a time without its zone, would mean another instant elsewhere.
  if (/T.*(Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(instant.getTime())) return instant.toISOString();
  throw new UsageError(`${JSON.stringify(text)} is no instant; write it as 2026-01-15T12:00:00Z`);
}

function toMilliseconds(text: string | undefined): number {
  if (text === undefined) throw new UsageError("clock advance needs a duration, such as 90s, 5m, 2h or PT1H");
  const milliseconds = readDuration(text) ?? parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  throw new UsageError(`${JSON.stringify(text)} is no duration; write it as 500ms, 90s, 5m, 2h, 1d or PT1H`);
}

function refuseArgument(action: string, argument: string | undefined): void {
  if (argument !== undefined) throw new UsageError(`clock ${action} takes no argument ${JSON.stringify(argument)}`);
}

function describe({ now, frozen, offsetMilliseconds: offset }: JsonObject): string {
  if (frozen === true) return `${showJson(now)}, stopped`;
  if (typeof offset !== "number" || offset === 0) return `${showJson(now)}, runs with real time`;
  return `${showJson(now)}, runs ${describeDuration(Math.abs(offset))} ${offset > 0 ? "ahead of" : "behind"} real time`;
}
