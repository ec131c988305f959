/** Why a request was not answered with success, before any API's convention gives it a status and a form. */
export type ProblemKind =
  | "unknown-path"
  | "method-not-allowed"
  | "malformed-url"
  | "malformed-body"
  | "unsupported-media-type"
  | "body-too-large"
  | "invalid-request"
  | "unauthenticated"
  | "forbidden"
  | "not-found"
  | "conflict"
  | "rate-limited"
  | "internal";

/** One thing wrong with one place of a request. */
export interface FieldProblem {
  /** Place as people write it, e.g. `connections[0].templateId`, or a parameter's name. */
  readonly field: string;
  readonly message: string;
}

/** What a {@link Problem} may say beyond its kind. */
export interface ProblemDetails {
  /** In place of the API's own message for this kind. */
  readonly message?: string;
  /** In place of the API's own status for this kind. */
  readonly status?: number;
  /** Ids of the rules that decided this answer, in place of those that the API names for this kind. */
  readonly rules?: readonly string[];
  readonly fields?: readonly FieldProblem[];
  /** Response headers, e.g. `allow`, `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error answer, thrown anywhere in the pipeline; the API's conventions give it its status and body. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly kind: ProblemKind,
    readonly details: ProblemDetails = {},
  ) {
    super(details.message ?? kind);
  }
}
