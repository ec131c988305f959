import { findResponse } from "../../openapi/response.js";
import type { CredentialKind } from "../case.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import { eachOperation, orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { isAccepted } from "../judge-refused.js";
import { toFinding } from "../noticed.js";
import { sayOfOperation, sayOfResponse } from "../said-of-response.js";

/** Who has shown nothing that is good is not known. */
export const c401: Check = {
  id: "C401",
  title: "Without a good credential the answer is 401",
  about:
    "Sends each operation that asks for a credential a valid request with none, with garbage, with the run's own with one character " +
    "of its signature changed, with the run's own under the word of another scheme, and with an expired one where there is one. " +
    "Each must be answered with 401 (or with 403 where only that is documented), and with nothing else.",
  active: {
    phase: "refusal",
    run: (run) =>
      eachOperation(run, async (operation, name) => {
        if (operation.security.length === 0) return "it asks for no credential";
        const base = await run.prepare(operation);
        const reasons: string[] = [];
        for (const [credential, about] of KINDS) {
          if (!run.credentials.has(credential)) continue;
          const reason = await orReason(async () => {
            const exchange = await run.send({ ...base, credential, expectation: "refused", about: `with ${about}` });
            run.judged(name, judge(run.contract, exchange));
            return undefined;
          });
          if (reason !== undefined) reasons.push(reason);
        }
        return reasons[0];
      }),
  },
};

const KINDS: readonly (readonly [CredentialKind, string])[] = [
  ["none", "no credential"],
  ["garbage", "a credential that is none"],
  ["tampered", "a credential with one character changed"],
  ["other-scheme", "a credential under another scheme"],
  ["expired", "an expired credential"],
];

function judge(contract: Contract, exchange: Exchange): Finding[] {
  const { response, case: sent } = exchange;
  if (!response || response.status >= 500 || response.status === 429) return [];
  const { operation, about } = sent;
  const documented = findResponse(operation.responses, 401);
  const wanted = documented || !findResponse(operation.responses, 403) ? [401] : [401, 403];
  if (wanted.includes(response.status)) return [];
  return [
    toFinding("C401", exchange, {
      message: `A request ${about} was ${isAccepted(exchange) ? "let in, and" : "not refused as unknown, but"} answered with ${response.status}.`,
      received: response.status,
      documented: wanted,
      statement: documented ? sayOfResponse(contract, operation, documented) : sayOfOperation(operation),
      why: isAccepted(exchange)
        ? "The document asks for a credential here, and the server does not look at it."
        : "Who is not known is to learn nothing else, least of all what is there.",
    }),
  ];
}
