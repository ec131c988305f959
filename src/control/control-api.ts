import { defineApi, type Conventions } from "../emulator/api-definition.js";
import type { BehaviourReply, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import { Problem } from "../emulator/problem.js";

/** Defines the control API of an emulator: what `openapi/standin.yaml` describes. */
export function defineControlApi(emulator: Emulator) {
  return defineApi({
    name: "standin",
    switches: {},
    conventions,
    credentials: {
      choice: "any",
      schemes: {},
      toPrincipal: () => ({ name: "anybody" }),
      toCredential() {
        throw new Problem("not-found", { message: "The control API has no credentials." });
      },
    },
    behaviours: {},
    outsideBehaviours: {
      getHealth: () => getHealth(emulator),
      getVersion: () => getVersion(emulator),
      listRoutes: () => listRoutes(emulator),
      getOpenapi: (call) => getOpenapi(emulator, call),
    },
  });
}

const SCHEMA_VERSION = 1;

const RULES = ["CONTROL"];

function succeed(body: object): BehaviourReply {
  return { status: 200, body: { schemaVersion: SCHEMA_VERSION, ...body }, rules: RULES };
}

function getHealth({ apis, defects }: Emulator): BehaviourReply {
  return succeed({ status: "ok", defects: defects.count, apis: apis.map(({ name }) => name) });
}

function getVersion({ apis }: Emulator): BehaviourReply {
  return succeed({ apis: Object.fromEntries(apis.map(({ name, document }) => [name, document.version])) });
}

function listRoutes({ apis }: Emulator): BehaviourReply {
  const routes = apis.flatMap(({ name, basePaths, document }) =>
    document.operations.map(({ id, method, pathTemplate, evidence }) => ({
      operation: `${name}.${id}`,
      method,
      paths: basePaths.map((basePath) => basePath + pathTemplate),
      evidence,
    })),
  );
  return succeed({ routes });
}

function getOpenapi({ apis }: Emulator, { params }: OutsideCall): BehaviourReply {
  const wanted = params.path["api"];
  const api = apis.find(({ name }) => name === wanted);
  if (api) return { status: 200, body: api.document.source, rules: RULES };
  const names = apis.map(({ name }) => name).join(", ");
  throw new Problem("not-found", { message: `There is no API ${JSON.stringify(wanted)}; there are: ${names}.` });
}

const conventions: Conventions = {
  problems: {
    "unknown-path": {
      status: 404,
      message: "The control API has nothing at this path; see /__standin/routes.",
      rules: RULES,
    },
    "method-not-allowed": { status: 405, message: "This path does not take this method.", rules: RULES },
    "malformed-url": { status: 400, message: "The path is not well percent-encoded.", rules: RULES },
    "malformed-body": { status: 400, message: "The body is not well-formed.", rules: RULES },
    "unsupported-media-type": { status: 415, message: "The body has another media type.", rules: RULES },
    "body-too-large": { status: 413, message: "The body is larger than 1 MiB.", rules: RULES },
    "invalid-request": { status: 400, message: "The request is not valid.", rules: RULES },
    unauthenticated: { status: 401, message: "A credential is needed.", rules: RULES },
    forbidden: { status: 403, message: "This is not allowed.", rules: RULES },
    "not-found": { status: 404, message: "There is no such thing.", rules: RULES },
    conflict: { status: 409, message: "This goes against what is there.", rules: RULES },
    "rate-limited": { status: 429, message: "Too many requests.", rules: RULES },
    internal: { status: 500, message: "The stand-in failed; its log says more.", rules: RULES },
  },
  errorBody: ({ kind, message, fields }) => ({
    schemaVersion: SCHEMA_VERSION,
    error: kind,
    message,
    ...(fields.length > 0 && { fields: fields.map(({ field, message: about }) => ({ field, message: about })) }),
  }),
};
