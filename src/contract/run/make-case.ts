import { findRequestSchema } from "../../openapi/body-schema.js";
import type { Json } from "../../openapi/json.js";
import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Operation, RequestContent } from "../../openapi/operation.js";
import type { Parameter } from "../../openapi/parameter.js";
import { isJsonObject } from "../../openapi/json.js";
import type { ApiModel } from "../api-model.js";
import type { Case, CaseBody } from "../case.js";
import { visitParamPlaces } from "../param-places.js";
import { withField } from "../record-fields.js";
import { Refusal } from "../refusal.js";

/** What a valid case is made with. */
export interface CaseMaking {
  readonly model: ApiModel;
  /** The value of a word of `x-standin-param`; `undefined` when there is none. */
  readonly findValue: (key: string) => string | undefined;
  /** Makes a value by a schema, for what has no example. */
  readonly makeExample: (operation: Operation, mediaType: string) => Json | undefined;
  readonly makeText: (operation: Operation, parameter: Parameter) => string | undefined;
  /** How to give the value of a word, for people. */
  readonly describe: (key: string) => string;
  /** What is left in a record where the document says in which field; another one each time. */
  readonly nextMarker: () => string;
}

/** Makes a valid case of an operation whose path has those texts already. @throws Refusal that names what is missing. */
export function makeCase(making: CaseMaking, operation: Operation, path: Readonly<Record<string, string>>): Case {
  const of = (location: Parameter["location"]) =>
    operation.parameters
      .filter((parameter) => parameter.location === location)
      .flatMap((parameter) => {
        const text = findText(making, operation, parameter);
        return text === undefined ? [] : [[parameter.name, text] as const];
      });
  const missing = operation.parameters.filter(
    ({ location, name }) => location === "path" && !Object.hasOwn(path, name),
  );
  const texts = missing.map((parameter) => [parameter.name, findText(making, operation, parameter) ?? ""] as const);
  const body = makeBody(making, operation);
  return {
    operation,
    about: `a valid ${operation.id}`,
    expectation: "accepted",
    path: { ...path, ...Object.fromEntries(texts) },
    query: of("query"),
    headers: of("header"),
    cookies: of("cookie"),
    ...(body && { body }),
    credential: "valid",
    violations: [],
  };
}

/** The words of all values that a valid case of an operation would name. */
export function listKeys(
  { model, makeExample }: Pick<CaseMaking, "model" | "makeExample">,
  operation: Operation,
): string[] {
  const ofParameters = operation.parameters.flatMap(
    ({ name, location }) => model.keyOf(operation, name, location) ?? [],
  );
  const ofBody: string[] = [];
  const chosen = chooseExample(operation, makeExample);
  const schema = chosen && findRequestSchema(model.document, operation, chosen.mediaType);
  if (chosen && schema !== undefined) {
    visitParamPlaces(model.document.source, schema, chosen.example, (key, text) => {
      ofBody.push(key);
      return text;
    });
  }
  return [...new Set([...ofParameters, ...ofBody])];
}

function chooseExample(
  operation: Operation,
  makeExample: CaseMaking["makeExample"],
): { mediaType: string; example: Json } | undefined {
  const content = operation.requestBody?.content ?? new Map<string, RequestContent>();
  const mediaTypes = [...content.keys()];
  const mediaType = mediaTypes.find(isJsonMediaType) ?? mediaTypes[0];
  if (mediaType === undefined) return undefined;
  const example = content.get(mediaType)?.example ?? makeExample(operation, mediaType);
  return example === undefined ? undefined : { mediaType, example };
}

/** The text of a parameter; `undefined` where it may be left out. */
function findText(making: CaseMaking, operation: Operation, parameter: Parameter): string | undefined {
  const { name, location, required } = parameter;
  const key = making.model.keyOf(operation, name, location);
  const value = key === undefined ? undefined : making.findValue(key);
  // What a query may leave out is left out: it would only narrow. A header that may be sent says for whom.
  if (value !== undefined && (required || location === "header")) return value;
  if (!required) return undefined;
  // The word of a path's parameter may be its bare name, of which only the schema may know more.
  const made = key === undefined || !isDeclared(making, key) ? making.makeText(operation, parameter) : undefined;
  if (made !== undefined) return made;
  throw new Refusal("missing", `${operation.id} needs a value for ${key ?? name}`, making.describe(key ?? name));
}

function isDeclared({ model }: CaseMaking, key: string): boolean {
  return model.params.has(key) || model.collectionOf(key) !== undefined;
}

function makeBody(making: CaseMaking, operation: Operation): CaseBody | undefined {
  const chosen = chooseExample(operation, making.makeExample);
  if (!chosen) return undefined;
  const { mediaType, example } = chosen;
  const value = fill(making, operation, mediaType, example);
  const text = typeof value === "string" && !isJsonMediaType(mediaType) ? value : JSON.stringify(value);
  return { mediaType, value, bytes: new TextEncoder().encode(text) };
}

/** A body with the run's values where the document has those of others, and its marker. */
function fill(making: CaseMaking, operation: Operation, mediaType: string, example: Json): Json {
  const { model, nextMarker } = making;
  const schema = findRequestSchema(model.document, operation, mediaType);
  const filled =
    schema === undefined
      ? example
      : visitParamPlaces(model.document.source, schema, example, (key) => {
          const value = making.findValue(key);
          if (value !== undefined) return value;
          throw new Refusal("missing", `${operation.id} needs a value for ${key} in its body`, making.describe(key));
        });
  const field = model.effectOf(operation).marker;
  return field !== undefined && isJsonObject(filled) ? withField(filled, field, nextMarker()) : filled;
}
