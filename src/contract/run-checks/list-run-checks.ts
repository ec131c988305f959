import { c901 } from "./c901-every-operation-seen.js";
import { c902 } from "./c902-filters-match.js";
import { c903 } from "./c903-set-up.js";
import { c904 } from "./c904-nothing-left.js";
import { c905 } from "./c905-no-secrets.js";
import { c906 } from "./c906-compared-something.js";
import type { RunCheck } from "./run-check.js";

/** The checks of the run itself, by their ids in order. */
export function listRunChecks(): readonly RunCheck[] {
  return [c901, c902, c903, c904, c905, c906];
}
