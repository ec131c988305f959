import type { Json } from "../openapi/json.js";
import type { Exchange } from "./exchange.js";
import type { Blame, Finding } from "./finding.js";
import type { Statement } from "./statement.js";

/** What a check noticed, before it is tied to its exchange. */
export interface Noticed {
  /** One sentence that names what is wrong. */
  readonly message: string;
  readonly received: Json;
  readonly documented: Json;
  readonly statement: Statement;
  /** Whose fault it probably is, and why; by default the server's, for it does not do what is documented. */
  readonly blame?: Blame;
  readonly why?: string;
  readonly severity?: Finding["severity"];
  /** Ids of the exchanges before the last that show it, too. */
  readonly after?: readonly number[];
}

/** The finding of a check at an exchange. */
export function toFinding(check: string, exchange: Exchange, noticed: Noticed): Finding {
  const { message, received, documented, statement, blame = "server", after = [] } = noticed;
  const { why = "The document is clear here, and the answer does not keep to it." } = noticed;
  return {
    check,
    operation: exchange.operation,
    message,
    blame,
    why,
    received,
    documented,
    ...statement,
    severity: noticed.severity ?? "failure",
    exchanges: [...new Set([...exchange.chain, ...after, exchange.id])],
  };
}
