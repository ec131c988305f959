import { defineKind } from "../define-kind.js";
import type { Plant } from "../mutant.js";
import { onAnswer, withBody, withHeader } from "../plant/on-answer.js";
import { onProblem } from "../plant/on-problem.js";

/** Answers whose status is another than the document's. */
export const wrongStatus = defineKind("status", "Wrong status", [
  {
    api: "fassport",
    about: "answers a create with 201",
    noticedBy: "C002",
    plant: () => onAnswer({ operation: "createIntegration", status: 200 }, (answer) => ({ ...answer, status: 201 })),
  },
  {
    api: "fassport",
    about: "answers a delete with 204 and no body",
    noticedBy: "C002",
    plant: () =>
      onAnswer({ operation: "deleteIntegration", status: 200 }, (answer) => ({
        ...withHeader(withBody(answer, ""), "content-type", undefined),
        status: 204,
      })),
  },
  {
    api: "supervity",
    about: "answers a changed share list with 202",
    noticedBy: "C002",
    plant: () => onAnswer({ operation: "updateAccountSharing", status: 200 }, (answer) => ({ ...answer, status: 202 })),
  },
  {
    api: "supervity",
    about: "answers malformed JSON with 500",
    noticedBy: "C001",
    plant: () => onProblem("malformed-body", { status: 500 }),
  },
  {
    api: "fassport",
    about: "answers every ninth read with 503",
    noticedBy: "C001",
    plant: failEveryNinth,
  },
]);

function failEveryNinth(): Plant {
  let reads = 0;
  return onAnswer({ operation: "getIntegration", method: "GET", status: 200 }, (answer) => {
    reads += 1;
    if (reads % 9 !== 0) return answer;
    const body = { name: "Service Unavailable", message: "Try again later", status: 503 };
    return { ...withBody(answer, JSON.stringify(body)), status: 503 };
  });
}
