import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import type { JournalEntry } from "../emulator/journal.js";
import type { JsonObject } from "../openapi/json.js";
import { CONTROL_RULES, SCHEMA_VERSION, succeed } from "./control-reply.js";
import { createMatcher, listDifferences, type Pattern } from "./match-request.js";

/** Says whether a session received what it is said to have received. */
export function defineRequestsVerify(emulator: Emulator) {
  return { verifyRequests: (call) => verifyRequests(emulator, call) } satisfies Record<string, OutsideBehaviour>;
}

/** What is said of a session's requests: how many of one pattern there are, or that some came one after the other. */
interface Claim {
  readonly match?: Pattern;
  readonly exactly?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly inOrder?: readonly Pattern[];
}

function verifyRequests(emulator: Emulator, { body, session }: OutsideCall): BehaviourReply {
  // Safe: the body was held to the document's schema, which demands a claim.
  const claim = body as unknown as Claim;
  const entries = session.journal.list();
  return claim.inOrder
    ? verifyOrder(emulator, entries, claim.inOrder)
    : verifyCount(emulator, entries, claim.match ?? {}, claim);
}

function verifyCount(
  emulator: Emulator,
  entries: readonly JournalEntry[],
  pattern: Pattern,
  { exactly, atMost, atLeast = exactly === undefined && atMost === undefined ? 1 : undefined }: Claim,
): BehaviourReply {
  const matching = entries.filter(createMatcher(pattern));
  const actual = matching.length;
  const expected = { ...(exactly !== undefined && { exactly }), ...(atLeast !== undefined && { atLeast }) };
  const whole = { ...expected, ...(atMost !== undefined && { atMost }) };
  const holds =
    (exactly === undefined || actual === exactly) && actual >= (atLeast ?? 0) && actual <= (atMost ?? Infinity);
  const told = { expected: whole, actual, requests: matching.map(({ id }) => id) };
  if (holds) return succeed({ holds, ...told });
  const wanted = Object.entries(whole).map(([word, count]) => `${WORDS.get(word) ?? word} ${count}`);
  const others = entries.filter((entry) => !matching.includes(entry));
  return refute(`There should be ${wanted.join(" and ")} such requests; there are ${actual}.`, {
    ...told,
    nearMisses: listNearMisses(emulator, others, pattern),
  });
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["exactly", "exactly"],
  ["atLeast", "at least"],
  ["atMost", "at most"],
]);

/** Each pattern has its request after that of the one before it; others may come in between. */
function verifyOrder(
  emulator: Emulator,
  entries: readonly JournalEntry[],
  patterns: readonly Pattern[],
): BehaviourReply {
  const found: string[] = [];
  let rest = entries;
  for (const pattern of patterns) {
    const at = rest.findIndex(createMatcher(pattern));
    const entry = rest[at];
    if (!entry) {
      const behind = found.length === 0 ? "" : ` after ${found.at(-1)}`;
      return refute(`Number ${found.length + 1} of ${patterns.length} is missing${behind}.`, {
        expected: { inOrder: patterns.length },
        actual: found.length,
        requests: found,
        nearMisses: listNearMisses(emulator, rest, pattern),
      });
    }
    found.push(entry.id);
    rest = rest.slice(at + 1);
  }
  const expected = { inOrder: patterns.length };
  return succeed({ holds: true, expected, actual: found.length, requests: found });
}

/** How many near misses are told. */
const MOST_NEAR = 3;

/** The requests that differ from a pattern in the fewest points, the newest first of those that are alike. */
function listNearMisses(emulator: Emulator, entries: readonly JournalEntry[], pattern: Pattern): JsonObject[] {
  return entries
    .toReversed()
    .map((entry) => ({ id: entry.id, differences: listDifferences(emulator, entry, pattern) }))
    .toSorted((one, other) => one.differences.length - other.differences.length)
    .slice(0, MOST_NEAR);
}

function refute(message: string, details: object): BehaviourReply {
  const body = { schemaVersion: SCHEMA_VERSION, error: "conflict", message, ...details };
  return { status: 409, body, rules: CONTROL_RULES };
}
