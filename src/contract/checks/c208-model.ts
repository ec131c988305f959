import * as fc from "fast-check";
import { isJsonObject, type Json } from "../../openapi/json.js";
import type { Operation } from "../../openapi/operation.js";
import { toSeed } from "../cases/to-seed.js";
import type { Check, CheckRun } from "../check.js";
import { getOperationName } from "../contract.js";
import { eachOperation } from "../each-operation.js";
import type { Resource } from "../effect.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { isSame, listDifferences, tellDifferences } from "../state/compare.js";
import { findResource } from "../state/each-resource.js";
import { noticeState } from "../state/notice.js";
import { play, type Command, type Played } from "../twin/play.js";

/** How many sequences are played for a kind of record, and how long they are. */
const SEQUENCES = 6;
const LONGEST = 9;

/** A server does what its model does. */
export const c208: Check = {
  id: "C208",
  title: "Sequences of calls are answered as the model answers them",
  about:
    "Plays random sequences of reads, updates and acts on a record of the run's own, both on the target and on a model of it (the " +
    "stand-in of its document, or --twin URL), and compares each answer, once ids and instants are put in one form. Where they " +
    "differ, the sequence is shortened on the model alone, as long as that answers the last call as before; the target sees only " +
    "what is left. What nothing takes back is not played.",
  active: {
    phase: "state",
    async run(run) {
      const { twin } = run;
      if (!twin) return run.skip(undefined, "there is no model to compare with; give --twin URL");
      await eachOperation(run, async (operation, name) => {
        const resource = findResource(run, operation);
        // A kind of record is played with once: at the first operation that changes it.
        if (!resource || findFirst(run, resource) !== operation) return undefined;
        return playAll(run, twin, resource, operation, name);
      });
      return undefined;
    },
  },
};

const CHANGES = new Set(["updates", "acts"]);

function findFirst(run: CheckRun, { name }: Resource): Operation | undefined {
  return run.operations.find((operation) => {
    const { kind, collection } = run.effectOf(operation);
    return collection === name && CHANGES.has(kind);
  });
}

async function playAll(
  run: CheckRun,
  twin: CheckRun,
  resource: Resource,
  first: Operation,
  name: string,
): Promise<string | undefined> {
  const shows = run.operations.filter(({ id }) => id === run.effectOf(first).restore?.read);
  const operations = [...new Set([...listPlayable(run, resource), ...shows])];
  await compareFields(
    run,
    twin,
    { resource, first, commands: shows.map((operation) => ({ operation, variant: 0 })) },
    name,
  );
  for (const commands of listSequences(run, operations, toSeed(run.seed, "C208", resource.name))) {
    const expected = await play(twin, resource, first, commands);
    const played = await play(run, resource, first, commands);
    if (!expected || !played) return "there is no record to play with";
    const at = findFirstDifference(expected, played);
    if (at === undefined) {
      run.judged(name, []);
      continue;
    }
    await tellShortest(run, twin, { resource, first, commands: commands.slice(0, at + 1) }, { expected, played });
    return undefined;
  }
  return undefined;
}

/** A record that was there before may hold other values than the model's; the fields that are there are the same. */
async function compareFields(run: CheckRun, twin: CheckRun, { resource, first, commands }: Sequence, name: string) {
  const expected = await play(twin, resource, first, commands);
  const played = await play(run, resource, first, commands);
  const [wanted, answer] = [expected?.at(-1), played?.at(-1)];
  if (!wanted || !answer || isSame(toFields(wanted.told), toFields(answer.told))) return;
  run.judged(name, [
    noticeModel(answer.exchange, {
      message: `${answer.exchange.case.operation.id} does not show what the model shows of a record.`,
      received: toFields(answer.told),
      documented: toFields(wanted.told),
      why: "The model does what the document and its rules say; one of the two does not.",
      after: [],
    }),
  ]);
}

function toFields(value: Json): Json {
  if (!isJsonObject(value)) return "a value";
  return Object.fromEntries(Object.entries(value).map(([field, member]): [string, Json] => [field, toFields(member)]));
}

