import { findResponse } from "../../openapi/response.js";
import type { Exchange } from "../exchange.js";
import type { RunResult } from "../report/create-report.js";
import type { Proof } from "./proof-record.js";

/**
 * What a run proved of its target: each operation of which an exchange came out as documented, and each rule on which such
 * an exchange rested. An exchange that shows any finding proves nothing.
 */
export function listProofs({ contract, target, startedAt, exchanges, findings }: RunResult): Proof[] {
  const faulty = new Set(findings.flatMap(({ exchanges: shown }) => shown));
  const provedAt = new Date(startedAt).toISOString();
  const proofs = exchanges
    .filter((exchange) => !faulty.has(exchange.id) && exchange.response !== undefined)
    .flatMap((exchange) => {
      const { operation, sentBy } = exchange;
      return [undefined, ...listShownRules(exchange)].flatMap((rule) =>
        rule === undefined || Object.hasOwn(contract.document.rules, rule)
          ? [{ operation, rule, check: toCheck(sentBy), provedAt, target: target.name }]
          : [],
      );
    });
  return [...new Map(proofs.map((proof) => [`${proof.operation} ${proof.rule ?? ""}`, proof])).values()];
}

/** The rules that an exchange shows: that of its expectation, and that of the documented response that came. */
function listShownRules({ case: { rule, operation }, response }: Exchange): string[] {
  const documented = response && findResponse(operation.responses, response.status);
  return [rule, documented?.rule].filter((name) => name !== undefined);
}

/** What no check sent was judged by those of messages, the first of which asks for the documented status. */
function toCheck(sentBy: string): string {
  return /^C\d{3}$/.test(sentBy) ? sentBy : "C002";
}
