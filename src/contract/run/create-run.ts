import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Evidence } from "../../openapi/evidence.js";
import { readApiModel, type ApiModel } from "../api-model.js";
import type { Case } from "../case.js";
import type { Contract } from "../contract.js";
import type { Credentials } from "../credential.js";
import type { Exchange } from "../exchange.js";
import { Refusal } from "../refusal.js";
import { createBudget, type Budget } from "../safety/budget.js";
import type { CleanUpContext } from "../safety/clean-up-context.js";
import { createGuard, type RecordPlace } from "../safety/guard.js";
import { createKnownValues, type KnownValues } from "../safety/known-values.js";
import { createLedger, forgetfulStore, type Ledger } from "../safety/ledger.js";
import type { LedgerEntry } from "../safety/ledger-entry.js";
import { createPace, type Timing } from "../safety/pace.js";
import { rememberRecord } from "../safety/put-back.js";
import { createRunValues } from "../safety/run-values.js";
import { createSender, type Sender } from "../safety/sender.js";
import type { Target } from "../target.js";
import type { VerifyOptions } from "../verify-options.js";
import { createExampleSource } from "./example-source.js";
import { listRecords } from "./list-records.js";
import { makeCase } from "./make-case.js";
import { createStage, type Stage } from "./stage.js";
import { createTally, type Tally } from "./tally.js";

/** All parts of a run, put together. */
export interface Run {
  readonly contract: Contract;
  readonly target: Target;
  readonly model: ApiModel;
  readonly mode: "read-only" | "own-data";
  readonly level: Evidence;
  readonly seed: number;
  readonly isLoopback: boolean;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly credentials: Credentials;
  readonly ledger: Ledger;
  readonly known: KnownValues;
  readonly budget: Budget;
  readonly sender: Sender;
  readonly stage: Stage;
  readonly tally: Tally;
  readonly cleaning: CleanUpContext;
  readonly timing: Timing;
}

/** How many server errors in a row end a run: on another machine few, on this one only what looks like a breakdown. */
const SERVER_ERRORS = { elsewhere: 5, here: 40 };

const MINUTE = 60_000;

/** Puts a run together; what was `written` is the ledger of an earlier one, for which it goes on. */
export function createRun(
  options: VerifyOptions,
  onExchange: (exchange: Exchange, run: Run) => void,
  written: readonly LedgerEntry[] = [],
): Run {
  const settings = settle(options);
  const { contract, isLoopback, timing } = settings;
  const model = readApiModel(contract.document);
  const ledger = createLedger(options.ledger ?? forgetfulStore, written);
  const known = createKnownValues(contract.document.source);
  const values = createRunValues(model, {
    params: options.params ?? {},
    own: options.own ?? [],
    fixedPoints: isLoopback && options.fixedPoints === true,
  });
  const marker = beginLedger(ledger, settings, options);
  const budget = createBudget({ requests: 20_000, writes: 10_000, time: 10 * MINUTE, ...options.budget }, timing.now);
  const guarding = { ...settings, model, ledger, values, known };
  const examples = createExampleSource(contract.document, settings.seed);
  const making = { makeExample: examples.makeBody, makeText: examples.makeText, nextMarker: createMarkers(marker) };
  const sender = createSender({
    ...guarding,
    guard: createGuard(guarding),
    budget,
    pace: createPace(options.interval ?? (isLoopback ? 0 : 500), timing),
    headers: options.headers ?? [],
    marker,
    mostServerErrors: isLoopback ? SERVER_ERRORS.here : SERVER_ERRORS.elsewhere,
    onExchange(exchange) {
      forgetDeleted(run, exchange);
      onExchange(exchange, run);
    },
    remember: (place, wanted) => rememberRecord(cleaning, place, wanted),
    seeAbsent: (place) => seeAbsent(run, place),
    lookBefore: (collection) => stage.lookBefore(collection),
  });
  const send = (sentBy: string) => (wanted: Case) => sender.send(wanted, { sentBy });
  const stage = createStage({ ...guarding, making, send: send("set-up") });
  const cleaning: CleanUpContext = {
    ...guarding,
    send: send("cleanup"),
    makeCase: (operation, path) =>
      makeCase({ ...making, model, findValue: stage.findValue, describe: values.describe }, operation, path),
    // With what is known by now: to clear away, nothing more is made.
    async list({ list }) {
      return list && (await listRecords(list, cleaning.makeCase(list.operation, {}), send("cleanup")));
    },
    sleep: timing.sleep,
  };
  const run: Run = { ...guarding, budget, sender, stage, tally: createTally(), cleaning };
  return run;
}

/** What a run goes by, defaults filled in. */
type Settings = Pick<
  Run,
  "contract" | "target" | "mode" | "level" | "seed" | "isLoopback" | "only" | "skip" | "credentials" | "timing"
>;

function settle(options: VerifyOptions): Settings {
  const { contract, target, credentials = {}, seed = 1, only = [], skip = [] } = options;
  const { isLoopback } = target;
  return {
    contract,
    target,
    isLoopback,
    credentials,
    seed,
    only,
    skip,
    mode: options.mode ?? (isLoopback ? "own-data" : "read-only"),
    level: options.level ?? (isLoopback ? "assumed" : "published"),
    timing: options.timing ?? { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) },
  };
}

/** Says whose ledger it is, unless an earlier run did. @returns the marker that goes into what the run makes. */
function beginLedger(
  ledger: Ledger,
  { contract, target, timing }: Settings,
  { params = {}, own = [] }: Pick<VerifyOptions, "params" | "own">,
): string {
  if (ledger.run) return ledger.run.marker;
  const marker = `standin-${randomBytes(5).toString("hex")}`;
  const startedAt = new Date(timing.now()).toISOString();
  const whose = { api: contract.document.name, target: target.baseUrl, startedAt, params, own };
  ledger.write({ kind: "run", format: 1, marker, ...whose });
  return marker;
}

function createMarkers(marker: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${marker}-${count}`;
  };
}

/** What was deleted serves nobody any more. */
function forgetDeleted({ model, stage, ledger }: Run, { request, response, case: wanted }: Exchange): void {
  const { collection, by } = model.effectOf(wanted.operation);
  if (request.method !== "DELETE" || collection === undefined || by === undefined) return;
  if (response === undefined || response.status >= 400) return;
  const name = wanted.path[by];
  const record = ledger
    .listRecords()
    .find(
      ({ created, id, fields }) => created.collection === collection && [id, ...Object.values(fields)].includes(name),
    );
  if (record?.id !== undefined) stage.forget(collection, record.id);
}

/** Looks whether nothing answers to an id that was made up. @throws Refusal when something does. */
async function seeAbsent({ model, cleaning, sender }: Run, { collection, id, path }: RecordPlace): Promise<void> {
  const read = model.resources.get(collection)?.read;
  if (!read) return;
  const wanted = { ...cleaning.makeCase(read, path), expectation: "open" } as const;
  const { response } = await sender.send(wanted, { sentBy: "set-up" });
  if (response && response.status >= 400 && response.status < 500) return;
  const answer = response ? `a read of it answered ${response.status}` : "a read of it was not answered";
  throw new Refusal("guard", `${collection} ${id} is not known to be absent: ${answer}`);
}
