import { defineApi } from "../emulator/api-definition.js";
import type { Emulator } from "../emulator/emulator.js";
import { Problem } from "../emulator/problem.js";
import type { ServeSettings } from "../emulator/served-api.js";
import { defineAbout } from "./about.js";
import { defineClock } from "./clock.js";
import { conventions } from "./conventions.js";
import { defineFaults } from "./faults.js";
import { createGate } from "./gate.js";
import { defineRecording } from "./recording.js";
import { defineRecords } from "./records.js";
import { defineErrors } from "./errors.js";
import { defineRequests } from "./requests.js";
import { defineRequestsExplain } from "./requests-explain.js";
import { defineRequestsHar } from "./requests-har.js";
import { defineRequestsStream } from "./requests-stream.js";
import { defineRequestsVerify } from "./requests-verify.js";
import { defineSeed } from "./seed.js";
import { defineSessions } from "./sessions.js";
import { defineSnapshots } from "./snapshots.js";
import { defineState } from "./state.js";
import { defineTokens } from "./tokens.js";

/** Defines the control API of an emulator: what `openapi/standin.yaml` describes. */
export function defineControlApi(emulator: Emulator, { controlToken }: Pick<ServeSettings, "controlToken">) {
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
    admitCaller: createGate(controlToken),
    behaviours: {},
    outsideBehaviours: {
      ...defineAbout(emulator),
      ...defineState(emulator),
      ...defineRecords(emulator),
      ...defineSeed(emulator),
      ...defineSnapshots(emulator),
      ...defineSessions(emulator),
      ...defineFaults(emulator),
      ...defineClock(),
      ...defineTokens(emulator),
      ...defineErrors(emulator),
      ...defineRecording(emulator),
      ...defineRequests(emulator),
      ...defineRequestsStream(emulator),
      ...defineRequestsHar(emulator),
      ...defineRequestsVerify(emulator),
      ...defineRequestsExplain(emulator),
    },
  });
}
