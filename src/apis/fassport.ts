import { defineApi, type Conventions } from "../emulator/api-definition.js";
import type { ProblemKind } from "../emulator/problem.js";
import { fassportCredentials } from "./fassport-credentials.js";
import { fassportBehaviours, fassportSwitches } from "./fassport-integrations.js";

const conventions: Conventions = {
  problems: {
    "unknown-path": { status: 404, message: "There is nothing at this path", rules: ["F-UNDEF"] },
    "method-not-allowed": { status: 405, message: "This path does not answer this method", rules: ["F-UNDEF"] },
    "malformed-url": { status: 400, message: "The path cannot be decoded", rules: ["F-UNDEF"] },
    "malformed-body": { status: 400, message: "The body is not valid JSON", rules: ["F-BODY"] },
    "unsupported-media-type": { status: 415, message: "The body must be application/json", rules: ["F-BODY"] },
    "body-too-large": { status: 413, message: "The body is too large", rules: ["F-BODY"] },
    "invalid-request": { status: 400, message: "The request is not valid", rules: ["F-CREATE-2"] },
    unauthenticated: { status: 401, message: "A valid bearer token is required", rules: ["F-AUTH-1"] },
    // Not 403: the API has none, and says 401 where a role does not suffice.
    forbidden: {
      status: 401,
      message: "You do not have the required role to access this resource",
      rules: ["F-AUTH-2"],
    },
    "not-found": { status: 404, message: "Entity not found", rules: ["F-404-1"] },
    // The next two happen only when somebody arms them as a fault.
    conflict: { status: 409, message: "Conflict", rules: ["F-UNDEF"] },
    "rate-limited": { status: 429, message: "Too many requests", rules: ["F-UNDEF"] },
    internal: { status: 500, message: "Internal Server Error", rules: [] },
  },
  errorBody: ({ kind, message, status }) => ({ name: NAMES[kind], message, status }),
};

const NAMES: Readonly<Record<ProblemKind, string>> = {
  "unknown-path": "Not Found",
  "method-not-allowed": "Method Not Allowed",
  "malformed-url": "Bad Request",
  "malformed-body": "Bad Request",
  "unsupported-media-type": "Unsupported Media Type",
  "body-too-large": "Payload Too Large",
  "invalid-request": "ValidationError",
  unauthenticated: "Unauthorized",
  forbidden: "Invalid Role",
  "not-found": "Entity not found",
  conflict: "Conflict",
  "rate-limited": "Too Many Requests",
  internal: "Internal Server Error",
};

/** Fassport's integrations of an institution. */
export const fassport = defineApi({
  name: "fassport",
  switches: fassportSwitches,
  conventions,
  credentials: fassportCredentials,
  behaviours: fassportBehaviours,
});
