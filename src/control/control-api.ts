import { defineApi } from "../emulator/api-definition.js";
import type { Emulator } from "../emulator/emulator.js";
import { Problem } from "../emulator/problem.js";
import { defineAbout } from "./about.js";
import { conventions } from "./conventions.js";

/** Defines the control API of an emulator: what `openapi/standin.yaml` describes. */
export function defineControlApi(emulator: Emulator) {
  return defineApi({
    name: "standin",
    switches: {},
    conventions,
    credentials: {
      choice: "any",
      schemes: {},
      toPrincipal: () => ({ name: "anybody" }),
      toCredential() {
        throw new Problem("not-found", { message: "The control API has no credentials." });
      },
    },
    behaviours: {},
    outsideBehaviours: {
      ...defineAbout(emulator),
    },
  });
}
