import type { JournalEntry } from "../emulator/journal.js";
import type { Emulator } from "../emulator/emulator.js";
import type { Json, JsonObject } from "../openapi/json.js";
import { createCarrierTest, redactHeaders, redactUrl } from "./redact-carriers.js";
import { redactBody } from "./redact-body.js";
import { listRedacted, redactByName } from "./redact-names.js";
import { findRecordKind, redactRecord } from "./redact-record.js";
import { createScrubber } from "./scrub-text.js";

/** Bodies of a list are shortened to so many characters, and those of one exchange to more. */
export const LIST_BODY_LIMIT = 4000;
export const ONE_BODY_LIMIT = 100_000;

/** An exchange as the control API shows it: all that can be told of it, and no secret. */
export function showExchange(emulator: Pick<Emulator, "apis">, entry: JournalEntry, bodyLimit: number): JsonObject {
  const { url, sentHeaders, givenHeaders, sent, given, changes, scrub } = redactExchange(emulator, entry);
  const { id, session = null, api = null, principal = null, evidence = null, clock, rules, notes } = entry;
  const { method } = entry.request;
  const { status } = entry.reply;
  const shown = scrub({
    id,
    session,
    operation: entry.operation ?? null,
    api,
    principal,
    time: new Date(clock.now).toISOString(),
    clockFrozen: clock.frozen,
    evidence,
    rules: [...rules],
    injected: showInjected(entry),
    request: { method, url: url.shown, headers: sentHeaders.shown, ...showBody(sent.shown, scrub, bodyLimit) },
    reply: {
      status,
      headers: givenHeaders.shown,
      ...showBody(given.shown, scrub, bodyLimit),
      ...showDisruption(entry),
    },
    changes: changes.map(({ shown: change }) => change),
    notes: [...notes],
  });
  // What was an object before its texts were scrubbed is one after.
  return shown as JsonObject;
}

/** The parts of an exchange without their secrets, and what takes those secrets out of all else that is told of it. */
export function redactExchange({ apis }: Pick<Emulator, "apis">, entry: JournalEntry) {
  const isCarrier = createCarrierTest(apis);
  const { request, reply } = entry;
  const operation = findOperation(apis, entry);
  const url = redactUrl(request.url, isCarrier);
  const sentHeaders = redactHeaders(request.headers, isCarrier);
  const givenHeaders = redactHeaders(reply.headers, isCarrier);
  const contentType = sentHeaders.shown["content-type"];
  const sent = redactBody({ content: request.body, contentType, operation });
  const { status, body } = reply;
  const given = redactBody({ content: body, contentType: givenHeaders.shown["content-type"], operation, status });
  const changes = entry.changes.map((change) => showChange(apis, change));
  const secrets = [url, sentHeaders, givenHeaders, sent, given, ...changes].flatMap((part) => part.secrets);
  return { url, sentHeaders, givenHeaders, sent, given, changes, scrub: createScrubber(secrets) };
}

function findOperation(apis: Emulator["apis"], { api: name, operation: fullName }: JournalEntry) {
  const document = apis.find((api) => api.name === name)?.document;
  const operation = document?.operations.find(({ id }) => `${document.name}.${id}` === fullName);
  return document && operation && { document, operation };
}

/** A secret is taken out before the text is cut, which might leave the half of one. */
function showBody(body: Json | undefined, scrub: (value: Json) => Json, limit: number): JsonObject {
  if (body === undefined) return {};
  const text = JSON.stringify(scrub(body));
  if (text.length <= limit) return { body };
  return { body: text.slice(0, limit), shortened: `the beginning of ${text.length} characters of JSON` };
}

function showInjected({ injected }: JournalEntry): Json {
  if (!injected) return null;
  const { by, faults, effects, hidesAnswer } = injected;
  return { by, faults: [...faults], effects: [...effects], hidesAnswer };
}

function showDisruption({ reply }: JournalEntry): JsonObject {
  return reply.disruption ? { disruption: { ...reply.disruption } } : {};
}

function showChange(apis: Emulator["apis"], change: JournalEntry["changes"][number]) {
  const { collection, id } = change;
  const before = change.before && showRecord(apis, collection, change.before);
  const after = change.after && showRecord(apis, collection, change.after);
  return {
    shown: { collection, id, ...(before && { before: before.shown }), ...(after && { after: after.shown }) },
    secrets: [...(before?.secrets ?? []), ...(after?.secrets ?? [])],
  };
}

function showRecord(apis: Emulator["apis"], collection: string, record: object) {
  const kind = findRecordKind(apis, collection);
  const whole = record as JsonObject; // records are JSON objects
  const shown = redactByName(kind ? redactRecord(kind, record) : whole);
  return { shown, secrets: listRedacted(whole, shown) };
}
