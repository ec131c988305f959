import type { Contract } from "../contract/contract.js";
import { createContract } from "../contract/create-contract.js";
import type { Credentials } from "../contract/credential.js";
import { runVerification } from "../contract/verify.js";
import type { Api } from "../emulator/api.js";
import type { Emulator } from "../emulator/emulator.js";
import { createStandInTarget } from "./create-mutant-target.js";
import type { Mutant } from "./mutant.js";

/** What a run of the suite found at a mutant. */
export interface MutantVerdict {
  /** Id of the mutant; `undefined` for the correct stand-in. */
  readonly mutant: string | undefined;
  /** Ids of the checks that noticed something, warnings included, in order. */
  readonly noticedBy: readonly string[];
  /** What each of them said first. */
  readonly messages: Readonly<Record<string, string>>;
  /** In milliseconds. */
  readonly duration: number;
}

/** Judges the stand-in of one API and its mutants, in this process. */
export interface Judge {
  /** Runs the whole suite against a mutant, or the correct stand-in, and tells who noticed something. */
  judge(mutant: Mutant | undefined, seed: number): Promise<MutantVerdict>;
}

/** Who judges the stand-in of an API: by its true document, whatever a mutant serves by. */
export async function createJudge(api: Api, stories: Contract["stories"] = []): Promise<Judge> {
  const { emulator } = createStandInTarget(api);
  const [served] = emulator.apis;
  if (!served) throw new Error("an emulator serves what it is given");
  const { name, document } = served;
  const contract = createContract(document, { file: `openapi/${name}.yaml`, stories });
  const credentials = await issueCredentials(emulator, name);
  return {
    async judge(mutant, seed) {
      const start = performance.now();
      const target = createStandInTarget(api, mutant);
      const twin = { target: createStandInTarget(api) };
      const { findings } = await runVerification({
        twin,
        contract,
        target,
        credentials,
        seed,
        fixedPoints: true,
        only: SCOPE[name] ?? [],
      });
      const messages: Record<string, string> = {};
      for (const { check, operation, message } of findings) {
        messages[check] ??= `${operation ?? "the run"}: ${message}`;
      }
      const noticedBy = Object.keys(messages).toSorted();
      return { mutant: mutant?.id, noticedBy, messages, duration: performance.now() - start };
    },
  };
}

/**
 * The operations that the mutants of an API are about, where it has many others. A run of those alone can only notice
 * less than one of all.
 */
const SCOPE: Readonly<Record<string, readonly string[]>> = {
  versori: [
    "ActivateIntegration",
    "GetActivation",
    "DeleteActivation",
    "UpdateDynamicVariables",
    "ListEndUserActivations",
  ],
};

/** Of each API's demo fixture one who may less than the first principal, or elsewhere. */
const SECOND: Readonly<Record<string, { readonly as: string; readonly secondScheme?: string }>> = {
  fassport: { as: "viewer" },
  supervity: { as: "bob" },
  versori: { as: "bob", secondScheme: "signingKey" },
};

async function issueCredentials(emulator: Emulator, api: string): Promise<Credentials> {
  const issue = async (wish: object) => (await emulator.issueCredential(api, wish)).credential;
  const { as, ...scheme } = SECOND[api] ?? { as: undefined };
  return {
    valid: await issue({}),
    ...(as !== undefined && { second: await issue({ as }), ...scheme }),
    ...((await canExpire(emulator, api)) && { expired: await issue({ expired: true }) }),
  };
}

/** An API key has no time of its own. */
async function canExpire(emulator: Emulator, api: string): Promise<boolean> {
  const { credential } = await emulator.issueCredential(api, {});
  return credential.split(".").length === 3;
}
