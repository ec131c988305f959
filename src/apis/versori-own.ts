import type { ApiDraft } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { VersoriCall } from "./versori-call.js";
import type { VersoriPrincipal } from "./versori-credentials.js";
import type { Activation, ConnectionTemplate, Connector, Hub, Integration, Organisation } from "./versori-records.js";

/** Whose records are looked for, and where. */
export interface Owner {
  readonly principal: Pick<VersoriPrincipal, "organisationId">;
  readonly world: Pick<ApiDraft, "collection">;
}

/** The kinds of record that an id in a request may name. */
interface Owned {
  readonly organisations: Organisation;
  readonly connectors: Connector;
  readonly hubs: Hub;
  readonly integrations: Integration;
  readonly connectionTemplates: ConnectionTemplate;
  readonly activations: Activation;
}

/** How the records of one kind are called, which rule speaks of one that is not there, and whose they are. */
interface Kind<Rec> {
  readonly word: string;
  readonly missing: string;
  readonly toOrganisation: (owner: Owner, record: Rec) => string | undefined;
}

const KINDS: { readonly [Name in keyof Owned]: Kind<Owned[Name]> } = {
  organisations: { word: "organisation", missing: "V-AUTH-2.tenant", toOrganisation: (_, { id }) => id },
  connectors: { word: "connector", missing: "V-AUTH-2.tenant", toOrganisation: (_, connector) => toOwner(connector) },
  hubs: { word: "hub", missing: "V-AUTH-2.tenant", toOrganisation: (_, hub) => toOwner(hub) },
  integrations: { word: "integration", missing: "V-INT-1", toOrganisation: ofHub },
  connectionTemplates: { word: "connection template", missing: "V-CNX-3", toOrganisation: ofIntegration },
  activations: { word: "activation", missing: "V-ACT-3", toOrganisation: ofHub },
};

/** The record of that id, of the caller's own organisation. @throws Problem not-found when there is none */
export function getOwn<Name extends keyof Owned>(owner: Owner, name: Name, id: string): Owned[Name] {
  // Safe: by the mapped type an entry belongs to its own name, which the compiler cannot follow through a generic index.
  const { word, missing, toOrganisation } = KINDS[name] as Kind<Owned[Name]>;
  const message = `There is no such ${word}`;
  const record = owner.world.collection<Owned[Name]>(name).find(id);
  if (!record) throw new Problem("not-found", { message, rules: [missing] });
  if (toOrganisation(owner, record) === owner.principal.organisationId) return record;
  throw new Problem("not-found", { message, rules: ["V-AUTH-2.tenant"] });
}

/** By which parameter a path names a record of each kind. */
const PATH_PARAMETERS = {
  organisations: "organisation_id",
  hubs: "hub_id",
  connectors: "connector_id",
  integrations: "integration_id",
  connectionTemplates: "connection_template_id",
  activations: "activation_id",
} as const satisfies Readonly<Record<keyof Owned, string>>;

/** The record that the path names, of the caller's own organisation. @throws Problem not-found when there is none */
export function getOwnOfPath<Name extends keyof Owned>(call: VersoriCall, name: Name): Owned[Name] {
  return getOwn(call, name, call.params.path[PATH_PARAMETERS[name]] ?? "");
}

/**
 * The connector that a field of the body names, of the caller's own organisation.
 * @throws Problem invalid-request at the field, by the rule, when there is none
 */
export function getOwnConnector(owner: Owner, id: string, field: string, rule = "V-CNX-1"): Connector {
  const connector = owner.world.collection<Connector>("connectors").find(id);
  if (connector?.organisationId === owner.principal.organisationId) return connector;
  const fields = [{ field, message: "is no connector of the organisation" }];
  throw new Problem("invalid-request", { message: "The connector is not known", rules: [rule], fields });
}

function toOwner({ organisationId }: { readonly organisationId: string }): string {
  return organisationId;
}

function ofHub({ world }: Owner, { hubId }: { readonly hubId: string }): string | undefined {
  return world.collection<Hub>("hubs").find(hubId)?.organisationId;
}

function ofIntegration(owner: Owner, { integrationId }: ConnectionTemplate): string | undefined {
  const integration = owner.world.collection<Integration>("integrations").find(integrationId);
  return integration && ofHub(owner, integration);
}
