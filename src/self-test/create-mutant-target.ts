import { createInProcessTarget } from "../contract/in-process-target.js";
import type { Target } from "../contract/target.js";
import type { Api } from "../emulator/api.js";
import { createEmulator, type Emulator, type EmulatorOptions } from "../emulator/emulator.js";
import type { Mutant } from "./mutant.js";

/** A target, and the stand-in behind it. */
export interface StandInTarget extends Target {
  readonly emulator: Emulator;
}

/** The stand-in of one API in this process, as a target: the correct one, or a mutant of it. */
export function createStandInTarget(api: Api, mutant?: Mutant, options: Partial<EmulatorOptions> = {}): StandInTarget {
  const plant = mutant?.plant();
  // What a mutant breaks its stand-in may well complain of; that is not what is judged here.
  const emulator = createEmulator({ log: () => {}, ...options, apis: [plant?.changeApi?.(api) ?? api] });
  const [served] = emulator.apis;
  if (!served) throw new Error("an emulator serves what it is given");
  const name = mutant ? `${mutant.api} that ${mutant.about}` : served.name;
  const target = createInProcessTarget(emulator, { name, baseUrl: `http://localhost${served.basePaths[0] ?? ""}` });
  const send = plant?.openDoor?.({
    send: (request) => target.send(request),
    credential: async (principal) => (await emulator.issueCredential(served.name, { as: principal })).headers,
  });
  return { ...target, emulator, send: send ?? ((request) => target.send(request)) };
}
