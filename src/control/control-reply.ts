import type { BehaviourReply } from "../emulator/behaviour.js";

/** The version of the form of every body. */
export const SCHEMA_VERSION = 1;

/** What every answer of the control API rests on. */
export const CONTROL_RULES = ["CONTROL"];

/** A success of the control API; each body says the version of its form. */
export function succeed(body: object, status: 200 | 201 = 200): BehaviourReply {
  return { status, body: { schemaVersion: SCHEMA_VERSION, ...body }, rules: CONTROL_RULES };
}
