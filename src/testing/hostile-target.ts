import type { Emulator } from "../emulator/emulator.js";
import type { ServedApi } from "../emulator/served-api.js";
import type { Operation } from "../openapi/operation.js";

/** An operation as hostile requests are aimed at it: with a good credential, and where it writes, with something that can't be done. */
export interface HostileTarget {
  /** `api.operationId`. */
  readonly name: string;
  readonly api: string;
  readonly operation: Operation;
  readonly path: string;
  /** Credential headers as lines. */
  readonly credential: readonly string[];
  /** A body that its rules refuse; `undefined` where it takes none. */
  readonly refusedBody: string | undefined;
  /** The path with another text in the place of its last parameter; behind the path where that has none. */
  pathWith(text: string): string;
}

/** The operations of an API that hostile requests are aimed at; of the control API, whose writes do their work whatever they are sent, those that read. */
export function listAimedAt({ document, definition }: ServedApi): readonly Operation[] {
  return definition.outsideBehaviours
    ? document.operations.filter(({ method }) => method === "GET")
    : document.operations;
}

/** Each operation of an emulator as a target. */
export async function listHostileTargets(emulator: Emulator): Promise<HostileTarget[]> {
  const ofApis = emulator.apis.map(async (api) => {
    const credential = await findCredential(emulator, api);
    return listAimedAt(api).map((operation) => toTarget(api, operation, credential));
  });
  return (await Promise.all(ofApis)).flat();
}

async function findCredential(emulator: Emulator, { name, document }: ServedApi): Promise<string[]> {
  if (document.operations.every(({ security }) => security.length === 0)) return [];
  const { headers } = await emulator.issueCredential(name);
  return Object.entries(headers).map(([header, value]) => `${header}: ${value}`);
}

function toTarget(api: ServedApi, operation: Operation, credential: readonly string[]): HostileTarget {
  const name = `${api.name}.${operation.id}`;
  const path = `${api.basePaths[0]}${operation.pathTemplate}`;
  // What asks for no body does its work at once, so it is aimed at what is not there.
  const values = operation.method === "GET" || operation.requestBody ? THERE : { ...THERE, ...NOT_THERE };
  const lastParameter = /\{[^{}]+\}(?!.*\{)/;
  return {
    name,
    api: api.name,
    operation,
    credential,
    path: fill(path, values),
    refusedBody: operation.requestBody && getRefusedBody(name),
    pathWith: (text) =>
      lastParameter.test(path)
        ? fill(path.replace(lastParameter, "{hostile}"), { ...values, hostile: text })
        : `${path.replace(/\/$/, "")}/${text}`,
  };
}

function fill(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => values[name] ?? "nothing");
}

/** Fixed points of the demo fixtures, and other things in them, by parameter. */
const THERE: Readonly<Record<string, string>> = {
  institutionId: "0f9c0b0b4f0c6b0017f0e3b1",
  integrationId: "6790b2b1c3a84d0012e5f7a1",
  accountId: "019d2470-0db1-7000-8591-0000000000a1",
  integrationSlug: "google-workspace",
  actionName: "send-email",
  activation_id: "01J0000000000000000000ACT1",
  hub_id: "01J0000000000000000000HVB1",
  integration_id: "01J0000000000000000000DEM1",
  connection_template_id: "01J0000000000000000000TMP1",
  user_id: "bob",
  api: "standin",
};

const NOT_THERE: Readonly<Record<string, string>> = {
  integrationId: "ffffffffffffffffffffffff",
  actionName: "no-such-action",
  activation_id: "01J0000000000000000000N0NE",
  hub_id: "01J0000000000000000000N0NE",
  integration_id: "01J0000000000000000000N0NE",
  user_id: "nobody",
};

/** By operation; one that is new has no entry, and its tests fail until it has. */
const REFUSED_BODIES: Readonly<Record<string, object>> = {
  "fassport.createIntegration": { name: 42, type: [], provider: {} },
  "fassport.updateIntegration": { name: 42 },
  "fassport.updateIntegrationStatus": { status: 42 },
  "supervity.updateAccountSharing": { shareWithTeamKeys: 42 },
  "versori.ActivateIntegration": { userId: 42, integrationId: [], connections: "none" },
  "versori.UpdateDynamicVariables": { dynamicVariables: 42 },
  "versori.UpdateDynamicVariablesInternal": { dynamicVariables: 42 },
  "versori.CreateHub": { organisationId: 42, name: [] },
  "versori.UpdateHubDetails": { name: 42, isDefault: "yes" },
  "versori.CreateEndUser": { externalId: 42 },
  "versori.CreateEndUserConnection": { connectorId: 42, connection: "none" },
  "versori.CreateIntegration": { organisationId: 42, name: [] },
  "versori.UpdateIntegration": { name: 42 },
  "versori.CreateHubConnectionTemplate": { connectorId: 42 },
  "versori.UpdateIntegrationMetadata": { usedConnectionTemplates: 42 },
  "versori.InitialiseOAuth2EmbeddedConnection": { credential: 42 },
};

function getRefusedBody(name: string): string {
  const body = REFUSED_BODIES[name];
  if (!body) throw new Error(`src/testing/hostile-target.ts needs a body that ${name} refuses`);
  return JSON.stringify(body);
}
