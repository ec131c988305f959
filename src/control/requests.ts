import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import { succeed } from "./control-reply.js";
import { getEntry, isSelected, listAfter, readFilter, refuseUnknown } from "./select-requests.js";
import { LIST_BODY_LIMIT, ONE_BODY_LIMIT, showExchange } from "./show-exchange.js";

/** A session's journal: what was asked, what was answered, and what that changed. */
export function defineRequests(emulator: Emulator) {
  return {
    listRequests: (call) => listRequests(emulator, call),
    clearRequests: ({ session }) => succeed({ removed: session.journal.clear() }),
    getRequest: (call) => succeed({ request: showExchange(emulator, getEntry(call), ONE_BODY_LIMIT) }),
  } satisfies Record<string, OutsideBehaviour>;
}

/** The newest so many, in the order in which they were answered. */
function listRequests(emulator: Emulator, call: OutsideCall): BehaviourReply {
  const { session, params } = call;
  const { since, limit } = params.query;
  const after = typeof since === "string" ? since : undefined;
  const filter = readFilter(call);
  const entries = listAfter(session, after) ?? refuseUnknown(session, after ?? "");
  const selected = entries.filter((entry) => isSelected(entry, filter));
  const shown = selected.slice(-Number(limit ?? DEFAULT_LIMIT));
  const { forgotten, limits } = session.journal;
  return succeed({
    requests: shown.map((entry) => showExchange(emulator, entry, LIST_BODY_LIMIT)),
    total: selected.length,
    forgotten,
    limits,
  });
}

const DEFAULT_LIMIT = 100;
