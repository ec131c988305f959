import type { Print } from "./describe-received.js";
import { toExpectation, type ExpectedRequest } from "./expected-request.js";
import { judgeCount, judgeOrder, type Verdict } from "./judge-received.js";
import type { Journal } from "./list-exchanges.js";
import type { TestSession } from "./test-session.js";

/** What a runner tells a matcher. */
export interface MatcherState {
  readonly isNot: boolean;
  readonly utils: { readonly stringify: Print };
}

/** A request that is expected in its turn: its operation alone, or with what it is to have. */
export type ExpectedTurn = string | (ExpectedRequest & { readonly operation: string });

/** Matchers of what a session received, as runners take them; they wait for the journal. */
export const matchers = {
  /** Whether a session received a request of an operation, `api.operationId` or `operationId`. */
  async toHaveReceived(
    this: MatcherState,
    standin: unknown,
    operation: string,
    request?: ExpectedRequest,
  ): Promise<Verdict> {
    const { operations, readJournal } = getSession(standin, "toHaveReceived");
    const expectation = toExpectation(operations, operation, request);
    const journal = await readJournal();
    const verdict = judgeCount(journal, expectation, undefined, createPrint(this));
    if (this.isNot && !verdict.pass) refuseToGuess(journal);
    return verdict;
  },

  /** Whether a session received exactly so many of them. */
  async toHaveReceivedTimes(
    this: MatcherState,
    standin: unknown,
    operation: string,
    times: number,
    request?: ExpectedRequest,
  ): Promise<Verdict> {
    const { operations, readJournal } = getSession(standin, "toHaveReceivedTimes");
    if (!Number.isInteger(times) || times < 0)
      throw new Error(`A number of requests is 0, 1, 2…, not ${String(times)}.`);
    const expectation = toExpectation(operations, operation, request);
    const journal = await readJournal();
    refuseToGuess(journal);
    return judgeCount(journal, expectation, times, createPrint(this));
  },

  /** Whether a session received requests one after the other; others may have come in between. */
  async toHaveReceivedInOrder(this: MatcherState, standin: unknown, turns: readonly ExpectedTurn[]): Promise<Verdict> {
    const { operations, readJournal } = getSession(standin, "toHaveReceivedInOrder");
    if (turns.length === 0) throw new Error("toHaveReceivedInOrder needs at least one request to expect.");
    const expectations = turns.map((turn) => {
      if (typeof turn === "string") return toExpectation(operations, turn);
      const { operation, ...request } = turn;
      return toExpectation(operations, operation, request);
    });
    const journal = await readJournal();
    const verdict = judgeOrder(journal, expectations, createPrint(this));
    if (this.isNot && !verdict.pass) refuseToGuess(journal);
    return verdict;
  },
};

/** On one line what is plain data; the runner knows best how its own matchers are written. */
function createPrint({ utils }: MatcherState): Print {
  return (value) => {
    const text = isPlain(value) ? JSON.stringify(value) : utils.stringify(value);
    return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
  };
}

const LONGEST_VALUE = 1000;

function isPlain(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== undefined && typeof value !== "function";
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === Array.prototype) && Object.values(value).every(isPlain);
}

function getSession(value: unknown, matcher: string): TestSession {
  // What has the journal's reader is a session of ours: nothing else can be made that has.
  if (typeof value === "object" && value !== null && "readJournal" in value) return value as TestSession;
  throw new Error(`${matcher} is for the standin that a test is given: expect(standin).${matcher}(…).`);
}

/** @throws Error when the session no longer has all that it received, so that what is missing can't be told. */
function refuseToGuess({ forgotten, exchanges }: Journal): void {
  if (forgotten === 0) return;
  throw new Error(
    `The session remembers only its last ${exchanges.length} requests, not the ${forgotten} before them.`,
  );
}
