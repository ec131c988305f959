import { isJsonObject, type Json } from "../openapi/json.js";

/** Applies a JSON Merge Patch (RFC 7396, 2): `null` removes a member, an object changes one, anything else replaces it. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const members = new Map(Object.entries(isJsonObject(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) members.delete(name);
    else members.set(name, mergePatch(members.get(name), value));
  }
  // fromEntries defines its properties, so that a member "__proto__" stays data.
  return Object.fromEntries(members);
}
