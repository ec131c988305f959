import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { onAnswer, readText, withBody, withHeader } from "../plant/on-answer.js";

/** Answers that lack a header. */
export const missingHeader = defineKind("header", "Missing header", [
  {
    api: "fassport",
    about: "gives no WWW-Authenticate with a 401",
    noticedBy: "C005",
    plant: () => onAnswer({ status: 401 }, (answer) => withHeader(answer, "www-authenticate", undefined)),
  },
  {
    api: "supervity",
    about: "answers every twentieth request with 429 and no Retry-After",
    noticedBy: "C005",
    plant: limitWithoutTelling,
  },
  {
    api: "fassport",
    about: "gives no Allow with a 405",
    noticedBy: "C106",
    plant: () => onAnswer({ status: 405 }, (answer) => withHeader(answer, "allow", undefined)),
  },
  {
    api: "versori",
    about: "gives no Content-Type with a page",
    noticedBy: "C003",
    plant: () =>
      onAnswer({ operation: "ListEndUserActivations", status: 200 }, (answer) =>
        withHeader(answer, "content-type", undefined),
      ),
  },
]);

function limitWithoutTelling(): Plant {
  let requests = 0;
  return {
    openDoor:
      ({ send }) =>
      async (request) => {
        requests += 1;
        if (requests % 20 !== 0) return send(request);
        return {
          status: 429,
          headers: [["content-type", "application/json; charset=utf-8"]],
          body: new TextEncoder().encode(JSON.stringify({ error: "Too Many Requests" })),
          faults: [],
          duration: 0,
        };
      },
  };
}

/** Answers whose media type is another than documented, or is not what the body is. */
export const wrongMediaType = defineKind("media", "Wrong media type", [
  {
    api: "fassport",
    about: "gives the list as text/html",
    noticedBy: "C003",
    plant: () =>
      onAnswer({ operation: "listIntegrations", status: 200 }, (answer) =>
        withHeader(answer, "content-type", "text/html; charset=utf-8"),
      ),
  },
  {
    api: "supervity",
    about: "gives errors as application/problem+json",
    noticedBy: "C003",
    plant: () =>
      onAnswer({}, (answer) =>
        answer.status < 400 ? answer : withHeader(answer, "content-type", "application/problem+json"),
      ),
  },
  {
    api: "fassport",
    about: "gives a body with a test's success, which documents none",
    noticedBy: "C003",
    plant: () =>
      onAnswer({ operation: "testIntegration", status: 200 }, (answer) =>
        withHeader(withBody(answer, '{"ok":true}'), "content-type", "application/json; charset=utf-8"),
      ),
  },
  {
    api: "fassport",
    about: "writes an integration as a JavaScript literal with single quotes",
    noticedBy: "C003",
    plant: () =>
      onAnswer({ operation: "getIntegration", status: 200, method: "GET" }, (answer) =>
        withBody(answer, readText(answer).replaceAll('"', "'")),
      ),
  },
]);
