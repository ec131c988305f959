import { isEvidence, type Evidence } from "./evidence.js";
import { isJsonObject, type JsonObject } from "./json.js";
import { joinPointer, type Pointer } from "./reference.js";
import type { SchemaValidators, Validate } from "./schema-validator.js";

/** What a rule demands of a value beyond the documentation, from `x-assumed`. */
export interface AssumedCheck {
  readonly rule: string;
  readonly evidence: Evidence;
  readonly validate: Validate;
  /** The status of a refusal, or `undefined` where the rule as switched demands nothing. */
  findStatus(switches: Readonly<Record<string, string>>): number | undefined;
}

/**
 * Reads the `x-assumed` of the object at a pointer, where it has one: `{ rule, evidence, schema, status }`, beside a
 * documented `schema`. `status` is that of a refusal; with a `switch` (its name), the status by the switch's value, `null`
 * where it demands nothing. @throws Error when it is not well-formed.
 */
export function readAssumed(
  holder: JsonObject,
  pointer: Pointer,
  validators: SchemaValidators,
): AssumedCheck | undefined {
  const assumed = holder["x-assumed"];
  if (assumed === undefined) return undefined;
  const place = joinPointer(pointer, "x-assumed");
  if (!isJsonObject(assumed)) throw new Error(`#${place} is no object`);
  const { rule, evidence, status, switch: switchName } = assumed;
  if (typeof rule !== "string" || !isEvidence(evidence)) throw new Error(`#${place} needs a rule and its evidence`);
  return {
    rule,
    evidence,
    validate: validators.get(joinPointer(place, "schema")),
    findStatus(switches) {
      const value =
        isJsonObject(status) && typeof switchName === "string" ? status[switches[switchName] ?? ""] : status;
      return typeof value === "number" ? value : undefined;
    },
  };
}
