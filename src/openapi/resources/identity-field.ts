import type { Json } from "../json.js";
import {
  findSchemaPart,
  hasType,
  isRecordSchema,
  listProperties,
  type SchemaPlace,
  type SchemaPlaces,
} from "./schema-place.js";
import { splitWords, squash, toSingular } from "./word-form.js";

/** What names a record in a path. */
export interface PathIdentity {
  /** Name of the path's parameter. */
  readonly parameter: string;
  /** Schema of the parameter. */
  readonly schema: Json;
  /** What its records are called: the word before it in the path. */
  readonly collection: string;
}

/** Fields that identify records under a parameter of another name, the likeliest first. */
const USUAL = "id uuid guid gid _id sid uid key slug code name login username handle number email".split(" ");

/**
 * The field of a record whose value stands in the path: `id` for `{petId}`, `name` for `{repo}`, `login` for `{username}`;
 * `undefined` when no field is of a fitting name and type.
 */
export function findIdentityField(
  places: SchemaPlaces,
  record: SchemaPlace,
  identity: PathIdentity,
): string | undefined {
  const fields = listProperties(places, record);
  const wanted = listCandidates(identity);
  const candidates = [...new Set(wanted.flatMap((name) => fields.filter((field) => squash(field) === squash(name))))];
  const own = candidates.find((field) => isFitting(places, record, field, identity.schema));
  if (own !== undefined) return own;
  // As Kubernetes has it, and whoever learned from it.
  const about = findSchemaPart(places, record, "metadata");
  const within = about && isRecordSchema(places, about) ? findIdentityField(places, about, identity) : undefined;
  return within === undefined ? undefined : `metadata.${within}`;
}

function listCandidates({ parameter, collection }: PathIdentity): string[] {
  const words = splitWords(parameter);
  const [last = ""] = words.slice(-1);
  const single = toSingular(collection);
  // Of `{issue_number}` the number, of `{petId}` the id.
  const own = words.length > 1 ? [last === "no" ? "number" : last] : [];
  const user = /^(user|login|owner|member)/.test(words[0] ?? "") ? ["login", "username"] : [];
  return [
    parameter,
    ...own,
    `${single}_${last}`,
    `${single}_id`,
    ...(squash(parameter) === "username" ? user : []),
    ...USUAL,
    ...user,
  ];
}

/** Whether a value of the path can be the field's: a word is no number, and an object neither. */
function isFitting(places: SchemaPlaces, record: SchemaPlace, field: string, parameter: Json): boolean {
  const part = findSchemaPart(places, record, field);
  if (!part) return false;
  const { type: fieldType } = places.reader.describe(part.schema);
  const { type: pathType, format } = places.reader.describe(parameter);
  const isWhole = hasType(fieldType, "integer") || hasType(fieldType, "number");
  if (fieldType === undefined) return true;
  if (pathType !== undefined && (hasType(pathType, "integer") || hasType(pathType, "number"))) return isWhole;
  if (hasType(fieldType, "string")) return true;
  // Many documents call every parameter a string; then a number will do for what is called an id.
  return isWhole && format === undefined && /id$|^number$/i.test(field);
}
