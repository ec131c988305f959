import type { Operation } from "../openapi/operation.js";
import type { Answer } from "./answer.js";
import { writeCannedAnswer } from "./canned-answer.js";
import type { Recorded } from "./exchange.js";
import type { FaultEffect } from "./fault.js";
import type { Strike } from "./faults.js";
import type { Injected } from "./journal.js";
import type { Disruption } from "./message.js";
import { DELAY_HEADER, parseDelay, parsePreferences } from "./prefer.js";
import type { ReceivedRequest } from "./received-request.js";
import type { ServedApi } from "./served-api.js";
import type { Session } from "./session.js";

/** What is done to one request that its API would not have done. */
export interface Injection {
  /** Milliseconds to wait before anything else, and before the reply. */
  readonly delayBefore: number;
  readonly delayAfter: number;
  /** Answered in place of doing the operation. */
  readonly instead: Answer | undefined;
  /** Answered after the operation was done, in place of what it answered. */
  readonly afterwards: Answer | undefined;
  /** Whether the operation is not done at all. */
  readonly isSkipped: boolean;
  readonly disruption: Disruption | undefined;
  /** `undefined` when nothing is done that changes the answer. */
  readonly injected: Injected | undefined;
  /** For `Preference-Applied` (RFC 7240). */
  readonly applied: string | undefined;
}

/**
 * Decides what is done to a request: first what it asks for itself, then by the faults that are armed in its session;
 * `undefined` when that is nothing. @throws Problem when what it asks for can't be.
 */
export function decideInjection(
  api: ServedApi,
  operation: Operation,
  request: ReceivedRequest,
  session: Session,
  recorded?: Recorded,
): Injection | undefined {
  // Most requests are of this kind, and are to pay for nothing.
  if (!asksForAny(request) && !meetsAny(session, recorded)) return undefined;
  const preferences = parsePreferences(request.headers["prefer"]);
  const { code, example, wait = 0 } = preferences;
  const isCanned = code !== undefined || example !== undefined;
  const asked = isCanned ? writeCannedAnswer(api, operation, { status: code, example }) : undefined;
  // A request that asks for its own answer is no request that a fault was armed for.
  const strikes = isCanned ? [] : listStrikes(`${api.name}.${operation.id}`, session, recorded);
  const { before, after } = sortStrikes(strikes);
  const delay = parseDelay(request.headers[DELAY_HEADER]) + wait * 1000;
  const instead = asked ?? toAnswer(api, operation, before);
  const afterwards = toAnswer(api, operation, after);
  return {
    delayBefore: delay + sumLatency(before),
    delayAfter: sumLatency(after),
    instead,
    afterwards,
    isSkipped: instead !== undefined || before.some(({ fault }) => fault.effect.kind === "reset"),
    disruption: toDisruption(strikes),
    injected: describe(isCanned, strikes),
    applied: listApplied(preferences),
  };
}

function asksForAny({ headers }: ReceivedRequest): boolean {
  return headers["prefer"] !== undefined || headers[DELAY_HEADER] !== undefined;
}

function meetsAny({ faults }: Session, recorded: Recorded | undefined): boolean {
  return (recorded ? (recorded.strikes ?? []) : faults.copy()).length > 0;
}

/** What was recorded was struck by faults that may be armed no more. */
function listStrikes(operation: string, { faults, clock }: Session, recorded: Recorded | undefined): readonly Strike[] {
  return recorded ? (recorded.strikes ?? []) : faults.strike(operation, clock.now());
}

function isAfter({ fault }: Strike): boolean {
  return fault.point === "after";
}

function sortStrikes(strikes: readonly Strike[]): { before: Strike[]; after: Strike[] } {
  return { before: strikes.filter((strike) => !isAfter(strike)), after: strikes.filter(isAfter) };
}

function sumLatency(strikes: readonly Strike[]): number {
  return strikes.reduce((sum, { milliseconds = 0 }) => sum + milliseconds, 0);
}

function toAnswer(api: ServedApi, operation: Operation, strikes: readonly Strike[]): Answer | undefined {
  for (const { fault, retryAfter } of strikes) {
    const { effect } = fault;
    if (effect.kind === "status") return writeCannedAnswer(api, operation, effect);
    if (effect.kind === "rate-limit") return writeCannedAnswer(api, operation, { status: 429, retryAfter });
  }
  return undefined;
}

function toDisruption(strikes: readonly Strike[]): Disruption | undefined {
  const effects = strikes.map(({ fault }) => fault.effect);
  const disruption = Object.assign({}, ...effects.map(toDisruptionPart)) as Disruption; // parts of it, each maybe empty
  return Object.keys(disruption).length > 0 ? disruption : undefined;
}

function toDisruptionPart(effect: FaultEffect): Disruption {
  switch (effect.kind) {
    case "reset":
      return { reset: true };
    case "truncate":
      return { truncateAt: effect.bytes };
    case "slow":
      return { pieces: { bytes: effect.bytes, milliseconds: effect.milliseconds } };
    case "malformed":
      return { malformed: true };
    default:
      return {};
  }
}

function describe(isCanned: boolean, strikes: readonly Strike[]): Injected | undefined {
  if (isCanned) return { by: "prefer", faults: [], effects: ["answered as preferred"], hidesAnswer: true, strikes };
  const faults = strikes.map(({ fault }) => fault.id);
  const effects = strikes.map(({ fault }) => `${fault.effect.kind} ${fault.point ?? "before"}`);
  const hidesAnswer = strikes.some(({ fault }) => fault.effect.kind !== "latency" && fault.effect.kind !== "slow");
  return faults.length > 0 ? { by: "fault", faults, effects, hidesAnswer, strikes } : undefined;
}

function listApplied({ code, example, wait }: ReturnType<typeof parsePreferences>): string | undefined {
  const applied = Object.entries({ code, example, wait }).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${value}`,
  );
  return applied.length > 0 ? applied.join(", ") : undefined;
}
