import type { Conventions, WordedProblem } from "../emulator/api-definition.js";
import type { Json } from "../openapi/json.js";

/** How Versori answers what goes wrong: an error with a code, a message and the fields at fault. */
export const versoriConventions: Conventions = {
  problems: {
    "unknown-path": { status: 404, message: "There is nothing at this path", rules: ["V-UNDEF"] },
    "method-not-allowed": { status: 405, message: "This path does not have this method", rules: ["V-UNDEF"] },
    "malformed-url": { status: 400, message: "The URL cannot be read", rules: ["V-JSON.form"] },
    "malformed-body": { status: 400, message: "The body is not valid JSON", rules: ["V-JSON"] },
    "unsupported-media-type": { status: 415, message: "The body must be application/json", rules: ["V-JSON"] },
    "body-too-large": { status: 413, message: "The body is too large", rules: ["V-JSON"] },
    "invalid-request": { status: 400, message: "The request is not valid", rules: ["V-JSON.form"] },
    unauthenticated: {
      status: 401,
      message: "A valid API key or user token is needed",
      rules: ["V-AUTH-1.refusal"],
    },
    forbidden: { status: 403, message: "The token is of another user", rules: ["V-AUTH-2"] },
    "not-found": { status: 404, message: "Not found", rules: ["V-CODE"] },
    conflict: { status: 409, message: "Something of the kind is there already", rules: ["V-CODE"] },
    "rate-limited": { status: 429, message: "Too many requests", rules: ["V-CODE"] },
    internal: { status: 500, message: "Something went wrong", rules: ["V-CODE"] },
  },
  errorBody,
};

/** V-CODE: the status and three zeros. */
function errorBody({ status, message, fields }: WordedProblem): Json {
  const told = fields.map(({ field, message: fault }) => ({ field, message: fault }));
  return { code: `${status}000`, message, ...(told.length > 0 && { fields: told }) };
}
