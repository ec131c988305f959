import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { getRecords, getText, onBehaviour, type AnyRecord } from "../plant/on-behaviour.js";

/** What goes wrong only after a while. */
export const slowLeak = defineKind("slow", "Slow leaks", [
  {
    api: "fassport",
    about: "lists another tenant's integration after the twelfth list",
    noticedBy: "C207",
    plant: leakTenant,
  },
  {
    api: "supervity",
    about: "lists another user's account after the fifth list",
    noticedBy: "C301",
    plant: leakUser,
  },
  { api: "fassport", about: "forgets an integration after its fifth read", noticedBy: "C210", plant: forget },
]);

function leakTenant(): Plant {
  let lists = 0;
  return onBehaviour("listIntegrations", (call, original) => {
    lists += 1;
    const reply = original(call);
    if (lists <= 12) return reply;
    const own = call.params.path["institutionId"]?.toLowerCase();
    const foreign = getRecords(call, "integrations")
      .list()
      .find(({ institution }) => institution !== own);
    return { ...reply, body: [...(reply.body as AnyRecord[]), ...(foreign ? [foreign] : [])] }; // the reply is the list
  });
}

function leakUser(): Plant {
  let lists = 0;
  return onBehaviour("getMyIntegrations", (call, original) => {
    lists += 1;
    const reply = original(call);
    if (lists <= 5) return reply;
    const body = reply.body as { readonly integrations: readonly AnyRecord[] }; // the reply has both lists
    const own = new Set(body.integrations.map((account) => getText(account, "id")));
    const foreign = getRecords(call, "accounts")
      .list()
      .find((account) => !own.has(getText(account, "id")));
    if (!foreign) return reply;
    const { id, accountIdentifier, integrationSlug, baseUrl, sharedTeamKeys } = foreign;
    const shown = { id, accountIdentifier, integrationSlug, baseUrl, sharedTeamKeys };
    return { ...reply, body: { ...body, integrations: [...body.integrations, shown] } };
  });
}

function forget(): Plant {
  const reads = new Map<string, number>();
  return onBehaviour("getIntegration", (call, original) => {
    const reply = original(call);
    const id = getText(reply.body as AnyRecord, "_id"); // the reply is the record
    const read = (reads.get(id) ?? 0) + 1;
    reads.set(id, read);
    if (read >= 5) getRecords(call, "integrations").delete(id);
    return reply;
  });
}

/** What a conflict should have kept from happening. */
export const missedConflict = defineKind("conflict", "Conflict", [
  {
    api: "versori",
    about: "activates an integration that is not deployed",
    noticedBy: "C206",
    plant: () =>
      onBehaviour("ActivateIntegration", (call, original) => {
        const integrations = getRecords(call, "integrations");
        for (const integration of integrations.list()) integrations.replace({ ...integration, isDeployed: true });
        return original(call);
      }),
  },
]);
