import type { Call } from "../../emulator/behaviour.js";
import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { getBody, getRecords, getText, onBehaviour, type AnyRecord } from "../plant/on-behaviour.js";
import { onObjects } from "../plant/on-body.js";
import { keepOld } from "./update.js";

/** Acts that leave something else behind than they should. */
export const wrongAct = defineKind("act", "Status and archive", [
  {
    api: "fassport",
    about: "forgets that an integration was archived",
    noticedBy: "C201",
    plant: () => keepOld("archiveIntegration"),
  },
  {
    api: "fassport",
    about: "changes the status at an archive",
    noticedBy: "C203",
    plant: () => changeAfter("archiveIntegration", (record) => ({ ...record, status: "Archived" })),
  },
  {
    api: "fassport",
    about: "leaves archivedOn at an unarchive",
    noticedBy: "C203",
    plant: () =>
      changeAfter("unarchiveIntegration", (record, before) =>
        "archivedOn" in before ? { ...record, archivedOn: getText(before, "archivedOn") } : record,
      ),
  },
  {
    api: "fassport",
    about: "answers a status update and keeps the old one",
    noticedBy: "C203",
    plant: () => keepOld("updateIntegrationStatus"),
  },
  {
    api: "fassport",
    about: "adds to the history when the same status is sent again",
    noticedBy: "C205",
    plant: () =>
      changeAfter("updateIntegrationStatus", (record, before, call) =>
        getText(before, "status") === getText(getBody(call), "status")
          ? { ...record, statusHistory: [...toList(record["statusHistory"]), { status: getText(before, "status") }] }
          : record,
      ),
  },
  {
    api: "fassport",
    about: "forgets the status before a change",
    noticedBy: "C208",
    plant: () => changeAfter("updateIntegrationStatus", (record) => ({ ...record, statusHistory: [] })),
  },
  {
    api: "fassport",
    about: "moves archivedOn when it archives again",
    noticedBy: "C208",
    plant: () =>
      changeAfter("archiveIntegration", (record, before, call) =>
        "archivedOn" in before
          ? { ...record, archivedOn: call.world.timestampAfter(getText(before, "archivedOn")) }
          : record,
      ),
  },
  {
    api: "versori",
    about: "shows an activation's integration as not activated",
    noticedBy: "C208",
    plant: () =>
      onObjects({ operation: "GetActivation", status: 200 }, "isActivated", (integration) => ({
        ...integration,
        isActivated: false,
      })),
  },
]);

/** Changes an integration further after an operation has changed it. */
function changeAfter(
  operationId: string,
  change: (record: AnyRecord, before: AnyRecord, call: Call) => AnyRecord,
): Plant {
  return onBehaviour(operationId, (call, original) => {
    const integrations = getRecords(call, "integrations");
    const id = (call.params.path["integrationId"] ?? "").toLowerCase();
    const before = integrations.find(id);
    const reply = original(call);
    const record = integrations.find(id);
    if (!before || !record) return reply;
    return { ...reply, body: integrations.replace(change(record, before, call)) };
  });
}

function toList(value: AnyRecord[string] | undefined): AnyRecord[string][] {
  return Array.isArray(value) ? value : [];
}
