import { findResponseSchema } from "../../openapi/body-schema.js";
import { isJsonObject } from "../../openapi/json.js";
import { findAtPointer, type Pointer } from "../../openapi/reference.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import { describeMembers, type DescribedMember } from "../describe-value.js";
import { toFinding } from "../noticed.js";
import { readAnswer } from "../read-answer.js";
import { sayOfResponse } from "../said-of-response.js";
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
    const schema = findResponseSchema(contract.document, operation, response.status, mediaType.essence);
    if (schema === undefined) return undefined;
    const unknown = [...describeMembers(contract.document.source, [schema], answer.json)].filter((member) =>
      isUnknown(contract, member),
    );
    const holder = sayOfResponse(contract, operation, documented);
    // One field of many rows is one thing to know.
    const byField = new Map(unknown.map((member) => [member.field.replaceAll(/\[\d+\]/g, "[]"), member]));
    return [...byField].map(([field, { key, value, owners }]) =>
      toFinding("C006", exchange, {
        message: `${field} is not documented.`,
        received: { [key]: value },
        documented: listKnown(contract, owners),
        statement: { ...holder, pointer: owners[0] },
        blame: "undecided",
        why: "Either the document has not kept up with the server, or the server shows what it should keep to itself.",
        severity: "warning",
      }),
    );
  },
};

function isUnknown({ document }: Contract, { key, isDescribed, owners }: DescribedMember): boolean {
  if (isDescribed || key === UNKNOWN_FIELD) return false;
  const described = owners.map((pointer) => findAtPointer(document.source, pointer)).filter(isJsonObject);
  // What a schema says of all others it says of this one, be it yes or no.
  const isSettled = described.some((schema) => "additionalProperties" in schema || "unevaluatedProperties" in schema);
  return !isSettled && described.some((schema) => isJsonObject(schema["properties"]));
}

function listKnown({ document }: Contract, owners: readonly Pointer[]): string[] {
  const known = owners.flatMap((pointer) => {
    const properties = findAtPointer(document.source, `${pointer}/properties`);
    return isJsonObject(properties) ? Object.keys(properties) : [];
  });
  return [...new Set(known)];
}
