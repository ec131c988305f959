import { findResponseSchema } from "../../openapi/body-schema.js";
import { isJsonObject } from "../../openapi/json.js";
import type { Check } from "../check.js";
import { listMembers, type DescribedMember } from "../describe-value.js";
import { toFinding } from "../noticed.js";
import { readAnswer } from "../read-answer.js";
import { sayOfResponse } from "../said-of-response.js";
import { listAt, toPointer } from "../schema-node.js";
import { UNKNOWN_FIELD } from "../unknown-field.js";

/** An answer has no field that the document does not know. */
export const c006: Check = {
  id: "C006",
  title: "No field is undocumented",
  about:
    "Judges every JSON answer with a schema: a member of an object that no part of the schema describes is told as a warning, " +
    "because the server and its document drift apart there, or something is shown that should not be. An object of which no " +
    "member is described, or that says additionalProperties, is open and not judged. What additionalProperties: false " +
    "forbids is a failure of C004.",
  judge(exchange, { contract }) {
    const answer = readAnswer(exchange);
    if (!answer?.operation || !answer.documented || !answer.mediaType || answer.json === undefined) return undefined;
    const { operation, documented, response, mediaType } = answer;
    const { source } = contract.document;
    const schema = findResponseSchema(contract.document, operation, response.status, mediaType.essence);
    if (schema === undefined) return undefined;
    const unknown = listMembers(source, listAt(source, schema), answer.json).filter(isUnknown);
    const holder = sayOfResponse(contract, operation, documented);
    // One field of many rows is one thing to know.
    const byField = new Map(unknown.map((member) => [member.field.replaceAll(/\[\d+\]/g, "[]"), member]));
    return [...byField].map(([field, { key, value, owners }]) =>
      toFinding("C006", exchange, {
        message: `${field} is not documented.`,
        received: { [key]: value },
        documented: listKnown(owners),
        statement: { ...holder, pointer: owners[0] && toPointer(owners[0]) },
        blame: "undecided",
        why: "Either the document has not kept up with the server, or the server shows what it should keep to itself.",
        severity: "warning",
      }),
    );
  },
};

function isUnknown({ key, isDescribed, owners }: DescribedMember): boolean {
  if (isDescribed || key === UNKNOWN_FIELD) return false;
  // What a schema says of all others it says of this one, be it yes or no.
  const isSettled = owners.some(({ schema }) => "additionalProperties" in schema || "unevaluatedProperties" in schema);
  return !isSettled && owners.some(({ schema }) => isJsonObject(schema["properties"]));
}

function listKnown(owners: DescribedMember["owners"]): string[] {
  const known = owners.flatMap(({ schema: { properties } }) => Object.keys(isJsonObject(properties) ? properties : {}));
  return [...new Set(known)];
}
