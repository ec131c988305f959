import { Refusal } from "../refusal.js";

/** How much a run may do. */
export interface BudgetLimits {
  readonly requests: number;
  /** Requests that could change something. */
  readonly writes: number;
  /** In milliseconds. */
  readonly time: number;
}

/** What is left of a run's limits. */
export interface Budget {
  /** Takes one request off. @throws Refusal when nothing is left of a limit; clearing away is always let through. */
  take(request: { readonly mutates: boolean; readonly clearsAway: boolean }): void;
  /** Ends the run: from now on only what clears away is let through. */
  stop(reason: string): void;
  /** Why nothing more is sent; `undefined` while there is no reason. */
  readonly stopped: string | undefined;
  /** Milliseconds until its time is over. */
  timeLeft(): number;
}

/** Begins a budget now. */
export function createBudget(limits: BudgetLimits, now: () => number): Budget {
  const start = now();
  let requests = 0;
  let writes = 0;
  let stopped: string | undefined;
  const findLimit = (mutates: boolean): string | undefined => {
    if (requests >= limits.requests) return `the budget of ${limits.requests} requests is spent`;
    if (mutates && writes >= limits.writes) return `the budget of ${limits.writes} writes is spent`;
    return now() - start >= limits.time ? `the budget of ${Math.round(limits.time / 1000)} s is spent` : undefined;
  };
  return {
    take({ mutates, clearsAway }) {
      if (!clearsAway) {
        stopped ??= findLimit(mutates);
        if (stopped !== undefined) throw new Refusal("budget", stopped, "--budget requests=N,writes=N,time=5m");
      }
      requests += 1;
      if (mutates) writes += 1;
    },
    stop(reason) {
      stopped ??= reason;
    },
    get stopped() {
      return stopped;
    },
    timeLeft: () => Math.max(0, limits.time - (now() - start)),
  };
}
