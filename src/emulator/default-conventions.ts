import type { Conventions, ProblemConvention } from "./api-definition.js";

/** How an API of which only the document is known words its errors. */
export const defaultConventions: Conventions = {
  problems: {
    "unknown-path": word(404, "Nothing is documented at this path."),
    "method-not-allowed": word(405, "The path is documented, but not with this method."),
    "malformed-url": word(400, "The URL is not well-formed."),
    "malformed-body": word(400, "The body is not well-formed."),
    "unsupported-media-type": word(415, "The body has a media type that is not documented."),
    "body-too-large": word(413, "The body is too large."),
    "invalid-request": word(400, "The request is not valid."),
    unauthenticated: word(401, "A valid credential is needed."),
    forbidden: word(403, "The credential does not allow this."),
    "not-found": word(404, "There is no such thing."),
    conflict: word(409, "The request conflicts with what there is."),
    "rate-limited": word(429, "Too many requests."),
    internal: word(500, "The stand-in failed."),
  },
  errorBody: ({ status, message }) => ({ status, message }),
};

function word(status: number, message: string): ProblemConvention {
  return { status, message, rules: [] };
}
