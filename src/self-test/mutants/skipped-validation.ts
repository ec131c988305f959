import { defineKind } from "../define-kind.js";
import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Plant } from "../mutant.js";
import { findHeader } from "../../contract/wire.js";
import { onDocument, skipKeyword } from "../plant/without-keyword.js";

/** Requests that break one keyword of a schema, and are taken. */
export const skippedKeyword = defineKind("keyword", "Validation skipped, by keyword", [
  { api: "fassport", about: "skips required", noticedBy: "C102", plant: () => skipKeyword("required") },
  { api: "fassport", about: "skips type", noticedBy: "C102", plant: () => skipKeyword("type") },
  { api: "fassport", about: "skips minLength", noticedBy: "C102", plant: () => skipKeyword("minLength") },
  {
    api: "versori",
    about: "skips required",
    noticedBy: "C102",
    plant: () => skipKeyword("required", "ActivationCreate"),
  },
  {
    api: "versori",
    about: "skips minimum of a query parameter",
    noticedBy: "C102",
    plant: () => onDocument((document) => withoutMinimum(document)),
  },
  { api: "versori", about: "skips oneOf", noticedBy: "C102", plant: () => skipKeyword("oneOf") },
  {
    api: "versori",
    about: "skips additionalProperties of a credential's data",
    noticedBy: "C102",
    missedBecause: "The run has no template that asks for no credential, so nothing sends data of that kind.",
    plant: () => skipKeyword("additionalProperties"),
  },
  {
    api: "supervity",
    about: "takes a body that is not there",
    noticedBy: "C103",
    plant: () => onDocument((document) => withOptionalBody(document)),
  },
]);

/** Bodies that are not what their media type says, and are taken. */
export const misreadBody = defineKind("body", "Body not read as it says", [
  { api: "fassport", about: "takes malformed JSON for an empty update", noticedBy: "C107", plant: takeMalformed },
  { api: "supervity", about: "takes JSON sent as text/plain", noticedBy: "C107", plant: takeAnyMediaType },
]);

function takeMalformed(): Plant {
  return {
    openDoor:
      ({ send }) =>
      (request) => {
        const isSpoilt = request.method === "PUT" && request.body !== undefined && !isJson(request.body);
        return send(isSpoilt ? { ...request, body: new TextEncoder().encode("{}") } : request);
      },
  };
}

function isJson(body: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder().decode(body));
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function takeAnyMediaType(): Plant {
  return {
    openDoor:
      ({ send }) =>
      (request) => {
        if (findHeader(request.headers, "content-type") === undefined) return send(request);
        const others = request.headers.filter(([name]) => name.toLowerCase() !== "content-type");
        return send({ ...request, headers: [...others, ["content-type", "application/json"]] });
      },
  };
}

/** The document whose pages may be of any length. */
function withoutMinimum(document: JsonObject): JsonObject {
  return changeAt(document, ["components", "parameters", "First"], ({ "x-assumed": _gone, ...parameter }) => parameter);
}

/** The document in which a share list need not be sent. */
function withOptionalBody(document: JsonObject): JsonObject {
  const steps = ["paths", "/api/v1/integrations/accounts/{accountId}/sharing", "patch", "requestBody"];
  const optional = changeAt(document, steps, (body) => ({ ...body, required: false }));
  return changeAt(optional, [...steps, "content", "application/json"], ({ "x-assumed": _gone, ...media }) => media);
}

function changeAt(value: JsonObject, steps: readonly string[], change: (found: JsonObject) => Json): JsonObject {
  const [step = "", ...rest] = steps;
  const member = value[step];
  if (!isJsonObject(member)) throw new Error(`the document has no ${step}`);
  return { ...value, [step]: rest.length > 0 ? changeAt(member, rest, change) : change(member) };
}
