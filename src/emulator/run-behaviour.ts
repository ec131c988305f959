import { defineMember, isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import { compileDataSchema, type Validate } from "../openapi/schema-validator.js";
import { ConstraintError } from "../world/constraint-error.js";
import type { Clock } from "../world/clock.js";
import type { Committed, Draft } from "../world/world.js";
import { whenReady, type Awaitable } from "./awaitable.js";
import { createApiDraft } from "./api-draft.js";
import type { BehaviourReply, Call, OutsideCall, Params } from "./behaviour.js";
import type { Principal } from "./credentials.js";
import { Problem } from "./problem.js";
import type { ReadRequest } from "./read-request.js";
import type { ServedApi } from "./served-api.js";
import type { Session } from "./session.js";
import { toField } from "./validate-request.js";

/** A request whose behaviour is to be run: admitted, read and found valid. */
export interface ReadyRequest {
  readonly api: ServedApi;
  readonly operation: Operation;
  readonly session: Session;
  readonly clock: Clock;
  readonly principal: Principal;
  readonly read: ReadRequest;
}

/** Puts something in the way of a behaviour that tells what it does with its call. */
export type Observe = (call: Call) => Call;

/** Runs an operation's behaviour on its session's World: all that it does is kept, or nothing when it throws. */
export function runBehaviour(ready: ReadyRequest, observe?: Observe): Awaitable<Committed<BehaviourReply>> {
  const { api, operation, session, clock } = ready;
  const { behaviours, outsideBehaviours } = api.definition;
  const outside = outsideBehaviours?.[operation.id];
  if (outside) {
    return whenReady(outside(toOutsideCall(ready)), (result) => ({ result, changes: [], after: session.world.mark() }));
  }
  const behaviour = behaviours[operation.id];
  if (!behaviour) throw new Error(`${api.name}.${operation.id} has no behaviour`);
  try {
    return session.world.transact((draft) => {
      const call = toCall(ready, draft);
      return behaviour(observe ? observe(call) : call);
    }, clock);
  } catch (error) {
    // A behaviour that does not look first for what its collections forbid gets the conflict for it.
    if (error instanceof ConstraintError) throw new Problem("conflict", { message: error.message });
    throw error;
  }
}

function toOutsideCall({ operation, session, read }: ReadyRequest): OutsideCall {
  return { operationId: operation.id, params: toParams(read), body: read.body, session };
}

function toCall({ api, operation, principal, read }: ReadyRequest, draft: Draft): Call {
  return {
    operationId: operation.id,
    params: toParams(read),
    body: read.body,
    mediaType: read.mediaType,
    accept: read.accept,
    principal,
    world: createApiDraft(api, draft),
    switches: api.switches,
    validate: validateData,
  };
}

function toParams({ parameters }: ReadRequest): Params {
  const params = { path: {}, query: {}, header: {}, cookie: {} } satisfies Record<keyof Params, JsonObject>;
  for (const { parameter, value } of parameters) {
    if (value !== undefined) defineMember(params[parameter.location], parameter.name, value);
  }
  return params;
}

function validateData(schema: Json, value: Json, root: string) {
  if (!isJsonObject(schema)) return schema === false ? [{ field: root, message: "is not allowed" }] : [];
  const validate: Validate = compileDataSchema(schema);
  return validate(value).map((violation) => toField(root, violation));
}
