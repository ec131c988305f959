import { findRequestSchema } from "../../openapi/body-schema.js";
import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Case } from "../case.js";
import type { Contract } from "../contract.js";
import { listMembers } from "../describe-value.js";
import { listAt, type SchemaNode } from "../schema-node.js";
import { isSame, type Difference } from "./compare.js";

/** What a case sends as its body, where that is an object. */
export function readSent({ body }: Case): JsonObject {
  return isJsonObject(body?.value) ? body.value : {};
}

/**
 * In which of the fields that were sent a record is not as it was sent. Fields that the record does not show are passed
 * over, and so are secrets, which it should not show as they are.
 */
export function listUnkept(contract: Contract, sent: Case, record: JsonObject): Difference[] {
  const secret = listSecretFields(contract, sent);
  return Object.entries(readSent(sent)).flatMap(([name, value]) =>
    Object.hasOwn(record, name) ? compare(name, value, record[name], secret) : [],
  );
}

function compare(field: string, sent: Json, kept: Json | undefined, secret: ReadonlySet<string>): Difference[] {
  if (secret.has(field) || isSame(sent, kept) || isSame(withoutRepeats(sent), kept)) return [];
  const isWithSecret = [...secret].some((other) => other.startsWith(`${field}.`) || other.startsWith(`${field}[`));
  // What has secrets in it is shown in another form.
  return isWithSecret ? [] : [{ field, expected: sent, received: kept }];
}

/** A list of texts often stands for a set. */
function withoutRepeats(value: Json): Json {
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? [...new Set(value)] : value;
}

/** The fields of a body that no answer should repeat, by what the document says of them. */
function listSecretFields({ document }: Contract, { operation, body }: Case): ReadonlySet<string> {
  const schema = body && findRequestSchema(document, operation, body.mediaType);
  if (schema === undefined || body?.value === undefined) return new Set();
  const members = listMembers(document.source, listAt(document.source, schema), body.value);
  const secret = members.filter(({ schemas }) => schemas.some(isSecret));
  return new Set(secret.map(({ field }) => field));
}

function isSecret({ schema }: SchemaNode): boolean {
  return schema["x-standin-secret"] === true || schema["writeOnly"] === true || schema["format"] === "password";
}
