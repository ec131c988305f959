import { isJsonObject } from "../../openapi/json.js";
import type { Case } from "../case.js";
import type { CheckRun } from "../check.js";
import type { Exchange } from "../exchange.js";
import { isAccepted } from "../judge-refused.js";
import { expectRefusal } from "./invalid-cases.js";
import { readCase } from "./read-case.js";
import { withBody, withParameter } from "./write-value.js";

/** Leaves out of an accepted invalid case what does not matter: what is left is still invalid, and still accepted. */
export async function shrinkCase(run: CheckRun, accepted: Exchange, most: number): Promise<Exchange> {
  let smallest = accepted;
  let sent = 0;
  for (const leaveOut of listParts(accepted.case)) {
    const smaller = expectRefusal(run.contract, leaveOut(smallest.case));
    if (sent >= most || smaller.expectation !== "refused" || !isSameFault(smaller, accepted.case)) continue;
    sent += 1;
    const exchange = await run.send(smaller);
    if (isAccepted(exchange)) smallest = exchange;
  }
  return smallest;
}

/** What can be left out of a case: parameters that may be missing, and members of its body. */
function listParts(wanted: Case): ((from: Case) => Case)[] {
  const { parameters, body } = readCase(wanted);
  const optional = parameters.filter(({ parameter, value }) => !parameter.required && value !== undefined);
  const members = body.kind === "value" && isJsonObject(body.value) ? Object.keys(body.value) : [];
  return [
    ...optional.map(
      ({ parameter }) =>
        (from: Case) =>
          withParameter(from, parameter, undefined),
    ),
    ...members.map((key) => (from: Case) => withoutMember(from, key)),
  ];
}

function withoutMember(from: Case, key: string): Case {
  const { body } = readCase(from);
  if (body.kind !== "value" || !isJsonObject(body.value)) return from;
  return withBody(from, Object.fromEntries(Object.entries(body.value).filter(([name]) => name !== key)));
}

/** Leaving out something else that is needed would be another fault. */
function isSameFault(smaller: Case, original: Case): boolean {
  return tellFault(smaller) === tellFault(original);
}

function tellFault({ violations }: Case): string {
  return violations.map(({ field, keyword }) => `${field} ${keyword}`).join("\n");
}
