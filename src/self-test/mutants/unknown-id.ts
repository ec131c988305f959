import { Problem } from "../../emulator/problem.js";
import type { BehaviourReply, Call } from "../../emulator/behaviour.js";
import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { getRecords, getText, onBehaviour, withPath } from "../plant/on-behaviour.js";

/** Ids that nothing has, answered as if something had. */
export const unknownId = defineKind("unknown", "Unknown ids", [
  {
    api: "fassport",
    about: "gives an empty list of an institution that is not there",
    noticedBy: "C108",
    plant: () => answerMissing("listIntegrations", () => ({ status: 200, body: [], rules: [] })),
  },
  {
    api: "fassport",
    about: "gives the first integration for an id that is not there",
    noticedBy: "C108",
    plant: () =>
      onBehaviour("getIntegration", (call, original) => {
        const all = getRecords(call, "integrations");
        const { institutionId = "", integrationId = "" } = call.params.path;
        if (all.find(integrationId.toLowerCase())) return original(call);
        const [first] = all.listBy("institution", institutionId);
        return original(withPath(call, "integrationId", getText(first, "_id")));
      }),
  },
  {
    api: "supervity",
    about: "disconnects an action that is not there",
    noticedBy: "C108",
    plant: () =>
      answerMissing("disconnectAction", () => ({
        status: 200,
        body: { success: true, message: "Action disconnected" },
        rules: [],
      })),
  },
  {
    api: "versori",
    about: "ends an activation that is not there",
    noticedBy: "C108",
    plant: () => answerMissing("DeleteActivation", () => ({ status: 204, rules: [] })),
  },
]);

function answerMissing(operationId: string, answer: (call: Call) => BehaviourReply): Plant {
  return onBehaviour(operationId, (call, original) => {
    try {
      return original(call);
    } catch (error) {
      if (error instanceof Problem && error.kind === "not-found") return answer(call);
      throw error;
    }
  });
}
