import { createDefaultApi } from "../emulator/defaults/default-api.js";
import type { Behaviour } from "../emulator/behaviour.js";
import type { Principal } from "../emulator/credentials.js";
import { createEmulator, type Emulator, type EmulatorOptions } from "../emulator/emulator.js";
import type { JsonObject } from "../openapi/json.js";
import { loadDocumentText } from "../openapi/load-document.js";
import { createPatternEngine } from "../openapi/pattern-engine.js";

/** An emulator of one API, `things`, of which only the document is known; some of its operations may be given behaviours. */
export function createForeignEmulator(
  document: JsonObject,
  behaviours: Readonly<Record<string, Behaviour<Principal, Readonly<Record<string, string>>>>> = {},
  options: Partial<EmulatorOptions> = {},
): Emulator {
  const { source } = loadDocumentText(JSON.stringify(document), "things.json");
  const api = createDefaultApi(source, { compilePattern: createPatternEngine() });
  return createEmulator({ ...options, apis: [{ ...api, behaviours }] });
}