/** What may be played with a record: all but what ends or makes one. */
function listPlayable(run: CheckRun, { name, list }: Resource): Operation[] {
  const own = run.operations.filter((operation) => {
    const { kind, collection, by } = run.effectOf(operation);
    return collection === name && by !== undefined && (kind === "reads" || CHANGES.has(kind));
  });
  return list && run.operations.includes(list.operation) ? [...new Set([...own, list.operation])] : own;
}

function listSequences(run: CheckRun, operations: readonly Operation[], seed: number): Command[][] {
  const command = fc.record({ operation: fc.constantFrom(...operations), variant: fc.nat({ max: 6 }) });
  const sequences = fc.sample(fc.array(command, { minLength: 3, maxLength: LONGEST }), { seed, numRuns: SEQUENCES });
  // Each operation twice in a row, and once with another value: the shortest sequence in which both show.
  const twice = operations.flatMap((operation) => [0, 0, 1].map((variant) => ({ operation, variant })));
  // Each change, and then each look at what it changed: chance may pass one of these over.
  const [looks, changes] = [operations.filter(isLook), operations.filter((operation) => !isLook(operation))];
  const seen = changes.flatMap((change) => [change, ...looks].map((operation) => ({ operation, variant: 0 })));
  return [twice, seen, ...sequences];

  function isLook(operation: Operation): boolean {
    return run.effectOf(operation).kind === "reads";
  }
}

function findFirstDifference(expected: readonly Played[], played: readonly Played[]): number | undefined {
  const at = expected.findIndex((each, index) => !isSame(each.told, played[index]?.told));
  return at < 0 ? undefined : at;
}

interface Sequence {
  readonly resource: Resource;
  readonly first: Operation;
  readonly commands: readonly Command[];
}

async function tellShortest(
  run: CheckRun,
  twin: CheckRun,
  sequence: Sequence,
  before: { readonly expected: readonly Played[]; readonly played: readonly Played[] },
): Promise<void> {
  const commands = await shorten(twin, sequence);
  const expected = await play(twin, sequence.resource, sequence.first, commands);
  const played = await play(run, sequence.resource, sequence.first, commands);
  const at = expected && played ? findFirstDifference(expected, played) : undefined;
  // What does not show in the short sequence showed in the long one.
  const shown = at === undefined ? before : { expected: expected ?? [], played: played ?? [] };
  const place = at ?? sequence.commands.length - 1;
  const [wanted, answer] = [shown.expected[place], shown.played[place]];
  if (!wanted || !answer) return;
  const steps = shown.played.slice(0, place + 1).map(({ exchange }) => exchange.case.operation.id);
  run.judged(getOperationName(run.contract, answer.exchange.case.operation), [
    noticeModel(answer.exchange, {
      message: `After ${steps.join(", ")} the answer is not the model's: ${tellDifferences(listDifferences(wanted.told, answer.told))}.`,
      received: answer.told,
      documented: wanted.told,
      why: "The model does what the document and its rules say; one of the two does not.",
      after: shown.played.slice(0, place).map(({ exchange }) => exchange),
    }),
  ]);
}

/** The model keeps to rules that may be nothing but our assumptions, so no difference from it rests on more. */
function noticeModel(...[exchange, notice]: [Exchange, Parameters<typeof noticeState>[2]]): Finding {
  return { ...noticeState("C208", exchange, notice), evidence: "assumed", blame: "undecided" };
}

/** Leaves out one command after the other, as long as the model answers the last one as it did. */
async function shorten(twin: CheckRun, { resource, first, commands }: Sequence): Promise<readonly Command[]> {
  const whole = (await play(twin, resource, first, commands))?.at(-1)?.told;
  let left = commands;
  for (let at = commands.length - 2; at >= 0; at -= 1) {
    const shorter = left.filter((_command, index) => index !== at);
    const told = (await play(twin, resource, first, shorter))?.at(-1)?.told;
    if (isSame(whole, told)) left = shorter;
  }
  return left;
}
