import type { Case } from "../case.js";
import type { Effect } from "../effect.js";
import { getOperationName, type Contract } from "../contract.js";
import { carryCredential, type Credentials } from "../credential.js";
import type { Exchange } from "../exchange.js";
import { readJsonBody } from "../record-fields.js";
import { Refusal } from "../refusal.js";
import type { Target } from "../target.js";
import type { WireFailure, WireHeader, WireRequest, WireResponse } from "../wire.js";
import { writeRequest } from "../write-request.js";
import type { Budget } from "./budget.js";
import { createAudit } from "./audit.js";
import { keepBooks } from "./keep-books.js";
import type { Guard, GuardContext, Permit, RecordPlace } from "./guard.js";
import { readRetryAfter, type Pace, type Timing } from "./pace.js";

/** What a sender goes by. */
export interface SenderContext extends GuardContext {
  readonly contract: Contract;
  readonly target: Target;
  readonly guard: Guard;
  readonly budget: Budget;
  readonly pace: Pace;
  readonly timing: Timing;
  readonly credentials: Credentials;
  /** The run's own headers, such as `--header` gave. */
  readonly headers: readonly WireHeader[];
  /** What is left in records that the run makes. */
  readonly marker: string;
  /** Sees each exchange as soon as there is one. */
  readonly onExchange: (exchange: Exchange) => void;
  /** Puts back what an operation may change: makes the ledger's entry first. @throws Refusal when the state before can't be read. */
  readonly remember: (place: RecordPlace, wanted: Case, effect: Effect) => Promise<void>;
  /** Makes sure that nothing is there. @throws Refusal when something is. */
  readonly seeAbsent: (place: RecordPlace) => Promise<void>;
  /** Looks what a collection has before anything is made in it. */
  readonly lookBefore: (collection: string) => Promise<void>;
  /** How many server errors in a row end the run. */
  readonly mostServerErrors: number;
}

/** Who sends and after what. */
export interface Sending {
  /** Id of the check; `set-up` or `cleanup` where none does. */
  readonly sentBy: string;
  readonly after?: readonly Exchange[];
}

/** Sends what the guard lets through, and takes down what comes of it. */
export interface Sender {
  send(wanted: Case, sending: Sending): Promise<Exchange>;
  /** All exchanges so far. */
  readonly exchanges: readonly Exchange[];
  /** How many requests went out that may have touched what is not the run's; it is there so that a mistake would not go unseen. */
  countForeign(): number;
}

/** How often a request is sent again because the target asked to wait. */
const MOST_REPEATS = 4;

/** How often in a row a target may ask to wait before it is left alone. */
const MOST_WAITS = 12;

/** The longest wait that a target may ask for, in milliseconds. */
const LONGEST_WAIT = 60_000;

/** Makes the sender of a run: nothing of a run reaches its target but through it. */
export function createSender(context: SenderContext): Sender {
  const exchanges: Exchange[] = [];
  const errors = { inRow: 0, waits: 0 };
  const foreign = createAudit(context);
  return {
    exchanges,
    countForeign: () => exchanges.filter(foreign).length,
    async send(wanted, sending) {
      const request = write(context, wanted);
      const permit = context.guard.judge(request);
      const clearsAway = sending.sentBy === "cleanup";
      await prepare(context, permit, wanted, clearsAway);
      for (let repeat = 0; ; repeat += 1) {
        const exchange = await sendOnce(context, { request, permit, wanted, sending, id: exchanges.length + 1 });
        exchanges.push(exchange);
        context.onExchange(exchange);
        watchErrors(context, errors, exchange);
        const wait = exchange.response && readRetryAfter(exchange.response, context.timing.now());
        errors.waits = wait === undefined ? 0 : errors.waits + 1;
        if (errors.waits > MOST_WAITS) context.budget.stop(`the target asked to wait ${errors.waits} times in a row`);
        if (wait === undefined || repeat >= MOST_REPEATS) return exchange;
        if (wait > Math.min(LONGEST_WAIT, clearsAway ? LONGEST_WAIT : context.budget.timeLeft())) {
          context.budget.stop(`the target asked to wait ${Math.round(wait / 1000)} s`);
          return exchange;
        }
        await context.timing.sleep(wait);
      }
    },
  };
}

function write(context: SenderContext, wanted: Case): WireRequest {
  const carried = carryCredential(wanted.operation, context.credentials, wanted.credential);
  if (carried === undefined) {
    throw new Refusal("missing", `there is no ${wanted.credential} credential`, nameCredentialFlag(wanted.credential));
  }
  return writeRequest(wanted, carried, context.headers);
}

function nameCredentialFlag(kind: Case["credential"]): string {
  return kind === "second" ? "--second-token-env NAME" : "--token-env NAME";
}

/** What has to happen before a request goes. */
async function prepare(context: SenderContext, permit: Permit, wanted: Case, clearsAway: boolean): Promise<void> {
  if (clearsAway) return;
  if (context.budget.stopped !== undefined) throw new Refusal("budget", context.budget.stopped);
  if (permit.creates) await context.lookBefore(permit.creates.collection);
  if (permit.absent) await context.seeAbsent(permit.absent);
  if (permit.changes) await context.remember(permit.changes, wanted, context.model.effectOf(wanted.operation));
}

interface Attempt {
  readonly request: WireRequest;
  readonly permit: Permit;
  readonly wanted: Case;
  readonly sending: Sending;
  readonly id: number;
}

async function sendOnce(context: SenderContext, attempt: Attempt): Promise<Exchange> {
  const { request, permit, wanted, sending, id } = attempt;
  context.budget.take({ mutates: permit.mutates, clearsAway: sending.sentBy === "cleanup" });
  await context.pace.wait();
  const books = keepBooks(context, permit, request);
  const sentAt = context.timing.now();
  const answer = await context.target.send(request);
  const response = "failure" in answer ? undefined : answer;
  books.settle(response, "failure" in answer ? answer.failure : undefined);
  // What is not our own by now was there without us.
  if (response && isSuccess(response)) context.known.add(readJsonBody(response) ?? null);
  return {
    id,
    operation: getOperationName(context.contract, wanted.operation),
    case: wanted,
    request,
    response,
    failure: "failure" in answer ? answer.failure : undefined,
    sentAt,
    sentBy: sending.sentBy,
    chain: (sending.after ?? []).map((exchange) => exchange.id),
  };
}

function isSuccess({ status }: WireResponse): boolean {
  return status >= 200 && status < 300;
}

/** A target that is down, or that we bring down, is left alone. */
function watchErrors(
  context: SenderContext,
  errors: { inRow: number; waits: number },
  { response, failure }: Exchange,
): void {
  const isError = response === undefined ? isBreakdown(failure) : response.status >= 500;
  errors.inRow = isError ? errors.inRow + 1 : 0;
  if (errors.inRow >= context.mostServerErrors) {
    context.budget.stop(`the target failed ${errors.inRow} times in a row`);
  }
}

function isBreakdown(failure: WireFailure | undefined): boolean {
  return failure !== undefined;
}
