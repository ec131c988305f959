import type { ApiDefinition } from "../../emulator/api-definition.js";
import type { Api } from "../../emulator/api.js";
import type { Behaviour, BehaviourReply, Call } from "../../emulator/behaviour.js";
import type { Principal } from "../../emulator/credentials.js";
import type { Collection } from "../../world/collection.js";
import type { Json } from "../../openapi/json.js";
import type { Plant } from "../mutant.js";

/** A record of a collection, whatever its API. */
export type AnyRecord = Readonly<Record<string, Json>>;

/** A behaviour whatever its API. */
type AnyBehaviour = Behaviour<Principal, Readonly<Record<string, string>>>;

/** Puts something in the place of what an operation does. */
export function onBehaviour(
  operationId: string,
  change: (call: Call, original: AnyBehaviour) => BehaviourReply,
): Plant {
  return onDefinition((definition) => {
    const original = definition.behaviours[operationId];
    if (!original) throw new Error(`no behaviour of ${definition.name} is called ${operationId}`);
    const changed: AnyBehaviour = (call) => change(call, original);
    return { ...definition, behaviours: { ...definition.behaviours, [operationId]: changed } };
  });
}

/** Puts something in the place of what an API's definition says. */
export function onDefinition(change: (definition: ApiDefinition) => ApiDefinition): Plant {
  return { changeApi: (api) => ({ ...api, definition: change(getDefinition(api)) }) };
}

/** All of several faults, which together are one. */
export function plantAll(...plants: readonly Plant[]): Plant {
  return {
    changeApi: (api) => plants.reduce((changed, { changeApi }) => changeApi?.(changed) ?? changed, api),
    openDoor: (way) => plants.reduce((send, { openDoor }) => openDoor?.({ ...way, send }) ?? send, way.send),
  };
}

/** A collection of the call's API. */
export function getRecords(call: Call, name: string): Collection<AnyRecord> {
  return call.world.collection<AnyRecord>(name);
}

/** A field that holds text; empty where it is not there. */
export function getText(record: AnyRecord | undefined, field: string): string {
  const value = record?.[field];
  return typeof value === "string" ? value : "";
}

/** The call's body, which is an object where the document asks for one. */
export function getBody({ body }: Call): AnyRecord {
  // What is no object has none of the fields that are asked for.
  return (body ?? {}) as AnyRecord;
}

/** The call with another body. */
export function withSentBody(call: Call, body: AnyRecord): Call {
  return { ...call, body: { ...body } };
}

/** The call with another value of a parameter of its path. */
export function withPath(call: Call, name: string, value: string): Call {
  return { ...call, params: { ...call.params, path: { ...call.params.path, [name]: value } } };
}

function getDefinition({ definition }: Api): ApiDefinition {
  if (typeof definition === "object") return definition;
  throw new Error("an API without a definition of its own, or whose definition needs its emulator, has no mutants");
}
