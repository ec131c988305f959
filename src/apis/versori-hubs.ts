import type { BehaviourReply } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import { readBody, type VersoriCall } from "./versori-call.js";
import { getOwn, getOwnConnector, getOwnOfPath } from "./versori-own.js";
import type { AuthScheme, Connector, Hub } from "./versori-records.js";
import { withoutMessages } from "./versori-redaction.js";
import { showHub, type Shown } from "./versori-shown.js";

interface HubCreate {
  readonly organisationId: string;
  readonly name: string;
  readonly primaryConnectorId: string;
  readonly authSchemeConfig: AuthScheme;
}

interface HubUpdate {
  readonly name?: string;
  readonly isDefault?: boolean;
}

/** Lists an organisation's hubs that are not deleted, all of them (V-HUB-3). */
export function listHubs(call: VersoriCall): BehaviourReply {
  const { id } = getOwnOfPath(call, "organisations");
  const all = call.world.collection<Hub>("hubs").listBy("organisationId", id);
  const hubs = all.filter(({ isDeleted }) => !isDeleted);
  const shown = hubs.map((hub) => show(call, hub));
  const rules = [...(hubs.length < all.length ? ["V-HUB-3"] : []), ...shown.flatMap((one) => one.rules)];
  return {
    status: 200,
    body: { totalCount: hubs.length, hubs: shown.map(({ body }) => body) },
    rules: [...new Set(rules)],
  };
}

/** Makes a hub around a connector of the organisation (V-HUB-2); the first is the default (V-HUB-1.first). */
export function createHub(call: VersoriCall): BehaviourReply {
  const { organisationId: id, name, primaryConnectorId, authSchemeConfig } = readBody<HubCreate>(call);
  const { id: organisationId } = getOwn(call, "organisations", id);
  const connector = getOwnConnector(call, primaryConnectorId, "primaryConnectorId", "V-HUB-2");
  const hub = call.world.collection<Hub>("hubs").insert({
    id: call.world.ids.ulid(),
    organisationId,
    name,
    primaryConnectorId,
    authSchemeConfig: withoutMessages(authSchemeConfig),
    isDefault: findDefault(call, organisationId) === undefined,
    isDeleted: false,
  });
  return reply(201, showHub(hub, connector), ["V-HUB-1.first"]);
}

/** Reads a hub, also a deleted one. */
export function readHub(call: VersoriCall): BehaviourReply {
  const hub = getOwnOfPath(call, "hubs");
  return reply(200, show(call, hub), hub.isDeleted ? ["V-HUB-3"] : []);
}

/** Changes what of a hub is sent; one hub of an organisation is the default at most (V-HUB-1). */
export function updateHub(call: VersoriCall): BehaviourReply {
  const hub = getOwnOfPath(call, "hubs");
  const { name = hub.name, isDefault = hub.isDefault } = readBody<HubUpdate>(call);
  if (isDefault && hub.isDeleted) {
    throw new Problem("conflict", { message: "A deleted hub cannot be the default", rules: ["V-HUB-3.default"] });
  }
  const before = isDefault ? findDefault(call, hub.organisationId) : undefined;
  const hubs = call.world.collection<Hub>("hubs");
  if (before) hubs.replace({ ...before, isDefault: false });
  const updated = hubs.replace({ ...hub, name, isDefault });
  const takes = before && before.id !== hub.id ? ["V-HUB-1"] : [];
  return reply(200, show(call, updated), [...takes, ...(hub.isDefault && !isDefault ? ["V-HUB-1.none"] : [])]);
}

/** Takes a hub out of the list and leaves all that is in it (V-HUB-3). */
export function deleteHub(call: VersoriCall): BehaviourReply {
  const hub = getOwnOfPath(call, "hubs");
  call.world.collection<Hub>("hubs").replace({ ...hub, isDefault: false, isDeleted: true });
  return { status: 204, rules: hub.isDefault || hub.isDeleted ? ["V-HUB-3", "V-HUB-3.default"] : ["V-HUB-3"] };
}

function findDefault({ world }: VersoriCall, organisationId: string): Hub | undefined {
  const hubs = world.collection<Hub>("hubs").listBy("organisationId", organisationId);
  return hubs.find(({ isDefault }) => isDefault);
}

function show({ world }: VersoriCall, hub: Hub): Shown {
  const connector = world.collection<Connector>("connectors").find(hub.primaryConnectorId);
  if (!connector) throw new Error(`the hub ${hub.id} is built around no connector`);
  return showHub(hub, connector);
}

function reply(status: number, { body, rules }: Shown, decided: readonly string[]): BehaviourReply {
  return { status, body, rules: [...decided, ...rules] };
}
