import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { onAnswer, readText, withBody, withHeader } from "../plant/on-answer.js";
import { onErrorBody } from "../plant/on-problem.js";
import { findHeader } from "../../contract/wire.js";

/** Errors whose body is not the API's own. */
export const wrongShape = defineKind("shape", "Error in another shape", [
  {
    api: "fassport",
    about: "answers 405 with a page of HTML",
    noticedBy: "C008",
    plant: () =>
      onAnswer({ status: 405 }, (answer) =>
        withHeader(withBody(answer, "<h1>Method Not Allowed</h1>"), "content-type", "text/html; charset=utf-8"),
      ),
  },
  {
    api: "supervity",
    about: "answers an invalid request with a list of messages",
    noticedBy: "C008",
    plant: () => onErrorBody(["invalid-request"], (_body, { message }) => ({ errors: [message] })),
  },
  {
    api: "supervity",
    about: "answers 415 without a body",
    noticedBy: "C008",
    plant: () => onAnswer({ status: 415 }, (answer) => withHeader(withBody(answer, ""), "content-type", undefined)),
  },
  {
    api: "versori",
    about: "answers 404 in the shape of RFC 9457",
    noticedBy: "C008",
    plant: () =>
      onErrorBody(["not-found", "unknown-path"], (_body, { status, message }) => ({
        type: "about:blank",
        title: message,
        status,
      })),
  },
]);

const STACK = "Error: not found\n    at findOne (/srv/app/dist/integrations.js:41:11)\n    at process.processTicks";

/** Errors that say what nobody outside should know. */
export const tellingError = defineKind("telling", "Error that tells too much", [
  {
    api: "fassport",
    about: "answers an unknown id with a stack",
    noticedBy: "C009",
    plant: () => withMessage("not-found", "message", STACK),
  },
  {
    api: "supervity",
    about: "answers an invalid request with a path of the server's disk",
    noticedBy: "C009",
    plant: () =>
      withMessage("invalid-request", "error", "can't validate with /usr/src/app/node_modules/zod/lib/types.js"),
  },
  {
    api: "versori",
    about: "answers an unknown id with the query of its database",
    noticedBy: "C009",
    plant: () =>
      withMessage("not-found", "message", "no rows in result set: SELECT id, hub_id FROM activations WHERE id = $1"),
  },
  {
    api: "fassport",
    about: "repeats the refused token in the error",
    noticedBy: "C009",
    plant: () =>
      onAnswer({ status: 401 }, (answer, { headers }) => {
        const sent = findHeader(headers, "authorization") ?? "";
        return withBody(answer, readText(answer).replace('"message":"', `"message":"${sent}: `));
      }),
  },
]);

function withMessage(kind: "not-found" | "invalid-request", field: string, message: string): Plant {
  return onErrorBody([kind], (body) => ({ ...(body as Record<string, string>), [field]: message }));
}
