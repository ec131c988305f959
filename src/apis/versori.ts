import { defineApi } from "../emulator/api-definition.js";
import { activateIntegration } from "./versori-activate.js";
import { deleteActivation, listActivations, readActivation, updateVariables } from "./versori-activations.js";
import { createConnectionTemplate, listConnectionTemplates } from "./versori-templates.js";
import { listEmbedded, readEmbedded } from "./versori-embed.js";
import { createEndUser, deleteEndUser, listEndUsers, readEndUser } from "./versori-end-users.js";
import {
  createEndUserConnection,
  listEndUserConnections,
  readTemplateConnection,
} from "./versori-end-user-connections.js";
import { createHub, deleteHub, listHubs, readHub, updateHub } from "./versori-hubs.js";
import {
  createIntegration,
  deleteIntegration,
  listIntegrations,
  readIntegration,
  updateIntegration,
} from "./versori-integrations.js";
import { updateMetadata } from "./versori-metadata.js";
import { initialiseOAuth2 } from "./versori-oauth2.js";
import { readUserVariables, updateUserVariables } from "./versori-user-variables.js";
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
    ListHubs: listHubs,
    CreateHub: createHub,
    GetHub: readHub,
    UpdateHubDetails: updateHub,
    DeleteHub: deleteHub,
    CreateEndUser: createEndUser,
    ListEndUsers: listEndUsers,
    GetEndUser: readEndUser,
    DeleteEndUser: deleteEndUser,
    CreateEndUserConnection: createEndUserConnection,
    ListEndUserConnections: listEndUserConnections,
    GetEndUserConnection: readTemplateConnection,
    CreateIntegration: createIntegration,
    ListIntegrations: listIntegrations,
    GetIntegration: readIntegration,
    UpdateIntegration: updateIntegration,
    DeleteIntegration: deleteIntegration,
    CreateHubConnectionTemplate: createConnectionTemplate,
    ListIntegrationConnectionTemplates: listConnectionTemplates,
    UpdateIntegrationMetadata: updateMetadata,
    GetDynamicVariables: readUserVariables,
    UpdateDynamicVariablesInternal: updateUserVariables,
    ListEndUserIntegrations: listEmbedded,
    GetEmbeddedIntegration: readEmbedded,
    InitialiseOAuth2EmbeddedConnection: initialiseOAuth2,
    HealthCheck: () => ({ status: 200, body: { message: "OK" }, rules: ["V-HEALTH"] }),
    ActivateIntegration: activateIntegration,
    GetActivation: readActivation,
    ListEndUserActivations: listActivations,
    DeleteActivation: deleteActivation,
    UpdateDynamicVariables: updateVariables,
  },
});
