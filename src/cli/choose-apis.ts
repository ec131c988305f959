import { loadApis } from "../adapters/load-apis.js";
import type { Api } from "../emulator/api.js";

/** Loads the APIs that were named with `--api`; all of them where none was. @throws ConfigurationError for a name that is none. */
export function chooseApis(names: readonly string[]): Promise<Api[]> {
  return loadApis(names.length === 0 ? undefined : names);
}
