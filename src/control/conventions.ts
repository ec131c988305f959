import type { Conventions } from "../emulator/api-definition.js";
import { CONTROL_RULES, SCHEMA_VERSION } from "./control-reply.js";

/** How the control API words its errors. */
export const conventions: Conventions = {
  problems: {
    "unknown-path": {
      status: 404,
      message: "The control API has nothing at this path; see /__standin/routes.",
      rules: CONTROL_RULES,
    },
    "method-not-allowed": { status: 405, message: "This path does not take this method.", rules: CONTROL_RULES },
    "malformed-url": { status: 400, message: "The path is not well percent-encoded.", rules: CONTROL_RULES },
    "malformed-body": { status: 400, message: "The body is not well-formed.", rules: CONTROL_RULES },
    "unsupported-media-type": { status: 415, message: "The body has another media type.", rules: CONTROL_RULES },
    "body-too-large": { status: 413, message: "The body is larger than 64 MiB.", rules: CONTROL_RULES },
    "invalid-request": { status: 400, message: "The request is not valid.", rules: CONTROL_RULES },
    unauthenticated: { status: 401, message: "A credential is needed.", rules: CONTROL_RULES },
    forbidden: { status: 403, message: "This is not allowed.", rules: CONTROL_RULES },
    "not-found": { status: 404, message: "There is no such thing.", rules: CONTROL_RULES },
    conflict: { status: 409, message: "This goes against what is there.", rules: CONTROL_RULES },
    "rate-limited": { status: 429, message: "Too many requests.", rules: CONTROL_RULES },
    internal: { status: 500, message: "The stand-in failed; its log says more.", rules: CONTROL_RULES },
  },
  errorBody: ({ kind, message, fields }) => ({
    schemaVersion: SCHEMA_VERSION,
    error: kind,
    message,
    ...(fields.length > 0 && { fields: fields.map(({ field, message: about }) => ({ field, message: about })) }),
  }),
};
