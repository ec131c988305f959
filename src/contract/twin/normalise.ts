import { isJsonObject, type Json } from "../../openapi/json.js";
import { isTime } from "../state/compare.js";

/** What servers make up: UUIDs, ULIDs, ObjectIds; and a run's own marker, which differs from run to run. */
const MADE_UP = /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[0-7][\dA-HJKMNP-TV-Z]{25}|[\da-f]{24})$/i;
const MARKER = /standin-[\da-f]{10}-\d+/g;

/**
 * Puts something in the place of ids and instants that is the same wherever a server behaves the same: how often what
 * stands in a field was another one before.
 */
export function createNormaliser(): (value: Json) => Json {
  const seen = new Map<string, { value: string; count: number }>();
  const name = (path: string, value: string): string => {
    const known = seen.get(path);
    const count = known === undefined ? 1 : known.value === value ? known.count : known.count + 1;
    seen.set(path, { value, count });
    return `${isTime(value) ? "instant" : "id"} ${count}`;
  };
  const visit = (path: string, value: Json): Json => {
    if (Array.isArray(value)) return value.map((item, at) => visit(`${path}/${at}`, item));
    if (isJsonObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([key, member]): [string, Json] => [key, visit(`${path}/${key}`, member)]),
      );
    }
    if (typeof value !== "string") return value;
    return isTime(value) || MADE_UP.test(value) ? name(path, value) : value.replaceAll(MARKER, "marker");
  };
  return (value) => visit("", value);
}
