import { isJsonObject, type Json } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { SecurityScheme } from "../openapi/security.js";
import type { Answer } from "./answer.js";
import { getPathExample, toRequest, type Difference } from "./good-request.js";
import { BODY_LIMIT } from "./message.js";
import { Problem } from "./problem.js";
import { readRequest } from "./read-request.js";
import { receiveRequest } from "./received-request.js";
import type { ServedApi } from "./served-api.js";
import { validateRequest } from "./validate-request.js";
import { wordProblem } from "./word-problem.js";

/** An error that follows from a document alone: the request that comes to it, and the answer. */
export interface DerivedError {
  readonly about: string;
  readonly wanted: Difference;
  readonly answer: Answer;
}

/** The errors of an operation before its behaviour is asked: of credentials, reading and form, each found by trying. */
export function deriveErrors(api: ServedApi, operation: Operation): DerivedError[] {
  return [...ofCredentials(api, operation), ...ofForm(api, operation)];
}

function ofCredentials(api: ServedApi, operation: Operation): DerivedError[] {
  const [scheme] = operation.security[0] ?? [];
  if (!scheme) return [];
  const answer = wordProblem(api, new Problem("unauthenticated"), operation);
  const none = { about: "No credential is sent.", wanted: { principal: null }, answer };
  const headers = carry(scheme, "none-that-is-known");
  if (!headers) return [none];
  return [
    none,
    { about: "The credential that is sent is not accepted.", wanted: { principal: null, headers }, answer },
  ];
}

/** The headers that carry a credential, where headers do. */
function carry({ carrier }: SecurityScheme, credential: string): Record<string, string> | undefined {
  if (carrier.in === "authorization") return { authorization: `${carrier.scheme} ${credential}` };
  if (carrier.in === "header") return { [carrier.name]: credential };
  return carrier.in === "cookie" ? { cookie: `${carrier.name}=${credential}` } : undefined;
}

/** One request for each answer: of several that come to the same, the first. */
function ofForm(api: ServedApi, operation: Operation): DerivedError[] {
  const errors = new Map<string, DerivedError>();
  for (const switches of listSwitches(api)) {
    const switched = { ...api, switches: { ...getDefaults(api), ...switches } };
    for (const { about, wanted, kind } of [...listWrongBodies(operation), ...listWrongParameters(operation)]) {
      const answer = tryForm(switched, operation, wanted);
      if (!answer) continue;
      const key = [kind, answer.status, answer.rules.join()].join(" ");
      const needed = Object.keys(switches).length > 0 ? { ...wanted, switches } : wanted;
      if (!errors.has(key)) errors.set(key, { about, wanted: needed, answer });
    }
  }
  return [...errors.values()];
}

/** No switch, then each value of each that is not its default. */
function listSwitches({ definition }: ServedApi): Record<string, string>[] {
  const others = Object.entries(definition.switches).flatMap(([name, { values }]) =>
    values.slice(1).map((value) => ({ [name]: value })),
  );
  return [{}, ...others];
}

function getDefaults({ definition }: ServedApi): Record<string, string> {
  return Object.fromEntries(Object.entries(definition.switches).map(([name, { values }]) => [name, values[0]]));
}

interface Wrong {
  readonly about: string;
  readonly wanted: Difference;
  /** Of wrong requests of one kind that come to the same answer, one is enough. */
  readonly kind: string;
}

function listWrongBodies({ requestBody }: Operation): Wrong[] {
  const tooLarge: Wrong = {
    kind: "size",
    about: "The body is larger than 1 MiB.",
    wanted: { bodyBytes: BODY_LIMIT + 1 },
  };
  if (!requestBody) return [tooLarge];
  const [content] = requestBody.content.values();
  return [
    tooLarge,
    { kind: "syntax", about: "The body is not well-formed JSON.", wanted: { text: '{"broken": ' } },
    {
      kind: "type",
      about: "The body has another media type.",
      wanted: { text: "text", headers: { "content-type": "text/plain" } },
    },
    { kind: "body", about: "There is no body.", wanted: { withoutBody: true } },
    ...listMisshapen(content?.example).map((body) => ({
      kind: "body",
      about: `The body is of another form: ${JSON.stringify(body)}.`,
      wanted: { body },
    })),
  ];
}

/** Bodies that are nearly a good one, and some that are far from it. */
function listMisshapen(example: Json | undefined): Json[] {
  const members = isJsonObject(example) ? Object.entries(example) : [];
  const changed = members.map(([name, value]) => ({ ...Object.fromEntries(members), [name]: toOtherType(value) }));
  const [, ...others] = members;
  return [...changed, Object.fromEntries(others), {}, []];
}

function toOtherType(value: Json): Json {
  return typeof value === "number" ? "seven" : 7;
}

/** Texts that hardly any form allows, the likeliest to be a slip first. */
const MALFORMED = ["no-id", "No Such Thing", "0", "-1"];

function listWrongParameters({ parameters }: Operation): Wrong[] {
  return parameters
    .filter(({ location }) => location === "path" || location === "query")
    .flatMap(({ name, location }) =>
      MALFORMED.map((value) => ({
        kind: name,
        about: `${name} is of another form: ${JSON.stringify(value)}.`,
        wanted: { [location]: { [name]: value } },
      })),
    );
}

/** The answer to a request before its behaviour is asked; `undefined` when there is none yet. */
function tryForm(api: ServedApi, operation: Operation, wanted: Difference): Answer | undefined {
  const { method, path: url, headers, body, bodyBytes = 0 } = toRequest(api, operation, null, wanted);
  const request = receiveRequest({ method, url, headers, body, bodyTooLarge: bodyBytes > BODY_LIMIT });
  const inPath = operation.parameters.filter(({ location }) => location === "path");
  const pathTexts = inPath.map(({ name }): [string, string] => [
    name,
    wanted.path?.[name] ?? getPathExample(operation, name),
  ]);
  try {
    validateRequest(api, operation, readRequest(operation, request, Object.fromEntries(pathTexts)));
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return wordProblem(api, error, operation);
    throw error;
  }
}
