import { defineApi } from "../emulator/api-definition.js";
import { activateIntegration } from "./versori-activate.js";
import { deleteActivation, listActivations, readActivation, updateVariables } from "./versori-activations.js";
import { versoriSwitches } from "./versori-call.js";
import { versoriConventions } from "./versori-conventions.js";
import { versoriCredentials } from "./versori-credentials.js";

/** The Versori Embedded API: what its operations do, its errors and its credentials. */
export const versori = defineApi({
  name: "versori",
  switches: versoriSwitches,
  conventions: versoriConventions,
  credentials: versoriCredentials,
  behaviours: {
    ActivateIntegration: activateIntegration,
    GetActivation: readActivation,
    ListEndUserActivations: listActivations,
    DeleteActivation: deleteActivation,
    UpdateDynamicVariables: updateVariables,
  },
});
