import type { Exchange } from "./exchange.js";
import type { Finding } from "./finding.js";
import { toFinding } from "./noticed.js";
import type { Contract } from "./contract.js";
import { findCaseEvidence, isValid, listBroken, proveCase } from "./cases/prove-case.js";

/** Whether an answer lets a request pass: neither refused as the caller's fault, nor failed, of which C001 tells. */
export function isAccepted({ response }: Exchange): boolean {
  return response !== undefined && response.status < 400;
}

/**
 * What there is to say of the answer to a request that must be refused. The request as it was sent is once more held
 * against the document; where that has nothing against it, nothing is said. A rule may ask for a certain status.
 */
export function judgeRefused(check: string, contract: Contract, exchange: Exchange): Finding[] {
  const proof = proveCase(contract, exchange.case);
  const broken = listBroken(proof);
  const [first] = broken;
  const status = exchange.response?.status;
  if (isValid(proof) || !first || status === undefined) return [];
  const statement = { ...first.findStatement(), evidence: findCaseEvidence(broken) };
  const documented = broken.map(({ where, violation }) =>
    `${where} ${violation.field} ${violation.message}`.replaceAll("  ", " "),
  );
  if (status < 400) {
    const message = `${exchange.case.about}, and was accepted with ${status}: ${documented.join("; ")}.`;
    return [toFinding(check, exchange, { message, received: status, documented, statement, why: WHY_ACCEPTED })];
  }
  if (status >= 500) {
    const message = `${exchange.case.about}, and made the server fail with ${status} in place of being refused.`;
    return [toFinding(check, exchange, { message, received: status, documented, statement, why: WHY_FAILED })];
  }
  const statuses = proof.documented.length > 0 ? [] : first.statuses;
  if (statuses.length === 0 || statuses.includes(status) || isAboutElse(status)) return [];
  const message = `${exchange.case.about}, which was refused with ${status} where ${statement.rule ?? "the rule"} has ${statuses.join(" or ")}.`;
  return [toFinding(check, exchange, { message, received: status, documented: [...statuses], statement })];
}

const WHY_FAILED = "What the document forbids is to be refused with a status of 4xx, before anything is done with it.";

const WHY_ACCEPTED =
  "The document's own validators refuse the request; a server that takes it stores or answers what nobody agreed on.";

/** A status that says nothing of the request's content: too many of them, a credential, or a failure that C001 tells. */
function isAboutElse(status: number): boolean {
  return status === 401 || status === 403 || status === 429 || status >= 500;
}
