import { Problem } from "../emulator/problem.js";
import type { JsonObject } from "../openapi/json.js";
import type { VersoriCall } from "./versori-call.js";
import type { Integration } from "./versori-records.js";

/** Holds variables to their integration's own schema (V-VAR-2). @throws Problem invalid-request */
export function refuseWrongVariables(call: VersoriCall, integration: Integration, variables: JsonObject): void {
  const schema = integration.variablesSchema;
  if (!schema || Object.keys(schema).length === 0) return;
  const fields = call.validate(close(schema), variables, "dynamicVariables");
  if (fields.length === 0) return;
  throw new Problem("invalid-request", {
    message: "The variables do not fit the integration's schema",
    rules: ["V-VAR-2"],
    fields,
  });
}

/** Whoever lists variables and does not say that there may be others means that there are no others. */
function close(schema: JsonObject): JsonObject {
  const { $schema: _dialect, ...rest } = schema;
  const isOpen = !("properties" in rest) || "additionalProperties" in rest || "unevaluatedProperties" in rest;
  return isOpen ? rest : { ...rest, unevaluatedProperties: false };
}
