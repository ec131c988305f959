import type { Principal } from "../../emulator/credentials.js";
import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { getRecords, getText, onBehaviour, plantAll, withPath } from "../plant/on-behaviour.js";
import { onAuthorize } from "../plant/on-credentials.js";

/** Callers who may do something, and are let do more, or elsewhere. */
export const skippedScope = defineKind("scope", "Scope and tenant skipped", [
  { api: "fassport", about: "lets a viewer create", noticedBy: "C402", plant: () => ignoreRole("createIntegration") },
  { api: "fassport", about: "lets a viewer delete", noticedBy: "C402", plant: () => ignoreRole("deleteIntegration") },
  { api: "fassport", about: "lets a caller into any institution", noticedBy: "C402", plant: ignoreInstitutions },
  { api: "supervity", about: "lets a caller into any organisation", noticedBy: "C402", plant: ignoreOrganisations },
  {
    api: "supervity",
    about: "lets a team member change the sharing of another's account",
    noticedBy: "C402",
    plant: () =>
      onBehaviour("updateAccountSharing", (call, original) => {
        const account = getRecords(call, "accounts").find(call.params.path["accountId"] ?? "");
        const owner = getText(account, "owner");
        return original(owner === "" ? call : { ...call, principal: withFields(call.principal, { userId: owner }) });
      }),
  },
  {
    api: "versori",
    about: "lets a user's token read another user's activation",
    noticedBy: "C402",
    plant: () =>
      onBehaviour("GetActivation", (call, original) =>
        original({ ...call, principal: withFields(call.principal, { externalId: undefined }) }),
      ),
  },
  {
    api: "fassport",
    about: "finds an integration under any institution",
    noticedBy: "C207",
    plant: () => ignoreParent("getIntegration"),
  },
  {
    api: "fassport",
    about: "deletes an integration under any institution",
    noticedBy: "C207",
    plant: () => ignoreParent("deleteIntegration"),
  },
  {
    api: "versori",
    about: "lists a user's activations under any hub",
    noticedBy: "C207",
    missedBecause: "A list has no record of its own in its path, so a hub that nothing has is told by C108 first.",
    plant: () =>
      onBehaviour("ListEndUserActivations", (call, original) => {
        const [user] = getRecords(call, "users").listBy("externalId", call.params.path["user_id"] ?? "");
        return original(user ? withPath(call, "hub_id", getText(user, "hubId")) : call);
      }),
  },
]);

function ignoreRole(operationId: string): Plant {
  return onAuthorize((principal, access, original) =>
    access.operationId === operationId ? principal : original(principal),
  );
}

function ignoreInstitutions(): Plant {
  const ids = ["listIntegrations", "getIntegration", "createIntegration", "updateIntegration", "deleteIntegration"];
  return plantAll(
    ...ids.map((id) =>
      onBehaviour(id, (call, original) => {
        const institutions = getRecords(call, "institutions")
          .list()
          .map((institution) => getText(institution, "_id"));
        return original({ ...call, principal: withFields(call.principal, { institutions }) });
      }),
    ),
  );
}

function ignoreOrganisations(): Plant {
  return onAuthorize((principal, { headers }, original) => {
    const organisation = headers["x-active-org"]?.trim();
    if (!organisation) return original(principal);
    return withFields(principal, { organisation, organisationRules: [] });
  });
}

/** Looks a record up by its own id alone, whatever its parent in the path. */
function ignoreParent(operationId: string): Plant {
  return onBehaviour(operationId, (call, original) => {
    const record = getRecords(call, "integrations").find((call.params.path["integrationId"] ?? "").toLowerCase());
    return original(record ? withPath(call, "institutionId", getText(record, "institution")) : call);
  });
}

/** A principal with other values of fields that are its API's own. */
function withFields(principal: Principal, fields: Readonly<Record<string, unknown>>): Principal {
  return { ...principal, ...fields };
}
