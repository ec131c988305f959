import { readDocument } from "../../openapi/document.js";
import { isJsonObject, type JsonObject } from "../../openapi/json.js";
import { createSchemaValidators, type ForeignRules } from "../../openapi/schema-validator.js";
import type { Imagination } from "../../openapi/values/imagination.js";
import type { Api } from "../api.js";
import { completeByDocument } from "./complete-by-document.js";
import { createDefaultCredentials } from "./default-credentials.js";
import { FIRST_RECORDS, NOTHING } from "./default-context.js";
import { createDefaultPrincipals, PRINCIPALS } from "./default-principals.js";

/** Makes an API out of a document alone, in the form of OpenAPI 3.1 and with an `x-standin`. */
export function createDefaultApi(source: JsonObject, foreign: ForeignRules, imagination?: Imagination): Api {
  const document = addPrincipals(source);
  const { name, operations } = readDocument(document, createSchemaValidators(document, foreign));
  const requirements = operations.flatMap(({ security }) => security);
  const schemes = new Map(requirements.flat().map((scheme) => [scheme.name, scheme]));
  const collections = { principals: createDefaultPrincipals(name) };
  return {
    document,
    foreign,
    complete: completeByDocument,
    ...(imagination && { imagination }),
    credentials: createDefaultCredentials([...schemes.values()], requirements),
    fixtures: {
      demo: { api: name, name: "demo", about: "Some records of each kind, made when they are asked for.", collections },
      empty: {
        api: name,
        name: "empty",
        about: "No record of any kind.",
        collections: { ...collections, [FIRST_RECORDS]: [{ key: NOTHING }] },
      },
    },
  };
}

function addPrincipals(source: JsonObject): JsonObject {
  const standin = source["x-standin"];
  const collections = isJsonObject(standin) ? standin["collections"] : undefined;
  if (!isJsonObject(standin) || !isJsonObject(collections)) throw new Error("the document has no x-standin");
  return { ...source, "x-standin": { ...standin, collections: { ...collections, principals: PRINCIPALS } } };
}
