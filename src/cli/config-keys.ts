import type { Option } from "./option.js";
import { serveOptions } from "./serve-options.js";
import { verifyOptions } from "./verify-options.js";

/** The keys that a configuration file may have. */
export const configKeys: readonly string[] = [
  ...Object.entries<Option>(serveOptions),
  ...Object.entries<Option>(verifyOptions),
]
  .filter(([, option]) => option.inConfig)
  .map(([name]) => name);
