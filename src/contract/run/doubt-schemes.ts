import { findSchemeName } from "../credential.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import type { Run } from "./create-run.js";

/**
 * A credential of one scheme need not be one of another: where a 401 came by a scheme by which nothing was let in, it is the
 * set-up's, and fails no run. The coverage tells what was not seen for it.
 */
export function doubtSchemes({ sender, credentials }: Run, findings: readonly Finding[]): Finding[] {
  const schemeOf = ({ case: { operation } }: Exchange) => findSchemeName(operation, credentials);
  const proven = new Set(sender.exchanges.filter(isLetIn).map(schemeOf));
  return findings.map((finding) => {
    const exchange = sender.exchanges.find(({ id }) => id === finding.exchanges.at(-1));
    const scheme = exchange && schemeOf(exchange);
    if (finding.check !== "C403" || scheme === undefined || proven.has(scheme)) return finding;
    const why = `Nothing was let in by the scheme ${scheme}, so the credential may be none of it; --auth-scheme says of which it is.`;
    return { ...finding, severity: "warning", blame: "set-up", why };
  });
}

function isLetIn({ case: { credential }, response }: Exchange): boolean {
  return credential === "valid" && response !== undefined && response.status < 400;
}
