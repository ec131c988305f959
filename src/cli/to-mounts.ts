import type { Api } from "../emulator/api.js";
import { UsageError } from "./usage-error.js";

/** The prefix of each API that was mounted. @throws UsageError for an API that takes no part. */
export function toMounts(
  pairs: readonly (readonly [api: string, prefix: string])[],
  apis: readonly Api[],
): Record<string, string> {
  const names = apis.flatMap(({ fixtures }) => [...new Set(Object.values(fixtures).map(({ api }) => api))]);
  for (const [name] of pairs) {
    if (!names.includes(name)) throw new UsageError(`--mount: there is no API ${name}; there are: ${names.join(", ")}`);
  }
  return Object.fromEntries(pairs);
}
