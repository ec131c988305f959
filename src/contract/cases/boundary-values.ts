import type { Json, JsonObject } from "../../openapi/json.js";
import { resizeText } from "./resize-text.js";

/** How long a text, and how large a list, is made at most. */
const [LONGEST, MOST_ITEMS] = [10_000, 200];

/** A value that is at the edge of what is allowed; whether it still is, the document's validators say. */
export interface BoundaryValue {
  readonly about: string;
  readonly value: Json;
}

/** Values at the edges of what the schemas of one place allow, all taken together. */
export function listBoundaryValues(schemas: readonly JsonObject[], value: Json | undefined): BoundaryValue[] {
  const types = new Set(schemas.flatMap(({ type }) => (Array.isArray(type) ? type : [type ?? ""])));
  const isText = types.has("string") || typeof value === "string";
  const isNumber = types.has("integer") || types.has("number") || typeof value === "number";
  return [
    ...(isText ? listTexts(schemas, typeof value === "string" ? value : "text") : []),
    ...(isNumber ? listNumbers(schemas) : []),
    ...(types.has("boolean") ? [tell("true", true), tell("false", false)] : []),
    ...(types.has("null") ? [tell("null", null)] : []),
    ...(Array.isArray(value) ? listLists(schemas, value) : []),
    ...schemas.flatMap(({ enum: values }) =>
      (Array.isArray(values) ? values.slice(0, 8) : []).map((one) => tell(`${JSON.stringify(one)} of its values`, one)),
    ),
  ];
}

/** What the schemas name as the value of who gives none. */
export function listDefaults(schemas: readonly JsonObject[]): BoundaryValue[] {
  return schemas.flatMap((schema) => (schema["default"] === undefined ? [] : [tell("its default", schema["default"])]));
}

function listTexts(schemas: readonly JsonObject[], text: string): BoundaryValue[] {
  const least = pick(schemas, "minLength");
  const most = pick(schemas, "maxLength").filter((length) => length <= LONGEST);
  const formats = schemas.flatMap(({ format }) => (typeof format === "string" ? (BY_FORMAT[format] ?? []) : []));
  return [
    ...least.map((length) => tell(`of ${length} characters`, resizeText(text, length))),
    ...most.map((length) => tell(`of ${length} characters`, resizeText(text, length))),
    tell("of one character", "x"),
    tell("in other scripts", "Ærø 東京 עברית 🦉 e\u0301"),
    tell("of characters that mean something elsewhere", `<b>"O'Neil" & {{x}} %41 \\ ; --`),
    tell("a word that means something elsewhere", "null"),
    ...formats.map((formatted) => tell("of a rarer form", formatted)),
  ];
}

/** Values of formats that are right, and not what everybody thinks of first. */
const BY_FORMAT: Readonly<Record<string, readonly string[]>> = {
  "date-time": ["2024-02-29T23:59:59.123456789+05:30", "2024-02-29t00:00:00z"],
  date: ["2024-02-29"],
  email: ["first.last+tag@sub.domain.example"],
  uri: ["https://host.example:8443/a%20b?c=d&e=f#g"],
  ipv6: ["::1"],
};

function listNumbers(schemas: readonly JsonObject[]): BoundaryValue[] {
  const steps = pick(schemas, "multipleOf");
  const isWhole = schemas.some(({ type }) => type === "integer");
  const step = steps[0] ?? (isWhole ? 1 : 0.01);
  const bounds = [
    ...pick(schemas, "minimum"),
    ...pick(schemas, "maximum"),
    ...pick(schemas, "exclusiveMinimum").map((bound) => bound + step),
    ...pick(schemas, "exclusiveMaximum").map((bound) => bound - step),
  ];
  return [...new Set([...bounds, 0, 1])].map((number) => tell(String(number), number));
}

/** Lists of the items that are there: others may be wrong for a reason that no schema tells. */
function listLists(schemas: readonly JsonObject[], items: readonly Json[]): BoundaryValue[] {
  const unique = schemas.some(({ uniqueItems }) => uniqueItems === true);
  const least = pick(schemas, "minItems").filter((count) => count <= items.length);
  const most = pick(schemas, "maxItems").filter((count) => items.length > 0 && count <= MOST_ITEMS && !unique);
  return [
    ...[...least, 0].map((count) => tell(`with ${count} items`, items.slice(0, count))),
    ...most.map((count) =>
      tell(
        `with ${count} items`,
        Array.from({ length: count }, (_, at) => items[at % items.length] ?? null),
      ),
    ),
  ];
}

function pick(schemas: readonly JsonObject[], keyword: string): number[] {
  return schemas.map((schema) => schema[keyword]).filter((value) => typeof value === "number");
}

function tell(about: string, value: Json): BoundaryValue {
  return { about, value };
}
