import type { Emulator } from "../emulator/emulator.js";
import type { JournalEntry } from "../emulator/journal.js";
import { receiveRequest } from "../emulator/received-request.js";
import { isJsonObject, parseJson, type Json, type JsonObject } from "../openapi/json.js";
import { ONE_BODY_LIMIT, showExchange } from "./show-exchange.js";

/** What a request is to have; what is left out may be anything. */
export interface Pattern {
  /** `api.operationId`; the `operationId` alone does too. */
  readonly operation?: string;
  readonly method?: string;
  /** As it was sent, without its query. */
  readonly path?: string;
  /** Parameters that it has among others. */
  readonly query?: Readonly<Record<string, string>>;
  /** A part of its JSON body: of objects some members, of lists all items. */
  readonly body?: Json;
  readonly principal?: string;
  readonly status?: number;
}

/** Tells whether an exchange has what a pattern asks for. */
export function createMatcher(pattern: Pattern): (entry: JournalEntry) => boolean {
  return (entry) => listMismatches(entry, pattern).length === 0;
}

/** In which points an exchange is not what a pattern asks for, each with what it has, secrets left out. */
export function listDifferences(emulator: Emulator, entry: JournalEntry, pattern: Pattern): JsonObject[] {
  const shown = showExchange(emulator, entry, ONE_BODY_LIMIT);
  const request = isJsonObject(shown["request"]) ? shown["request"] : {};
  const { url } = request;
  const { path, query } = receiveRequest({ ...entry.request, url: typeof url === "string" ? url : "/" });
  const has: JsonObject = {
    operation: shown["operation"] ?? null,
    method: request["method"] ?? null,
    path,
    query: Object.fromEntries(query),
    body: request["body"] ?? null,
    principal: shown["principal"] ?? null,
    status: entry.reply.status,
  };
  return listMismatches(entry, pattern).map((point) => ({ point, actual: has[point] ?? null }));
}

function listMismatches(entry: JournalEntry, pattern: Pattern): (keyof Pattern)[] {
  const { path, query } = receiveRequest(entry.request);
  const { operation, method, body } = pattern;
  const checks: Readonly<Record<keyof Pattern, () => boolean>> = {
    operation: () => entry.operation === operation || entry.operation?.split(".").at(-1) === operation,
    method: () => entry.request.method.toUpperCase() === method?.toUpperCase(),
    path: () => path === pattern.path,
    query: () => Object.entries(pattern.query ?? {}).every(([name, value]) => hasPair(query, name, value)),
    body: () => isPartOf(body, parseBody(entry)),
    principal: () => entry.principal === pattern.principal,
    status: () => entry.reply.status === pattern.status,
  };
  const points = Object.keys(checks) as (keyof Pattern)[]; // whose keys these are
  return points.filter((point) => pattern[point] !== undefined && !checks[point]());
}

function hasPair(query: readonly (readonly [string, string])[], name: string, value: string): boolean {
  return query.some(([key, text]) => key === name && text === value);
}

function parseBody({ request: { body } }: JournalEntry): Json | undefined {
  if (body === undefined) return undefined;
  try {
    return parseJson(typeof body === "string" ? body : new TextDecoder().decode(body));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether a value has all that a pattern has: of objects at least the same members, of lists the same items in order. */
function isPartOf(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    return (
      Array.isArray(value) && value.length === pattern.length && pattern.every((item, at) => isPartOf(item, value[at]))
    );
  }
  if (!isJsonObject(pattern)) return pattern === value;
  return isJsonObject(value) && Object.entries(pattern).every(([key, item]) => isPartOf(item, value[key]));
}
