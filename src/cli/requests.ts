import { writeFile } from "node:fs/promises";
import { isJsonObject, type JsonObject } from "../openapi/json.js";
import { createControlClient, type ControlClient } from "./control-client.js";
import { showJson } from "./show-json.js";
import { sessionOptions } from "./control-options.js";
import type { Reporter } from "./create-reporter.js";
import { Failure } from "./failure.js";
import { followRequests } from "./follow-requests.js";
import { toInteger, toSwitch, toText } from "./option.js";
import type { Settings } from "./read-settings.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";
import { createRequestTable } from "./write-requests.js";

const options = {
  ...sessionOptions,
  operation: { about: "only those of this operation", takes: "API.OPERATION", parse: toText },
  status: { about: "only those answered with this status", takes: "STATUS", parse: toInteger(100, 599) },
  principal: { about: "only those of this principal", takes: "NAME", parse: toText },
  limit: { about: "so many at most, the newest", takes: "N", fallback: "100", parse: toInteger(1, 1000) },
  follow: { about: "go on with what is asked from now on, until interrupted", parse: toSwitch },
  clear: { about: "forget all that was asked", parse: toSwitch },
  export: { about: "write a recording that standin replay sends again", takes: "FILE", parse: toText },
} as const;

/** `standin requests`: the journal of a running stand-in. */
export const requests = defineVerb({
  name: "requests",
  about: "what a running stand-in was asked, how it answered, and on what evidence.",
  options,
  examples: [
    "standin requests --operation fassport.createIntegration",
    "standin requests --follow --session checkout",
    "standin requests --export recording.json",
  ],
  async run(settings, reporter) {
    const { url, session, follow, clear, export: file } = settings;
    if ([follow.value, clear.value, file !== undefined].filter(Boolean).length > 1) {
      throw new UsageError("--follow, --clear and --export exclude each other");
    }
    const client = createControlClient({ url: url.value, session: session?.value });
    if (clear.value) return clearAll(client, settings, reporter);
    if (file) return exportRecording(client, file.value, settings, reporter);
    const table = createRequestTable(settings.json.value, reporter);
    const query = toQuery(settings);
    const { requests: listed, forgotten } = await client.send("GET", `/requests?limit=${settings.limit.value}${query}`);
    const all = Array.isArray(listed) ? listed.filter(isJsonObject) : [];
    if (typeof forgotten === "number" && forgotten > 0) {
      reporter.log({ level: "info", message: `${forgotten} older requests are forgotten`, fields: { forgotten } });
    }
    table.print(all);
    if (!follow.value) return 0;
    return followRequests(client, query, all.at(-1)?.["id"], (exchange) => table.print([exchange]));
  },
});

type RequestSettings = Settings<typeof options>;

function toQuery({ operation, status, principal }: RequestSettings): string {
  return Object.entries({ operation, status, principal })
    .map(([name, setting]) => (setting ? `&${name}=${encodeURIComponent(setting.value)}` : ""))
    .join("");
}

async function clearAll(client: ControlClient, { json }: RequestSettings, reporter: Reporter): Promise<number> {
  const { removed } = await client.send("DELETE", "/requests");
  reporter.print(
    json.value ? JSON.stringify({ event: "cleared", removed: removed ?? 0 }) : `forgot ${showJson(removed)} requests`,
  );
  return 0;
}

async function exportRecording(
  client: ControlClient,
  path: string,
  { json }: RequestSettings,
  reporter: Reporter,
): Promise<number> {
  const { schemaVersion: _version, ...recording } = await client.send("GET", "/recording");
  await writeFile(path, `${JSON.stringify(recording, null, 1)}\n`).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`${path} can't be written: ${reason}`, { cause: error });
  });
  const { exchanges: listed, forgotten } = recording;
  const exchanges = Array.isArray(listed) ? listed.filter(isJsonObject) : [];
  const unsent = exchanges.filter(isUnsent);
  if (typeof forgotten === "number" && forgotten > 0) {
    const message = `${forgotten} older requests are forgotten; the recording begins after them`;
    reporter.log({ level: "warn", message, fields: { forgotten } });
  }
  for (const { id, notReplayable } of unsent) {
    const message = `${showJson(id)} will not be sent again: ${showJson(notReplayable)}`;
    reporter.log({ level: "warn", message, fields: { id } });
  }
  const told = { event: "exported", output: path, exchanges: exchanges.length, notReplayable: unsent.length };
  reporter.print(json.value ? JSON.stringify(told) : `wrote ${exchanges.length} exchanges to ${path}`);
  return 0;
}

function isUnsent({ notReplayable }: JsonObject): boolean {
  return notReplayable !== undefined;
}
