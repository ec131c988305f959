import type { Option } from "./option.js";
import { serveOptions } from "./serve-options.js";
import { verifyOptions } from "./verify-options.js";

/** The keys that a configuration file may have; what several verbs take, once. */
export const configKeys: readonly string[] = [
  ...new Set(
    [...Object.entries<Option>(serveOptions), ...Object.entries<Option>(verifyOptions)]
      .filter(([, option]) => option.inConfig)
      .map(([name]) => name),
  ),
];
