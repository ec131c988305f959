import type { BehaviourReply } from "../../emulator/behaviour.js";
import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { getBody, getRecords, getText, onBehaviour, withSentBody, type AnyRecord } from "../plant/on-behaviour.js";

/** Updates that change less than was sent, or more. */
export const wrongUpdate = defineKind("update", "Update", [
  {
    api: "fassport",
    about: "loses the config at an update",
    noticedBy: "C203",
    plant: () => changeUpdated((record, sent) => ("config" in sent ? record : { ...record, config: {} })),
  },
  {
    api: "fassport",
    about: "resets the status at an update",
    noticedBy: "C203",
    plant: () => changeUpdated((record) => ({ ...record, status: "New" })),
  },
  {
    api: "fassport",
    about: "puts an update in the place of the whole integration",
    noticedBy: "C203",
    plant: () =>
      changeUpdated((record, sent) => ({ ...record, name: "", type: "", provider: "", config: {}, ...sent })),
  },
  { api: "fassport", about: "updates another integration, too", noticedBy: "C203", plant: updateNeighbour },
  {
    api: "fassport",
    about: "changes createdAt at an update",
    noticedBy: "C203",
    plant: () => changeUpdated((record) => ({ ...record, createdAt: "2025-01-01T00:00:00.000Z" })),
  },
  {
    api: "fassport",
    about: "answers an update and keeps nothing",
    noticedBy: "C203",
    plant: () => keepOld("updateIntegration"),
  },
  { api: "versori", about: "merges variables in place of replacing them", noticedBy: "C203", plant: mergeVariables },
  { api: "supervity", about: "merges the share list in place of replacing it", noticedBy: "C203", plant: mergeShares },
  {
    api: "supervity",
    about: "changes the share list of all of the caller's accounts",
    noticedBy: "C203",
    plant: shareAll,
  },
]);

/** Changes an integration further after an update has changed it. */
function changeUpdated(change: (record: AnyRecord, sent: AnyRecord) => AnyRecord): Plant {
  return onBehaviour("updateIntegration", (call, original) => {
    const reply = original(call);
    const integrations = getRecords(call, "integrations");
    const record = integrations.find((call.params.path["integrationId"] ?? "").toLowerCase());
    if (!record) return reply;
    return { ...reply, body: integrations.replace(change(record, getBody(call))) };
  });
}

function updateNeighbour(): Plant {
  return onBehaviour("updateIntegration", (call, original) => {
    const reply = original(call);
    const { institutionId = "", integrationId = "" } = call.params.path;
    const integrations = getRecords(call, "integrations");
    const other = integrations
      .listBy("institution", institutionId.toLowerCase())
      .findLast(({ _id }) => _id !== integrationId.toLowerCase());
    if (other) integrations.replace({ ...other, provider: "Changed by mistake" });
    return reply;
  });
}

/** Answers as if something had changed. */
export function keepOld(operationId: string): Plant {
  return onBehaviour(operationId, (call, original): BehaviourReply => {
    const integrations = getRecords(call, "integrations");
    const before = integrations.find((call.params.path["integrationId"] ?? "").toLowerCase());
    const reply = original(call);
    if (before) integrations.replace(before);
    return reply;
  });
}

function mergeVariables(): Plant {
  return onBehaviour("UpdateDynamicVariables", (call, original) => {
    const activation = getRecords(call, "activations").find(call.params.path["activation_id"] ?? "");
    const merged = { ...toRecord(activation?.["dynamicVariables"]), ...toRecord(getBody(call)["dynamicVariables"]) };
    return original(withSentBody(call, { dynamicVariables: merged }));
  });
}

function mergeShares(): Plant {
  return onBehaviour("updateAccountSharing", (call, original) => {
    const account = getRecords(call, "accounts").find(call.params.path["accountId"] ?? "");
    const merged = [...toTexts(account?.["sharedTeamKeys"]), ...toTexts(getBody(call)["shareWithTeamKeys"])];
    return original(withSentBody(call, { shareWithTeamKeys: [...new Set(merged)] }));
  });
}

function shareAll(): Plant {
  return onBehaviour("updateAccountSharing", (call, original) => {
    const reply = original(call);
    const accounts = getRecords(call, "accounts");
    const changed = accounts.find(call.params.path["accountId"] ?? "");
    for (const account of accounts.listBy("owner", getText(changed, "owner"))) {
      accounts.replace({ ...account, sharedTeamKeys: changed?.["sharedTeamKeys"] ?? [] });
    }
    return reply;
  });
}

function toRecord(value: unknown): AnyRecord {
  // Variables are an object where there are any.
  return (value ?? {}) as AnyRecord;
}

function toTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
