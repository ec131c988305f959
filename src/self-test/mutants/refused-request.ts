import { Problem } from "../../emulator/problem.js";
import { isJsonObject, type Json } from "../../openapi/json.js";
import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { getBody, getText, onBehaviour, plantAll } from "../plant/on-behaviour.js";

const KNOWN = new Set(["name", "type", "provider", "config"]);

/** Requests that the document allows, and are refused. */
export const refusedValid = defineKind("refusal", "Valid request refused", [
  {
    api: "fassport",
    about: "refuses an integration with a config",
    noticedBy: "C101",
    plant: () => refuseWhen("createIntegration", ({ config }) => isFilled(config)),
  },
  {
    api: "versori",
    about: "refuses variables of an activation",
    noticedBy: "C101",
    plant: () => refuseWhen("UpdateDynamicVariables", ({ dynamicVariables }) => isFilled(dynamicVariables)),
  },
  {
    api: "fassport",
    about: "refuses a name of one character",
    noticedBy: "C105",
    plant: () =>
      plantAll(
        ...["createIntegration", "updateIntegration"].map((id) =>
          refuseWhen(id, (body) => getText(body, "name").length === 1),
        ),
      ),
  },
  {
    api: "supervity",
    about: "refuses the empty share list",
    noticedBy: "C105",
    plant: () =>
      refuseWhen(
        "updateAccountSharing",
        ({ shareWithTeamKeys }) => Array.isArray(shareWithTeamKeys) && shareWithTeamKeys.length === 0,
      ),
  },
  {
    api: "fassport",
    about: "refuses a field that it does not know",
    noticedBy: "C104",
    plant: () => refuseWhen("createIntegration", (body) => Object.keys(body).some((name) => !KNOWN.has(name))),
  },
]);

function isFilled(value: Json | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length > 0;
}

function refuseWhen(operationId: string, isMeant: (body: ReturnType<typeof getBody>) => boolean): Plant {
  return onBehaviour(operationId, (call, original) => {
    if (isMeant(getBody(call))) throw new Problem("invalid-request");
    return original(call);
  });
}

/** Methods that no document knows, and do something. */
export const undocumentedMethod = defineKind("method", "Undocumented methods", [
  {
    api: "fassport",
    about: "takes PATCH for an update",
    noticedBy: "C106",
    plant: () => ({
      openDoor:
        ({ send }) =>
        (request) =>
          send(request.method === "PATCH" ? { ...request, method: "PUT" } : request),
    }),
  },
]);
