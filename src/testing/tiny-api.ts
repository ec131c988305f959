import type { Api } from "../emulator/api.js";
import type { ApiDefinition } from "../emulator/api-definition.js";
import type { Behaviour } from "../emulator/behaviour.js";
import type { Principal } from "../emulator/credentials.js";
import type { ProblemKind } from "../emulator/problem.js";
import type { JsonObject } from "../openapi/json.js";

/** What a tiny API of a test consists of. */
export interface TinyApi {
  /** `tiny` by default. */
  readonly name?: string;
  readonly server?: string;
  readonly paths: JsonObject;
  readonly behaviours: Readonly<Record<string, Behaviour<Principal, Readonly<Record<string, string>>>>>;
  readonly securitySchemes?: JsonObject;
  readonly rules?: JsonObject;
  readonly collections?: JsonObject;
  readonly records?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly credentials?: Partial<ApiDefinition["credentials"]>;
}

const STATUSES: Readonly<Record<ProblemKind, number>> = {
  "unknown-path": 404,
  "method-not-allowed": 405,
  "malformed-url": 400,
  "malformed-body": 400,
  "unsupported-media-type": 415,
  "body-too-large": 413,
  "invalid-request": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  "rate-limited": 429,
  internal: 500,
};

/** Makes an API out of a few paths and behaviours, its errors of the form `{ kind, message }`. */
export function createTinyApi(tiny: TinyApi): Api {
  const { name = "tiny", server = "/", paths, behaviours, rules = {}, collections = {}, records = {} } = tiny;
  const problems = Object.entries(STATUSES).map(([kind, status]) => [kind, { status, message: kind, rules: [] }]);
  return {
    document: {
      openapi: "3.1.0",
      info: { title: name, version: "1" },
      servers: [{ url: server }],
      paths,
      components: { securitySchemes: tiny.securitySchemes ?? {} },
      "x-standin": { api: name, error: { type: "object", required: ["kind", "message"] }, collections, rules },
    },
    definition: {
      name,
      switches: {},
      conventions: {
        // One entry for each kind of STATUSES, which has them all.
        problems: Object.fromEntries(problems) as ApiDefinition["conventions"]["problems"],
        errorBody: ({ kind, message }) => ({ kind, message }),
      },
      credentials: {
        choice: "any",
        schemes: {},
        toPrincipal: ({ name: principal }) => ({ name: typeof principal === "string" ? principal : "nobody" }),
        toCredential: () => ({ kind: "opaque", value: "right", wrong: "wrong", headers: {} }),
        ...tiny.credentials,
      },
      behaviours,
    },
    fixtures: { demo: { api: name, name: "demo", about: "Of a test.", collections: records } },
  };
}
