import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem, type FieldProblem } from "../emulator/problem.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { getOwnOfPath } from "./versori-own.js";
import type { ConnectionTemplate, Integration } from "./versori-records.js";

interface IntegrationMetadata {
  readonly usedConnectionTemplates: readonly string[];
}

/** Writes down which templates an integration uses, as a deployment tells it; by V-DEPLOY that deploys it. */
export function updateMetadata(call: VersoriCall): BehaviourReply {
  const integration = getOwnOfPath(call, "integrations");
  const { usedConnectionTemplates: used } = readBody<IntegrationMetadata>(call);
  const templates = call.world.collection<ConnectionTemplate>("connectionTemplates");
  const own = templates.listBy("integrationId", integration.id);
  refuseUnknown(own, used);
  for (const template of own) templates.replace({ ...template, isUsed: used.includes(template.id) });
  if (call.switches.deployment === "outside") return { status: 204, rules: ["V-META-1.set", "V-DEPLOY"] };
  call.world.collection<Integration>("integrations").replace({ ...integration, isDeployed: used.length > 0 });
  return { status: 204, rules: ["V-META-1.set", "V-DEPLOY"] };
}

function refuseUnknown(own: readonly ConnectionTemplate[], used: readonly string[]): void {
  const fields = used.flatMap((id, index): FieldProblem[] => {
    const isKnown = own.some((template) => template.id === id);
    return isKnown
      ? []
      : [{ field: `usedConnectionTemplates[${index}]`, message: "is no template of this integration" }];
  });
  if (fields.length === 0) return;
  const message = "The templates are not the integration's";
  throw new Problem("invalid-request", { message, rules: ["V-META-1"], fields });
}
