import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import { compileDataSchema, type Validate } from "../openapi/schema-validator.js";
import { ConstraintError } from "../world/constraint-error.js";
import type { Committed, Draft, World } from "../world/world.js";
import type { ApiDraft, BehaviourReply, Call, Params } from "./behaviour.js";
import type { Principal } from "./credentials.js";
import { Problem } from "./problem.js";
import type { ReadRequest } from "./read-request.js";
import type { ServedApi } from "./served-api.js";
import { toField } from "./validate-request.js";

/** Runs an operation's behaviour on a World: all that it does is kept, or nothing when it throws. */
export function runBehaviour(
  api: ServedApi,
  operation: Operation,
  world: World,
  principal: Principal,
  request: ReadRequest,
): Committed<BehaviourReply> {
  const behaviour = api.definition.behaviours[operation.id];
  if (!behaviour) throw new Error(`${api.name}.${operation.id} has no behaviour`);
  try {
    return world.transact((draft) => behaviour(toCall(api, operation, draft, principal, request)));
  } catch (error) {
    // A behaviour that does not look first for what its collections forbid gets the conflict for it.
    if (error instanceof ConstraintError) throw new Problem("conflict", { message: error.message });
    throw error;
  }
}

function toCall(api: ServedApi, operation: Operation, draft: Draft, principal: Principal, request: ReadRequest): Call {
  return {
    operationId: operation.id,
    params: toParams(request),
    body: request.body,
    principal,
    world: toApiDraft(api.name, draft),
    switches: api.switches,
    validate: validateData,
  };
}

function toParams({ parameters }: ReadRequest): Params {
  const params = { path: {}, query: {}, header: {}, cookie: {} } satisfies Record<keyof Params, JsonObject>;
  for (const { parameter, value } of parameters) {
    if (value !== undefined) Object.assign(params[parameter.location], { [parameter.name]: value });
  }
  return params;
}

/** The part of a draft that belongs to one API. */
export function toApiDraft(api: string, draft: Draft): ApiDraft {
  const timestamp = () => new Date(draft.now).toISOString();
  return {
    now: draft.now,
    ids: draft.ids,
    collection: (name) => draft.collection(`${api}.${name}`),
    timestamp,
    timestampAfter(previous) {
      const later = draft.clock.frozen ? draft.now : Math.max(draft.now, Date.parse(previous) + 1);
      return Number.isNaN(later) ? timestamp() : new Date(later).toISOString();
    },
  };
}

function validateData(schema: Json, value: Json, root: string) {
  if (!isJsonObject(schema)) return schema === false ? [{ field: root, message: "is not allowed" }] : [];
  const validate: Validate = compileDataSchema(schema);
  return validate(value).map((violation) => toField(root, violation));
}
