import type { Json } from "../../openapi/json.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { toFinding } from "../noticed.js";
import { sayOfOperation } from "../said-of-response.js";
import { weakest } from "../statement.js";

/** What a check of the state noticed. */
export interface StateNotice {
  readonly message: string;
  readonly received: Json;
  readonly documented: Json;
  readonly why: string;
  /** What was exchanged before, in order; the state that is expected comes from that. */
  readonly after: readonly Exchange[];
}

/** The finding of a check of the state; it rests on what is known of all operations that it takes to see it. */
export function noticeState(check: string, exchange: Exchange, notice: StateNotice): Finding {
  const { after, ...noticed } = notice;
  const said = sayOfOperation(exchange.case.operation);
  const evidence = weakest([said.evidence, ...after.map(({ case: { operation } }) => operation.evidence)]);
  return toFinding(check, exchange, {
    ...noticed,
    statement: { ...said, evidence, rule: exchange.case.rule },
    after: after.flatMap(({ id, chain }) => [...chain, id]),
  });
}
