import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { CONTROL_RULES } from "./control-reply.js";
import { isSelected, readFilter } from "./select-requests.js";
import { ONE_BODY_LIMIT, showExchange } from "./show-exchange.js";

/** A session's journal as an HTTP Archive (HAR 1.2), which browsers and many tools open. */
export function defineRequestsHar(emulator: Emulator) {
  return { exportRequests: (call) => exportRequests(emulator, call) } satisfies Record<string, OutsideBehaviour>;
}

function exportRequests(emulator: Emulator, call: OutsideCall): BehaviourReply {
  const filter = readFilter(call);
  const entries = call.session.journal.list().filter((entry) => isSelected(entry, filter));
  const version = emulator.apis.find(({ name }) => name === "standin")?.document.version ?? "";
  const log = {
    version: "1.2",
    creator: { name: "standin", version },
    entries: entries.map((entry) => toHarEntry(showExchange(emulator, entry, ONE_BODY_LIMIT))),
  };
  return { status: 200, body: { log }, rules: CONTROL_RULES };
}

/** Members that begin with `_` are those that HAR leaves to whoever writes one. */
function toHarEntry(shown: JsonObject): JsonObject {
  const { id, session, operation, principal, evidence, rules, notes, time } = shown;
  return {
    startedDateTime: time ?? "",
    time: 0,
    request: toHarRequest(toObject(shown["request"])),
    response: toHarResponse(toObject(shown["reply"])),
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    _standin: toObject({ id, session, operation, principal, evidence, rules, notes } as Json), // of which all are there
  };
}

function toHarRequest({ method = "", url = "", headers, body }: JsonObject): JsonObject {
  const sent = toObject(headers);
  const whole = toWholeUrl(toText(url), toText(sent["host"]));
  const text = toBodyText(body);
  return {
    method,
    url: whole.href,
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: toPairs(Object.entries(sent)),
    queryString: toPairs([...whole.searchParams]),
    headersSize: -1,
    bodySize: text === undefined ? 0 : getSize(text),
    ...(text !== undefined && { postData: { mimeType: toText(sent["content-type"]), text, params: [] } }),
  };
}

/** An archive has whole URLs, well encoded; what was sent may be a path alone, badly encoded, and its host anything. */
function toWholeUrl(sent: string, host: string): URL {
  const url = sent.replace(/%(?![0-9a-f]{2})/gi, "%25");
  if (URL.canParse(url)) return new URL(url);
  const origin = URL.canParse(`http://${host}`) ? `http://${host}` : "http://localhost";
  return new URL(origin + (url.startsWith("/") ? url : `/${url}`));
}

function toHarResponse({ status = 0, headers, body }: JsonObject): JsonObject {
  const given = toObject(headers);
  const text = toBodyText(body) ?? "";
  return {
    status,
    statusText: "",
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: toPairs(Object.entries(given)),
    content: { size: getSize(text), mimeType: toText(given["content-type"]), text },
    redirectURL: toText(given["location"]),
    headersSize: -1,
    bodySize: getSize(text),
  };
}

function toPairs(entries: readonly (readonly [string, Json])[]): Json[] {
  return entries.map(([name, value]) => ({ name, value: toText(value) }));
}

function toBodyText(body: Json | undefined): string | undefined {
  return body === undefined || typeof body === "string" ? body : JSON.stringify(body);
}

function getSize(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}

function toText(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function toObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
