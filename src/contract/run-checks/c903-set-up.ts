import type { Exchange } from "../exchange.js";
import type { RunCheck } from "./run-check.js";

/** Of how many requests that should have succeeded none is needed to tell a fault of the set-up. */
const FEWEST = 3;

/** C903: where nearly everything is refused, it is hardly the API that is at fault. */
export const c903: RunCheck = {
  id: "C903",
  title: "The run was set up as the target needs it",
  about:
    "When nine of ten requests that should have succeeded were answered 401, 403 or 404, the credential, the base URL or the ids are wrong, and not the API: the run is inconclusive, and what it found is laid to the set-up.",
  conclude({ run }) {
    const wanted = run.sender.exchanges.filter(shouldSucceed);
    if (wanted.length < FEWEST) {
      return { judged: 0, findings: [], gaps: [], notRun: "too few requests that should succeed were sent" };
    }
    const refused = wanted.filter(isRefused);
    if (refused.length < wanted.length * 0.9) return { judged: wanted.length, findings: [], gaps: [] };
    const statuses = [...new Set(refused.map(({ response }) => response?.status ?? "not at all"))].join(", ");
    const gap = `${refused.length} of ${wanted.length} requests that should have succeeded were answered ${statuses}: check the credential, the target's URL and the ids (--token-env, --auth-scheme, --target, --base-path, --param)`;
    return { judged: wanted.length, findings: [], gaps: [gap] };
  },
};

function shouldSucceed({ case: wanted, sentBy }: Exchange): boolean {
  return wanted.expectation === "accepted" && wanted.credential === "valid" && sentBy !== "cleanup";
}

function isRefused({ response }: Exchange): boolean {
  return response === undefined || [401, 403, 404].includes(response.status);
}
