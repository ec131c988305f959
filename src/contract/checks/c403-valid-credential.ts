import type { Check } from "../check.js";
import { toFinding } from "../noticed.js";
import { sayOfOperation } from "../said-of-response.js";

/** A credential that is good for one operation is not called unknown by another. */
export const c403: Check = {
  id: "C403",
  title: "A valid credential is never refused as unknown",
  about:
    "Judges every answer to a request with the run's own valid credential: 401 says that the caller is not known, which is " +
    "contradicted by whatever else the credential was good for. Where all is refused, C903 says that it is the set-up.",
  judge(exchange) {
    const { case: sent, response } = exchange;
    // An operation that asks for no credential, or whose method is unknown, has no say in who is known.
    if (!response || sent.credential !== "valid" || sent.operation.security.length === 0) return undefined;
    if (response.status !== 401) return [];
    return [
      toFinding("C403", exchange, {
        message: "A valid credential was answered with 401.",
        received: 401,
        documented: "any status but 401",
        statement: sayOfOperation(sent.operation),
        blame: "undecided",
        why: "Either the server forgets or does not look at credentials rightly here, or this one ended or was never good for the operation.",
      }),
    ];
  },
};
