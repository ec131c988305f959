import { defineApi, type Conventions } from "../emulator/api-definition.js";
import type { BehaviourReply } from "../emulator/behaviour.js";
import { updateAccountSharing } from "./supervity-account-sharing.js";
import { supervityCredentials } from "./supervity-credentials.js";
import { disconnectAction } from "./supervity-disconnect.js";
import { getMyIntegrations } from "./supervity-my-integrations.js";
import { countRequest } from "./supervity-rate-limit.js";
import { supervitySwitches, type SupervityCall } from "./supervity-switches.js";

/** How Supervity words its errors: `{ error }`, with Zod-like texts for what is wrong with a request. */
const conventions: Conventions = {
  problems: {
    "unknown-path": { status: 404, message: "Not Found", rules: ["S-UNDEF"] },
    "method-not-allowed": { status: 405, message: "Method Not Allowed", rules: ["S-UNDEF"] },
    "malformed-url": { status: 400, message: "Bad Request", rules: ["S-UNDEF"] },
    "malformed-body": { status: 400, message: "Malformed JSON", rules: ["S-BODY", "S-PATCH-3"] },
    "unsupported-media-type": { status: 415, message: "Unsupported Media Type", rules: ["S-BODY"] },
    "body-too-large": { status: 413, message: "Payload Too Large", rules: ["S-BODY"] },
    "invalid-request": { status: 400, message: "Bad Request", rules: ["S-PATCH-3"] },
    unauthenticated: { status: 401, message: "Unauthorized", rules: ["S-AUTH-1"] },
    forbidden: { status: 403, message: "Forbidden", rules: ["S-ORG-2"] },
    "not-found": { status: 404, message: "Not Found", rules: ["S-PATCH-6", "S-DEL-3"] },
    // No operation has a conflict to report; should one of ours break a constraint, that is our failure.
    conflict: { status: 500, message: "Internal Server Error", rules: ["S-500"] },
    "rate-limited": { status: 429, message: "Too Many Requests", rules: ["S-RATE.limit", "S-RATE.body"] },
    internal: { status: 500, message: "Internal Server Error", rules: ["S-500"] },
  },
  errorBody({ message, fields }) {
    // One complaint per field is enough: what is documented and what is assumed often say the same.
    const byField = new Map(fields.toReversed().map((problem) => [problem.field || "body", problem.message]));
    const complaints = [...byField].toReversed().map(([field, complaint]) => `${field}: ${complaint}`);
    return { error: complaints.length > 0 ? complaints.join("; ") : message };
  },
};

/** Supervity Auto's integrations: accounts, with whom they are shared, and their actions. */
export const supervity = defineApi({
  name: "supervity",
  switches: supervitySwitches,
  conventions,
  credentials: supervityCredentials,
  behaviours: {
    getMyIntegrations: limited(getMyIntegrations),
    updateAccountSharing: limited(updateAccountSharing),
    disconnectAction: limited(disconnectAction),
  },
});

/** Counts a call before it is answered, where the switch says so. */
function limited(behaviour: (call: SupervityCall) => BehaviourReply) {
  return (call: SupervityCall): BehaviourReply => {
    if (call.switches.rateLimit === "documented") countRequest(call.world, call.principal.name);
    return behaviour(call);
  };
}
