import { ConfigurationError } from "../emulator/configuration-error.js";
import type { Emulator } from "../emulator/emulator.js";
import type { JournalEntry } from "../emulator/journal.js";
import { Problem } from "../emulator/problem.js";
import { receiveRequest } from "../emulator/received-request.js";
import type { Stage } from "../emulator/rehearse.js";
import { parseSessionSelector } from "../emulator/session-selector.js";
import { REDACTED } from "../openapi/secrets.js";
import { createCredentials, type Credentials } from "./create-credentials.js";
import { presentCredential } from "./present-credential.js";
import { recordReply, redactRecorded } from "./record-reply.js";
import { recordRequest, toPlainRequest } from "./record-request.js";
import type { RecordedExchange, RecordedReply, RecordedRequest } from "./recording-format.js";

/**
 * Records exchanges so that they can be told again. What is left of a request without its secrets is tried first where
 * the exchange found its session's World: one that comes out otherwise is recorded with the reason why it is not sent.
 */
export function createExchangeRecorder(emulator: Emulator) {
  const credentials = createCredentials(emulator);
  return async function record(entry: JournalEntry): Promise<RecordedExchange> {
    const { id, session, operation, clock, injected } = entry;
    const parts = redactRecorded(emulator, entry);
    const request = recordRequest(entry, parts);
    const reply = recordReply(entry, parts);
    const strikes = injected?.strikes ?? [];
    const exchange: RecordedExchange = {
      id,
      ...(session !== undefined && { session }),
      ...(operation !== undefined && { operation }),
      clock,
      ...(strikes.length > 0 && { strikes }),
      request,
      reply,
    };
    const reason = findObstacle(entry);
    if (reason !== undefined) return { ...exchange, notReplayable: reason };
    const sender = await findSender(emulator, credentials, entry, request);
    if ("reason" in sender) return { ...exchange, notReplayable: sender.reason };
    const named = { ...exchange, ...(sender.principal !== undefined && { principal: sender.principal }) };
    const sent = sender.request;
    if (!isCut(entry, request) || (await comesOutTheSame(emulator, entry, sent, reply))) return named;
    return { ...named, notReplayable: "its answer depends on what was redacted in it" };
  };
}

/** Why an exchange could not be sent again even with its secrets. */
function findObstacle({ isBroken, session, request }: JournalEntry): string | undefined {
  if (isBroken) return "it was broken as HTTP, and refused before any API saw it";
  if (session === undefined && namesSession(request)) {
    return "its session could not be entered, and which sessions and snapshots there were is not recorded";
  }
  return undefined;
}

function namesSession(request: JournalEntry["request"]): boolean {
  try {
    return parseSessionSelector(receiveRequest(request).session) !== undefined;
  } catch (error) {
    // A name that is none is refused wherever it is sent.
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** The principal whose new credential stands for the same sender, and the request with it; no principal where none is needed. */
async function findSender(
  { rehearsal }: Emulator,
  credentials: Credentials,
  entry: JournalEntry,
  request: RecordedRequest,
): Promise<{ principal?: string; request: RecordedRequest } | { reason: string }> {
  // What found no operation was answered whoever sent it.
  if (entry.operation === undefined) return { request };
  const stage = toStage(entry);
  const sender = await rehearsal.identify(stage, entry.request);
  const isSame = async (candidate: RecordedRequest): Promise<boolean> =>
    JSON.stringify(await rehearsal.identify(stage, toPlainRequest(candidate))) === JSON.stringify(sender);
  if (await isSame(request)) return { request };
  if (!sender) return { reason: "without its credential it would be accepted, and it was not" };
  const { world } = rehearsal.open(stage);
  const issued = await credentials.issue(entry.api ?? "", sender.name, world, entry.clock).catch(toReason);
  if ("reason" in issued) return issued;
  const presented = presentCredential(request, issued);
  if (await isSame(presented)) return { principal: sender.name, request: presented };
  return { reason: `its credential says other than the one that is made for ${entry.api}.${sender.name}` };
}

function toReason(error: unknown): { reason: string } {
  if (error instanceof ConfigurationError)
    return { reason: `no credential can be made for its sender: ${error.message}` };
  throw error;
}

function toStage({ session, before, clock }: JournalEntry): Stage {
  return { name: session, mark: before, clock };
}

/** Whether more than a credential in its usual place was taken from a request. */
function isCut({ request, principal }: JournalEntry, recorded: RecordedRequest): boolean {
  const isWhole = toText(request.body) === toText(toPlainRequest(recorded).body) && request.url === recorded.url;
  const hasCarrier = Object.values(recorded.headers).some((value) => value.includes(REDACTED));
  return !isWhole || (principal === undefined && hasCarrier);
}

function toText(body: JournalEntry["request"]["body"]): string {
  return typeof body === "object" ? new TextDecoder().decode(body) : (body ?? "");
}

async function comesOutTheSame(
  emulator: Emulator,
  entry: JournalEntry,
  request: RecordedRequest,
  recorded: RecordedReply,
): Promise<boolean> {
  const { id, clock, injected } = entry;
  const plain = toPlainRequest(request);
  const again = { id, clock, strikes: injected?.strikes ?? [] };
  const outcome = await emulator.rehearsal.answer(toStage(entry), plain, again);
  return JSON.stringify(recordReply(outcome, redactRecorded(emulator, outcome))) === JSON.stringify(recorded);
}
