import { defineKind } from "../define-kind.js";
import type { BehaviourReply, Call } from "../../emulator/behaviour.js";
import type { Plant } from "../mutant.js";
import { getBody, getRecords, getText, onBehaviour, plantAll, type AnyRecord } from "../plant/on-behaviour.js";

/** Deletes that remove less than they say, or more, or not for long. */
export const wrongDelete = defineKind("delete", "Delete", [
  {
    api: "fassport",
    about: "answers a delete and deletes nothing",
    noticedBy: "C204",
    plant: () => putBack("deleteIntegration", "integrations", "integrationId"),
  },
  { api: "fassport", about: "makes a deleted integration anew at an update", noticedBy: "C204", plant: reviveAtUpdate },
  { api: "fassport", about: "answers a second delete as the first", noticedBy: "C204", plant: repeatDelete },
  { api: "fassport", about: "deletes the neighbour, too", noticedBy: "C204", plant: deleteNeighbour },
  {
    api: "versori",
    about: "answers a delete and deletes nothing",
    noticedBy: "C204",
    plant: () => putBack("DeleteActivation", "activations", "activation_id"),
  },
  { api: "versori", about: "takes variables of a deleted activation", noticedBy: "C204", plant: takeLateVariables },
  { api: "fassport", about: "leaves a deleted integration in the list", noticedBy: "C202", plant: listDeleted },
  { api: "supervity", about: "leaves a disconnected action in the list", noticedBy: "C202", plant: listDisconnected },
]);

function putBack(operationId: string, collection: string, parameter: string): Plant {
  return onBehaviour(operationId, (call, original) => {
    const records = getRecords(call, collection);
    const record = records.find(getId(call, parameter));
    const reply = original(call);
    if (record) records.insert(record);
    return reply;
  });
}

/** Lets something remember what a delete removes, and use it in other operations. */
function withDeleted(
  operationId: string,
  collection: string,
  parameter: string,
  use: (deleted: Map<string, AnyRecord>) => Plant,
): Plant {
  const deleted = new Map<string, AnyRecord>();
  const remember = onBehaviour(operationId, (call, original) => {
    const id = getId(call, parameter);
    const record = getRecords(call, collection).find(id);
    const reply = original(call);
    if (record) deleted.set(id, record);
    return reply;
  });
  return plantAll(remember, use(deleted));
}

function reviveAtUpdate(): Plant {
  return withDeleted("deleteIntegration", "integrations", "integrationId", (deleted) =>
    onBehaviour("updateIntegration", (call, original) => {
      const record = deleted.get(getId(call, "integrationId"));
      if (record && !getRecords(call, "integrations").find(getText(record, "_id"))) {
        getRecords(call, "integrations").insert(record);
      }
      return original(call);
    }),
  );
}

function repeatDelete(): Plant {
  return withDeleted("deleteIntegration", "integrations", "integrationId", (deleted) =>
    onBehaviour("deleteIntegration", (call, original) => {
      const record = deleted.get(getId(call, "integrationId"));
      return record ? { status: 200, body: record, rules: [] } : original(call);
    }),
  );
}

function deleteNeighbour(): Plant {
  return onBehaviour("deleteIntegration", (call, original) => {
    const reply = original(call);
    const integrations = getRecords(call, "integrations");
    const other = integrations.listBy("institution", getId(call, "institutionId")).at(-1);
    if (other) integrations.delete(getText(other, "_id"));
    return reply;
  });
}

function takeLateVariables(): Plant {
  return withDeleted("DeleteActivation", "activations", "activation_id", (deleted) =>
    onBehaviour("UpdateDynamicVariables", (call, original): BehaviourReply => {
      if (!deleted.has(getId(call, "activation_id"))) return original(call);
      return { status: 200, body: { ...getBody(call) }, rules: [] };
    }),
  );
}

function listDeleted(): Plant {
  return withDeleted("deleteIntegration", "integrations", "integrationId", (deleted) =>
    onBehaviour("listIntegrations", (call, original) => {
      const reply = original(call);
      const institution = getId(call, "institutionId");
      const late = [...deleted.values()].filter((record) => getText(record, "institution") === institution);
      // The reply of this behaviour is its array of records.
      return { ...reply, body: [...(reply.body as AnyRecord[]), ...late] };
    }),
  );
}

/** Shows every action of a caller that was there once. */
function listDisconnected(): Plant {
  const seen = new Map<string, object>();
  return onBehaviour("getMyIntegrations", (call, original) => {
    const reply = original(call);
    // The reply of this behaviour has both lists.
    const body = reply.body as { readonly userActions: readonly object[] };
    for (const action of body.userActions) seen.set(`${call.principal.name} ${JSON.stringify(action)}`, action);
    const own = [...seen].filter(([key]) => key.startsWith(`${call.principal.name} `));
    return { ...reply, body: { ...body, userActions: own.map(([, action]) => action) } };
  });
}

/** An id of the path, as its API keeps it: Fassport's in lower case, Versori's as they are. */
function getId({ params }: Call, name: string): string {
  const id = params.path[name] ?? "";
  return name === "activation_id" ? id : id.toLowerCase();
}
