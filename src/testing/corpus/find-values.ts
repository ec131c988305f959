import { createApiDraft } from "../../emulator/api-draft.js";
import type { Call } from "../../emulator/behaviour.js";
import type { Emulator } from "../../emulator/emulator.js";
import type { ServedApi } from "../../emulator/served-api.js";
import { getCollection, KEY, type DefaultCall, type DefaultContext } from "../../emulator/defaults/default-context.js";
import { ensureFirstRecords } from "../../emulator/defaults/first-records.js";
import { toText } from "../../openapi/json.js";
import type { Resource, Role } from "../../openapi/resources/resource.js";
import { makePathText } from "./make-request.js";

/** Values that lead to a record which is there, by the resource to which it belongs. */
export type FindValues = (resource: Resource) => readonly string[];

/** Finds for each resource a record of the base World: the first of those with which it begins. */
export function createValueFinder(emulator: Emulator, api: ServedApi, context: DefaultContext): FindValues {
  const known = new Map<Resource, readonly string[]>();
  const find = (resource: Resource): readonly string[] => {
    const before = known.get(resource);
    if (before) return before;
    const { parent } = resource;
    const parental = parent ? find(parent) : [];
    const scope = resource.scope.map((name, at) => parental[at] ?? makeScope(context, resource, name));
    const values = emulator.sessions.base.world.transact((draft) => {
      const call = {
        world: createApiDraft(api, draft),
        params: { path: {}, query: {}, header: {}, cookie: {} },
      } as unknown as Call; // all that first records need of it
      const asked: DefaultCall = { context, call, role: { parameters: [] } as unknown as Role };
      ensureFirstRecords(asked, resource, scope);
      const prefix = scope.length === 0 ? "" : `${scope.map(encodeURIComponent).join("/")}/`;
      const record = getCollection(asked, resource)
        .list()
        .find((one) => toText(one[KEY]).startsWith(prefix));
      return record ? toText(record[KEY]).split("/").map(decodeURIComponent) : scope;
    }).result;
    known.set(resource, values);
    return values;
  };
  return find;
}

function makeScope(context: DefaultContext, resource: Resource, name: string): string {
  const role = [...context.inference.roles.values()].find(
    ({ parameters, does, within }) =>
      parameters.includes(name) && (does?.resource === resource || within.includes(resource)),
  );
  return role ? makePathText(context, role.operation, name) : "1";
}
