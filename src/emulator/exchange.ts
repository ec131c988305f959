import type { Clock } from "../world/clock.js";
import type { Strike } from "./faults.js";
import type { PlainRequest } from "./message.js";
import { Problem } from "./problem.js";
import type { ReadHead } from "./received-head.js";
import { receiveRequest, type ReceivedRequest } from "./received-request.js";
import { route, type Route, type Router } from "./route.js";
import { parseSessionSelector } from "./session-selector.js";
import type { Session } from "./session.js";
import type { Sessions } from "./sessions.js";

/** A request on its way through the emulator. */
export interface Exchange {
  readonly id: string;
  readonly plain: PlainRequest;
  readonly request: ReceivedRequest;
  readonly found: Route;
  readonly session: Session;
  /** The one reading of the session's clock by which it is answered. */
  readonly clock: Clock;
  /** As what it is answered again. */
  readonly recorded: Recorded | undefined;
  /** Whether only the adapter knows what is wrong with it. */
  readonly isBroken?: boolean;
}

/** By what a request is to be answered that was answered before and is told again. */
export interface Recorded {
  readonly id: string;
  /** The reading of the session's clock. */
  readonly clock: { readonly now: number; readonly frozen: boolean };
  /** What armed faults did to it; nothing by default. */
  readonly strikes?: readonly Strike[];
}

/** What beginning an exchange needs of its emulator. */
export interface ExchangeHost {
  readonly router: Router;
  readonly sessions: Sessions;
  readonly readHead: ReadHead;
  nextRequestId(): string;
}

/** Takes a request apart, and finds its route and its session. */
export function beginExchange(host: ExchangeHost, plain: PlainRequest, recorded?: Recorded): Exchange {
  const request = receiveRequest(plain, host.readHead);
  const found = route(host.router, request);
  const id = recorded?.id ?? host.nextRequestId();
  try {
    found.api?.definition.admitCaller?.(request, "operation" in found ? found.operation.id : undefined);
    const session = host.sessions.enter(parseSessionSelector(request.session));
    const clock = recorded ? toClock(recorded) : session.clock.read();
    return { id, plain, request, recorded, found, session, clock };
  } catch (error) {
    // Callers and sessions are the stand-in's own affair, of which no operation documents an error.
    if (!(error instanceof Problem)) throw error;
    const { base } = host.sessions;
    const refused = { api: found.api, problem: error };
    return { id, plain, request, recorded, found: refused, session: base, clock: base.clock.read() };
  }
}

/** The exchange as one that found no operation but a problem. */
export function refuseExchange(exchange: Exchange, problem: Problem): Exchange {
  return { ...exchange, found: { api: exchange.found.api, problem } };
}

/** `api.operationId`, where an operation was found. */
export function getOperationName({ found }: Exchange): string | undefined {
  return "operation" in found ? found.name : undefined;
}

function toClock({ clock: { now, frozen } }: Recorded): Clock {
  return { now: () => now, frozen };
}
