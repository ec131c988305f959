import { readDocument } from "../openapi/document.js";
import { isJsonObject, type JsonObject } from "../openapi/json.js";
import { createSchemaValidators, type ForeignRules } from "../openapi/schema-validator.js";
import type { Api } from "./api.js";
import { createDefaultBehaviours } from "./default-behaviours.js";
import { defaultConventions } from "./default-conventions.js";
import { createDefaultCredentials } from "./default-credentials.js";
import { createDefaultPrincipals, PRINCIPALS } from "./default-principals.js";

/** Makes an API out of a document alone, in the form of OpenAPI 3.1 and with an `x-standin`. */
export function createDefaultApi(source: JsonObject, foreign: ForeignRules): Api {
  const document = addPrincipals(source);
  const { name, operations } = readDocument(document, createSchemaValidators(document, foreign));
  const requirements = operations.flatMap(({ security }) => security);
  const schemes = new Map(requirements.flat().map((scheme) => [scheme.name, scheme]));
  const collections = { principals: createDefaultPrincipals(name) };
  return {
    document,
    foreign,
    definition: {
      name,
      switches: {},
      conventions: defaultConventions,
      credentials: createDefaultCredentials([...schemes.values()], requirements),
      behaviours: createDefaultBehaviours(operations),
    },
    fixtures: Object.fromEntries(
      ["demo", "empty"].map((fixture) => [
        fixture,
        { api: name, name: fixture, about: "Made from the document.", collections },
      ]),
    ),
  };
}

function addPrincipals(source: JsonObject): JsonObject {
  const standin = source["x-standin"];
  const collections = isJsonObject(standin) ? standin["collections"] : undefined;
  if (!isJsonObject(standin) || !isJsonObject(collections)) throw new Error("the document has no x-standin");
  return { ...source, "x-standin": { ...standin, collections: { ...collections, principals: PRINCIPALS } } };
}
