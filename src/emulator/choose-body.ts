import { listAcceptable } from "../openapi/accept.js";
import type { Operation } from "../openapi/operation.js";
import type { Response, ResponseBody } from "../openapi/response.js";
import type { Answer } from "./answer.js";
import { Problem } from "./problem.js";

/** The form of a body that a request's `Accept` leads to. */
export interface ChosenBody {
  /** `undefined` where no body is documented. */
  readonly body: ResponseBody | undefined;
  /** Whether it is another than the request accepts, because none that it does is documented, or can say this. */
  readonly isUnmet: boolean;
}

/**
 * Of several documented media types of a body, the one that a request prefers of those in which the value can be said; else
 * the one that counts without being asked.
 */
export function chooseBody(
  response: Response | undefined,
  value: Answer["body"],
  accept: string | undefined,
): ChosenBody {
  if (!response || response.bodies.length < 2 || accept === undefined || value === undefined) {
    return { body: response?.body, isUnmet: false };
  }
  const first = listAccepted(response, accept).find((body) => canSay(body, value));
  return { body: first ?? response.body, isUnmet: first === undefined };
}

/** The documented bodies of a response that a request accepts, the preferred first. */
export function listAccepted({ bodies }: Response, accept: string | undefined): ResponseBody[] {
  const mediaTypes = bodies.map(({ mediaType }) => mediaType);
  return listAcceptable(accept, mediaTypes).flatMap(
    (chosen) => bodies.find(({ mediaType }) => mediaType === chosen) ?? [],
  );
}

/** Whether a value can be said in the form of a media type: as a text only what is one, and nothing that breaks the schema. */
export function canSay({ form, validate }: ResponseBody, value: unknown): boolean {
  if (form === "text" && typeof value !== "string") return false;
  return validate === undefined || validate(value).length === 0;
}

/** @throws Problem of status 406 where an operation documents that, and no media type of its successes is accepted */
export function refuseUnacceptable({ responses }: Operation, accept: string | undefined): void {
  if (accept === undefined || !responses.some(({ status }) => status === "406")) return;
  const answered = responses.filter(({ status }) => status.startsWith("2") || status === "default");
  const documented = answered.flatMap(({ bodies }) => bodies.map(({ mediaType }) => mediaType));
  if (documented.length === 0 || listAcceptable(accept, documented).length > 0) return;
  throw new Problem("unsupported-media-type", {
    status: 406,
    message: `The answer is ${[...new Set(documented)].join(" or ")}, and the request accepts none of these.`,
  });
}
