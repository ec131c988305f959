import { Problem, type FieldProblem } from "../emulator/problem.js";
import type { VersoriCall } from "./versori-call.js";
import { connectToTemplate, type NewTemplateConnection } from "./versori-new-connection.js";
import type { Connection, ConnectionTemplate, Integration, User } from "./versori-records.js";
import { getPrimaryConnection } from "./versori-users.js";

/** A connection for a template, as a request gives it: one that is there, or a new one. */
export type GivenConnection = BoundConnection | NewTemplateConnection;

/** A connection that is there, for a template. */
export interface BoundConnection {
  readonly templateId: string;
  readonly connectionId: string;
}

/** Which connection each template got, and the rules that decided it. */
export interface Bound {
  readonly connections: readonly BoundConnection[];
  readonly rules: readonly string[];
}

/**
 * Finds or makes a connection for each template that is listed, and sees that no used one is left without.
 * @throws Problem invalid-request (V-CON-1, V-CON-2, V-CON-3) or conflict (V-CON-7)
 */
export function bindConnections(
  call: VersoriCall,
  integration: Integration,
  user: User,
  given: readonly GivenConnection[],
): Bound {
  const all = call.world.collection<ConnectionTemplate>("connectionTemplates").listBy("integrationId", integration.id);
  const templates = new Map(all.map((template) => [template.id, template]));
  refuseUnfit(call, templates, user, given);
  const implied = listImplied(call, all, user, given);
  const items = [...given, ...implied];
  refuseMissing(call, all, items);
  const rules = implied.length > 0 ? ["V-CON-6"] : [];
  const connections: BoundConnection[] = [];
  for (const item of items) {
    const template = templates.get(item.templateId);
    if ("connectionId" in item) {
      connections.push(item);
    } else if (template) {
      const created = connectToTemplate(call, user, template, item);
      connections.push({ templateId: template.id, connectionId: created.connection.id });
      rules.push(...created.rules);
    }
  }
  if (all.some((template) => !template.isUsed && isListed(template, given))) rules.push("V-CON-2.unused");
  return { connections, rules };
}

/** Tells every item that names a wrong template or connection, all of them together. */
function refuseUnfit(
  call: VersoriCall,
  templates: ReadonlyMap<string, ConnectionTemplate>,
  user: User,
  given: readonly GivenConnection[],
): void {
  const ofTemplates: FieldProblem[] = [];
  const ofConnections: FieldProblem[] = [];
  for (const [index, item] of given.entries()) {
    const message = judgeTemplate(item.templateId, templates, given.slice(0, index));
    if (message !== undefined) ofTemplates.push({ field: `connections[${index}].templateId`, message });
    if (!("connectionId" in item) || isOwn(call, user, item.connectionId)) continue;
    ofConnections.push({ field: `connections[${index}].connectionId`, message: "is no connection of this user" });
  }
  const fields = [...ofTemplates, ...ofConnections];
  if (fields.length === 0) return;
  const rules = [...(ofTemplates.length > 0 ? ["V-CON-2"] : []), ...(ofConnections.length > 0 ? ["V-CON-3"] : [])];
  throw new Problem("invalid-request", {
    rules,
    fields,
    message: "The connections do not fit the integration or user",
  });
}

function judgeTemplate(
  templateId: string,
  templates: ReadonlyMap<string, ConnectionTemplate>,
  earlier: readonly GivenConnection[],
): string | undefined {
  if (!templates.has(templateId)) return "is no template of this integration";
  return earlier.some((item) => item.templateId === templateId) ? "is listed twice" : undefined;
}

function isOwn(call: VersoriCall, user: User, connectionId: string): boolean {
  return call.world.collection<Connection>("connections").find(connectionId)?.userId === user.id;
}

/** V-CON-6: under `implied` the user's primary connection takes the primary template that nobody listed. */
function listImplied(
  call: VersoriCall,
  templates: readonly ConnectionTemplate[],
  user: User,
  given: readonly GivenConnection[],
): BoundConnection[] {
  if (call.switches.primaryConnection === "listed") return [];
  return templates
    .filter((template) => template.isUsed && template.isPrimary && !isListed(template, given))
    .map(({ id }) => ({ templateId: id, connectionId: getPrimaryConnection(call.world, user).id }));
}

function refuseMissing(
  call: VersoriCall,
  templates: readonly ConnectionTemplate[],
  items: readonly GivenConnection[],
): void {
  const missing = templates.filter((template) => template.isUsed && !isListed(template, items));
  if (missing.length === 0) return;
  const isPrimaryMissing = missing.some(({ isPrimary }) => isPrimary) && call.switches.primaryConnection === "listed";
  const names = missing.map(({ name, id }) => `${name} (${id})`).join(", ");
  throw new Problem("invalid-request", {
    message: `The integration needs a connection for: ${names}`,
    rules: isPrimaryMissing ? ["V-CON-1", "V-CON-6"] : ["V-CON-1"],
    fields: [{ field: "connections", message: `lacks a connection for: ${names}` }],
  });
}

function isListed({ id }: ConnectionTemplate, items: readonly GivenConnection[]): boolean {
  return items.some((item) => item.templateId === id);
}
