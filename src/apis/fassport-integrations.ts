import type { SwitchDefinitions, SwitchValues } from "../emulator/api-definition.js";
import type { Behaviour, BehaviourReply, Call } from "../emulator/behaviour.js";
import { Problem } from "../emulator/problem.js";
import type { Json, JsonObject } from "../openapi/json.js";
import type { FassportPrincipal } from "./fassport-credentials.js";

/** The rules of Fassport that a user can switch. */
export const fassportSwitches = {
  malformedId: { rule: "F-404-2", values: ["not-found", "internal-error"] },
  archivedInList: { rule: "F-LIST-2", values: ["include", "exclude"] },
  createBody: { rule: "F-CREATE-2", values: ["strict", "documented"] },
} as const satisfies SwitchDefinitions;

type Switches = SwitchValues<typeof fassportSwitches>;
type FassportCall = Call<FassportPrincipal, Switches>;

/** An integration, stored as it is shown. */
interface Integration {
  readonly _id: string;
  readonly institution: string;
  readonly name: string;
  readonly type: string;
  readonly provider: string;
  readonly config: JsonObject;
  readonly status: string;
  readonly statusHistory: readonly Json[];
  readonly archivedOn?: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What each of Fassport's operations does, by `operationId`. */
export const fassportBehaviours: Readonly<Record<string, Behaviour<FassportPrincipal, Switches>>> = {
  listIntegrations(call) {
    const all = getIntegrations(call).listBy("institution", findInstitution(call));
    const rows = call.switches.archivedInList === "include" ? all : all.filter((row) => !isArchived(row));
    const rules = ["F-LIST-1.array"];
    if (rows.length > 1) rules.push("F-LIST-1.order");
    if (all.some(isArchived)) rules.push("F-LIST-2");
    if (rows.some(hasConfig)) rules.push("F-CFG");
    return { status: 200, body: rows, rules };
  },

  getIntegration: (call) => reply(getIntegration(call), []),

  createIntegration(call) {
    const institution = findInstitution(call);
    const now = call.world.timestamp();
    const blank = { name: "", type: "", provider: "", config: {} };
    const integration: Integration = {
      _id: call.world.ids.objectId(),
      institution,
      ...readFields(call.body, blank),
      status: "Active",
      statusHistory: [],
      createdAt: now,
      updatedAt: now,
    };
    return reply(getIntegrations(call).insert(integration), ["F-CREATE-1", "F-CREATE-2", "F-CREATE-3"]);
  },

  updateIntegration(call) {
    const integration = getIntegration(call);
    const changed = { ...integration, ...readFields(call.body, integration) };
    return replyChanged(call, integration, changed, ["F-UPD-1"]);
  },

  updateIntegrationStatus(call) {
    const integration = getIntegration(call);
    const status = readStatus(call.body);
    if (status === integration.status) return reply(integration, ["F-STAT-1", "F-STAT-3"]);
    const left = { status: integration.status, date: call.world.timestamp() };
    const changed = { ...integration, status, statusHistory: [...integration.statusHistory, left] };
    return replyChanged(call, integration, changed, ["F-STAT-1", "F-STAT-2", "F-STAT-3"]);
  },

  archiveIntegration(call) {
    const integration = getIntegration(call);
    if (isArchived(integration)) return reply(integration, ["F-ARCH-1.idempotent"]);
    const changed = { ...integration, archivedOn: call.world.timestamp() };
    return replyChanged(call, integration, changed, ["F-ARCH-1.archive"]);
  },

  unarchiveIntegration(call) {
    const integration = getIntegration(call);
    if (!isArchived(integration)) return reply(integration, ["F-ARCH-1.idempotent"]);
    const { archivedOn: _, ...changed } = integration;
    return replyChanged(call, integration, changed, ["F-ARCH-1.unarchive"]);
  },

  deleteIntegration(call) {
    const { _id } = getIntegration(call);
    return reply(getIntegrations(call).delete(_id), ["F-DEL-1.reply"]);
  },

  testIntegration(call) {
    getIntegration(call);
    return { status: 200, rules: ["F-TEST-1.reply"] };
  },
};

function getIntegrations(call: FassportCall) {
  return call.world.collection<Integration>("integrations");
}

/** The id of the path's institution; an institution that is not the caller's is as good as none (F-404-1). */
function findInstitution(call: FassportCall): string {
  const institutions = call.world.collection<Pick<Integration, "_id">>("institutions");
  const { _id: id } = findByPath(institutions, call, "institutionId") ?? {};
  if (id !== undefined && call.principal.institutions.includes(id)) return id;
  throw new Problem("not-found", { rules: ["F-404-1.institution"] });
}

function getIntegration(call: FassportCall): Integration {
  const institution = findInstitution(call);
  const integration = findByPath(getIntegrations(call), call, "integrationId");
  if (integration === undefined) throw new Problem("not-found", { rules: ["F-404-1.unknown"] });
  if (integration.institution !== institution) throw new Problem("not-found", { rules: ["F-404-1.foreign"] });
  return integration;
}

/** The record of an ObjectId in the path, whose hexadecimal digits mean the same in either case, and are kept in lower case. */
function findByPath<Rec extends object>(
  collection: { find(id: string): Rec | undefined },
  call: FassportCall,
  name: string,
): Rec | undefined {
  const id = call.params.path[name] ?? "";
  const found = collection.find(id);
  if (found !== undefined) return found;
  const lower = id.toLowerCase();
  return lower === id ? undefined : collection.find(lower);
}

function isArchived({ archivedOn }: Integration): boolean {
  return typeof archivedOn === "string";
}

function hasConfig({ config }: Integration): boolean {
  return Object.keys(config).length > 0;
}

type Fields = Pick<Integration, "name" | "type" | "provider" | "config">;

/**
 * The fields that a body may set. Under `createBody=documented` a body may be anything, or not there at all,
 * so what is missing or of another type comes from the fallback.
 */
function readFields(body: Json | undefined, fallback: Fields): Fields {
  const { name, type, provider, config } = toObject(body) ?? {};
  return {
    name: typeof name === "string" ? name : fallback.name,
    type: typeof type === "string" ? type : fallback.type,
    provider: typeof provider === "string" ? provider : fallback.provider,
    config: toObject(config) ?? fallback.config,
  };
}

/** The status of a body that the document has found to have one (F-STAT-1). */
function readStatus(body: Json | undefined): string {
  const status = toObject(body)?.["status"];
  if (typeof status === "string") return status;
  throw new Problem("invalid-request", { rules: ["F-STAT-1"] });
}

function toObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}

/** Keeps a changed integration with a later `updatedAt`; one that is as it was stays untouched. */
function replyChanged(call: FassportCall, before: Integration, changed: Integration, rules: readonly string[]) {
  if (JSON.stringify(before) === JSON.stringify(changed)) return reply(before, rules);
  const updatedAt = call.world.timestampAfter(before.updatedAt);
  return reply(getIntegrations(call).replace({ ...changed, updatedAt }), [...rules, "F-UPDAT"]);
}

function reply(integration: Integration, rules: readonly string[]): BehaviourReply {
  return { status: 200, body: integration, rules: hasConfig(integration) ? [...rules, "F-CFG"] : rules };
}
