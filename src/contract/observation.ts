import type { Json } from "../openapi/json.js";
import type { Case } from "./case.js";
import type { CheckRun } from "./check.js";
import { listDifferences, type Difference } from "./compare-answers.js";
import type { Exchange } from "./exchange.js";
import { readAnswer } from "./read-answer.js";

/** What reads showed at a moment. */
export interface Observation {
  readonly exchanges: readonly Exchange[];
  readonly shown: Json;
}

/** Sends the reads, after what made it possible to send them. */
export async function observe(
  run: CheckRun,
  readers: readonly Case[],
  after: readonly Exchange[] = [],
): Promise<Observation> {
  const exchanges: Exchange[] = [];
  for (const reader of readers) exchanges.push(await run.send(reader, after));
  return { exchanges, shown: exchanges.map(show) };
}

/** What an answer shows: its status, and its body as far as it can be read. */
export function show(exchange: Exchange): Json {
  const answer = readAnswer(exchange);
  return { status: answer?.response.status ?? null, body: answer?.json ?? answer?.text ?? null };
}

function isFailed({ response }: Exchange): boolean {
  return !response || response.status >= 500 || response.status === 429;
}

/** How two observations differ, but for what differs by itself: such as between two reads with nothing between them. */
export function listChanges(before: Observation, after: Observation, unsteady: ReadonlySet<string>): Difference[] {
  // A read that failed showed nothing.
  if ([...before.exchanges, ...after.exchanges].some(isFailed)) return [];
  return listDifferences(before.shown, after.shown).filter(({ field }) => !unsteady.has(toKind(field)));
}

/** The fields in which two observations differ that should not. */
export function listUnsteady(one: Observation, other: Observation): ReadonlySet<string> {
  return new Set(listDifferences(one.shown, other.shown).map(({ field }) => toKind(field)));
}

/** A field, in whatever item of its list. */
function toKind(field: string): string {
  return field.replaceAll(/\[\d+\]/g, "[]");
}
