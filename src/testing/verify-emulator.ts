import { readFileSync } from "node:fs";
import { createContract } from "../contract/create-contract.js";
import { createInProcessTarget } from "../contract/in-process-target.js";
import type { Contract } from "../contract/contract.js";
import type { Target } from "../contract/target.js";
import type { Emulator } from "../emulator/emulator.js";
import type { ServedApi } from "../emulator/served-api.js";

/** The contract of a built-in API, its file at hand. */
export function toContract({ name, document }: ServedApi): Contract {
  const file = `openapi/${name}.yaml`;
  return createContract(document, {
    file,
    text: () => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"),
  });
}

/** One API of an emulator as a target in process. */
export function toTarget(emulator: Emulator, { basePaths }: ServedApi): Target {
  return createInProcessTarget(emulator, { baseUrl: `http://localhost${basePaths[0] ?? ""}` });
}

/** The API of an emulator by its name. */
export function getApi(emulator: Emulator, name: string): ServedApi {
  const api = emulator.apis.find((each) => each.name === name);
  if (!api) throw new Error(`the emulator has no API ${name}`);
  return api;
}
