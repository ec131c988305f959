import type { BehaviourReply, Call } from "../../emulator/behaviour.js";
import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { getRecords, getText, onBehaviour, plantAll, type AnyRecord } from "../plant/on-behaviour.js";
import { onObjects } from "../plant/on-body.js";

/** Lists and counts that do not show what is there. */
export const wrongList = defineKind("list", "List", [
  {
    api: "fassport",
    about: "shows a new integration in the list two requests late",
    noticedBy: "C202",
    plant: listLate,
  },
  {
    api: "fassport",
    about: "shortens names in the list",
    noticedBy: "C306",
    plant: () =>
      onObjects({ operation: "listIntegrations", status: 200 }, "_id", (row) => ({
        ...row,
        name: `${getText(row, "name").slice(0, 8)}…`,
      })),
  },
  { api: "fassport", about: "gives the list in another order each time", noticedBy: "C301", plant: reverseEachTime },
  {
    api: "versori",
    about: "counts one activation too many",
    noticedBy: "C302",
    plant: () =>
      onObjects({ operation: "ListEndUserActivations", status: 200 }, "totalCount", (page) => ({
        ...page,
        totalCount: Number(page["totalCount"]) + 1,
      })),
  },
  {
    api: "versori",
    about: "gives the first page for every cursor",
    noticedBy: "C302",
    plant: () =>
      onBehaviour("ListEndUserActivations", (call, original) => original(withoutQuery(call, ["after", "before"]))),
  },
  { api: "versori", about: "repeats the last row on the next page", noticedBy: "C302", plant: repeatRow },
  {
    api: "versori",
    about: "gives all integrations' activations whatever is asked",
    noticedBy: "C303",
    plant: () =>
      onBehaviour("ListEndUserActivations", (call, original) => original(withoutQuery(call, ["integration_id"]))),
  },
  {
    api: "supervity",
    about: "counts one action too many at a disconnect",
    noticedBy: "C202",
    plant: () =>
      onObjects({ operation: "disconnectAction", status: 200 }, "count", (answer) => ({
        ...answer,
        count: Number(answer["count"]) + 1,
      })),
  },
]);

function listLate(): Plant {
  const unseen = new Map<string, number>();
  return plantAll(
    onBehaviour("createIntegration", (call, original) => {
      const reply = original(call);
      // The reply of this behaviour is the new record.
      unseen.set(getText(reply.body as AnyRecord, "_id"), 2);
      return reply;
    }),
    onBehaviour("listIntegrations", (call, original) => {
      const reply = original(call);
      const rows = getRows(reply).filter((row) => (unseen.get(getText(row, "_id")) ?? 0) === 0);
      for (const [id, left] of unseen) unseen.set(id, Math.max(0, left - 1));
      return { ...reply, body: rows };
    }),
  );
}

function reverseEachTime(): Plant {
  let times = 0;
  return onBehaviour("listIntegrations", (call, original) => {
    times += 1;
    const reply = original(call);
    return times % 2 === 0 ? { ...reply, body: getRows(reply).toReversed() } : reply;
  });
}

/** Begins a page behind a cursor with the row before it. */
function repeatRow(): Plant {
  return onBehaviour("ListEndUserActivations", (call, original) => {
    const reply = original(call);
    // The reply of this behaviour is a page.
    const page = reply.body as { readonly activations: readonly AnyRecord[] };
    const [first] = page.activations;
    if (call.params.query["after"] === undefined || !first) return reply;
    const whole = original({ ...withoutQuery(call, ["after", "before", "first"]) });
    const all = (whole.body as typeof page).activations; // as above
    const before = all[all.findIndex(({ id }) => id === first["id"]) - 1];
    return { ...reply, body: { ...page, activations: [...(before ? [before] : []), ...page.activations] } };
  });
}

function withoutQuery(call: Call, names: readonly string[]): Call {
  const kept = Object.entries(call.params.query).filter(([name]) => !names.includes(name));
  return { ...call, params: { ...call.params, query: Object.fromEntries(kept) } };
}

function getRows({ body }: BehaviourReply): readonly AnyRecord[] {
  // The reply of the list is its array of records.
  return body as AnyRecord[];
}

/** Reads that change what they read. */
export const unsafeRead = defineKind("safe", "Safe methods that change something", [
  {
    api: "fassport",
    about: "moves updatedAt at each read",
    noticedBy: "C210",
    plant: () =>
      onBehaviour("getIntegration", (call, original) => {
        const reply = original(call);
        const integrations = getRecords(call, "integrations");
        const record = integrations.find(getText(reply.body as AnyRecord, "_id")); // the reply is the record
        if (record) {
          integrations.replace({ ...record, updatedAt: call.world.timestampAfter(getText(record, "updatedAt")) });
        }
        return reply;
      }),
  },
  {
    api: "supervity",
    about: "ends the sharing of an account when it is listed",
    noticedBy: "C210",
    plant: () =>
      onBehaviour("getMyIntegrations", (call, original) => {
        const reply = original(call);
        const accounts = getRecords(call, "accounts");
        for (const account of accounts.list()) accounts.replace({ ...account, sharedTeamKeys: [] });
        return reply;
      }),
  },
]);
