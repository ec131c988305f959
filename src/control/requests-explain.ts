import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import type { Explanation } from "../emulator/explain-exchange.js";
import type { JournalEntry } from "../emulator/journal.js";
import type { Json } from "../openapi/json.js";
import { succeed } from "./control-reply.js";
import { getEntry } from "./select-requests.js";
import { redactExchange } from "./show-exchange.js";

/** Says why a session's exchange was answered as it was. */
export function defineRequestsExplain(emulator: Emulator) {
  return { explainRequest: (call) => explainRequest(emulator, call) } satisfies Record<string, OutsideBehaviour>;
}

async function explainRequest(emulator: Emulator, call: OutsideCall): Promise<BehaviourReply> {
  const entry = getEntry(call);
  const why = await emulator.explain(entry, call.session);
  const explanation = {
    id: entry.id,
    operation: entry.operation ?? null,
    status: entry.reply.status,
    evidence: entry.evidence ?? null,
    step: why.step,
    because: listReasons(entry, why),
    response: why.response ?? null,
    rules: why.rules,
    violations: why.violations,
    lookups: why.lookups,
    unread: why.unread ?? null,
    reproduced: why.differences === undefined ? null : why.differences.length === 0,
    differences: why.differences ?? [],
  };
  // Of plain data, which a trip through its text makes plain to the compiler too.
  const plain = JSON.parse(JSON.stringify(explanation)) as Json;
  return succeed({ explanation: redactExchange(emulator, entry).scrub(plain) });
}

/** The explanation in sentences. */
function listReasons(entry: JournalEntry, why: Explanation): string[] {
  return [
    describeStep(entry, why),
    ...why.violations.map(
      ({ field, message, schemaPath }) => `${field} ${message} (${schemaPath || "the parameter"}).`,
    ),
    ...describeLookup(why),
    ...why.rules.map(({ id, about, evidence }) => `${id} (${evidence}): ${about}`),
  ];
}

function describeStep({ operation = "it", principal, injected }: JournalEntry, { step }: Explanation): string {
  const whose = principal ?? "its principal";
  const sentences: Readonly<Record<Explanation["step"], string>> = {
    route: "No operation has this path and method.",
    session: "The session or preference that it asks for can't be had.",
    injection: `The answer was injected (${injected?.effects.join(", ") ?? ""}) and says nothing of the API.`,
    credential: `No principal was accepted for ${operation}.`,
    reading: `The request of ${whose} could not be read.`,
    validation: `The request of ${whose} is not of the form that is demanded.`,
    behaviour: `${operation} was asked for ${whose}.`,
  };
  return sentences[step];
}

function describeLookup({ lookups }: Explanation): string[] {
  const last = lookups.at(-1);
  if (!last) return [];
  const { collection, field, value, count, found } = last;
  const by = field === undefined ? "" : ` with ${field} ${JSON.stringify(value)}`;
  const had = count === 0 ? "no record" : `${count === 1 ? "the record" : `${count} records, the first`} ${found[0]}`;
  return [`The last look among the records: ${collection} has ${had}${by}.`];
}
