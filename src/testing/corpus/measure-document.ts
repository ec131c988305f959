import { toApi, loadDocumentFile } from "../../adapters/load-document.js";
import { createEmulator, type Emulator } from "../../emulator/emulator.js";
import type { PlainReply, PlainRequest } from "../../emulator/message.js";
import { listBasePaths, type ServedApi } from "../../emulator/served-api.js";
import type { DefaultContext } from "../../emulator/defaults/default-context.js";
import { isJsonObject, parseJson, toText, type Json } from "../../openapi/json.js";
import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Operation } from "../../openapi/operation.js";
import { readFieldPath } from "../../openapi/resources/field-path.js";
import type { Resource, Role } from "../../openapi/resources/resource.js";
import { findReplyMediaType, findResponse } from "../../openapi/response.js";
import { createValueFinder, type FindValues } from "./find-values.js";
import { makeRequest } from "./make-request.js";

/** How a document fares when all that it says is asked of it. */
export interface Measured {
  readonly version: string;
  readonly operations: number;
  /** Milliseconds from the file to an emulator that answers. */
  readonly start: number;
  readonly answers: Tally;
  readonly pairs: Tally;
  readonly errors: Tally;
}

/** How many of how many were well, and what was wrong with the others. */
export interface Tally {
  readonly well: number;
  readonly all: number;
  readonly misses: readonly string[];
}

/** Serves a document and asks everything of it. */
export async function measureDocument(path: string): Promise<Measured> {
  const before = performance.now();
  // As it is served: examples are judged by `standin doctor`.
  const loaded = await loadDocumentFile(path, { values: false });
  const emulator = createEmulator({ apis: [await toApi(loaded)], auth: "off" });
  const start = performance.now() - before;
  const [api] = emulator.apis;
  if (!api?.defaults) throw new Error(`${path} has no operations to be served by default`);
  const measuring = {
    emulator,
    api,
    context: api.defaults.context,
    find: createValueFinder(emulator, api, api.defaults.context),
  };
  return {
    version: toText(loaded.version),
    operations: api.document.operations.length,
    start,
    answers: await tally([...api.defaults.inference.roles.values()], (role) => judgeAnswer(measuring, role)),
    pairs: await tally(listCreations(api), (role) => judgePair(measuring, role)),
    errors: await tally(listErrors(api), (error) => judgeError(measuring, error)),
  };
}

interface Measuring {
  readonly emulator: Emulator;
  readonly api: ServedApi;
  readonly context: DefaultContext;
  readonly find: FindValues;
}

async function tally<Item>(items: readonly Item[], judge: (item: Item) => Promise<string | undefined>): Promise<Tally> {
  const misses: string[] = [];
  for (const item of items) {
    const miss = await judge(item);
    if (miss !== undefined) misses.push(miss);
  }
  return { well: items.length - misses.length, all: items.length, misses };
}

/** What is done with one record, to which the path leads. */
const OF_ITEM = new Set<string>(["read", "replace", "merge", "delete", "action"]);

/** Each in a session of its own, so that none finds what another left. */
async function ask({ emulator, api, context, find }: Measuring, role: Role, session: string, prefer?: string) {
  const { does, within } = role;
  const isOfItem = does !== undefined && OF_ITEM.has(does.kind);
  const place = isOfItem ? does.resource : within.at(-1);
  const values = place ? find(place) : [];
  const named = Object.fromEntries(
    role.parameters.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at]]])),
  );
  const made = makeRequest(context, listBasePaths(api, role.operation)[0] ?? "", role.operation, named);
  if ("why" in made) return { why: made.why, named };
  const headers = { ...made.request.headers, "x-standin-session": session, ...(prefer !== undefined && { prefer }) };
  return { reply: await emulator.handle({ ...made.request, headers }), request: made.request, named: made.pathValues };
}

async function judgeAnswer(measuring: Measuring, role: Role): Promise<string | undefined> {
  const session = `answer-${measuring.api.document.operations.indexOf(role.operation)}`;
  const asked = await ask(measuring, role, session);
  await measuring.emulator.sessions.remove(session);
  if (asked.reply === undefined) return `${role.operation.id}: ${asked.why}`;
  const wrong = findWrong(role.operation, asked.reply);
  return wrong === undefined ? undefined : `${role.operation.id}: ${asked.reply.status}: ${wrong}`;
}

/** What is wrong with a reply by its document. */
function findWrong(operation: Operation, { status, body, headers }: PlainReply): string | undefined {
  const response = findResponse(operation.responses, status);
  const isSilent = !operation.responses.some((one) => /^([123]|default)/.test(one.status));
  if (!response && isSilent && status < 300) return undefined;
  if (!response) return `is not documented: ${(body ?? "").slice(0, 160)}`;
  const violations = headers["x-standin-violations"];
  const mediaType = findReplyMediaType(response);
  if (mediaType === undefined || body === undefined) {
    return mediaType === undefined && body === undefined
      ? violations && `has ${violations} violations`
      : `has ${body === undefined ? "no" : "a"} body`;
  }
  const readings: Json[] =
    isJsonMediaType(mediaType.split(";")[0] ?? "") || mediaType === "*/*" ? [parseJson(body)] : readText(body);
  const validate = response.content.get(mediaType) ?? (() => []);
  const [violation] = readings.some((value) => validate(value).length === 0) ? [] : validate(readings[0]);
  if (violation) return `${violation.field} ${violation.message}`;
  return violations && `has ${violations} violations`;
}

/** A body that is no JSON: the text itself, or what it writes where the schema asks for more than text. */
function readText(body: string): Json[] {
  return /^[[{]/.test(body) ? [body, parseJson(body)] : [body];
}

function listCreations(api: ServedApi): Role[] {
  const roles = [...(api.defaults?.inference.roles.values() ?? [])];
  return roles.filter(
    ({ does }) =>
      does?.kind === "create" &&
      roles.some((read) => read.does?.kind === "read" && read.does.resource === does.resource),
  );
}

async function judgePair(measuring: Measuring, role: Role): Promise<string | undefined> {
  const session = `pair-${measuring.api.document.operations.indexOf(role.operation)}`;
  try {
    const asked = await ask(measuring, role, session);
    const { resource } = role.does ?? {};
    if (!asked.reply || !resource) return `${role.operation.id}: ${asked.why ?? ""}`;
    if (asked.reply.status >= 300)
      return `${role.operation.id}: made with ${asked.reply.status} ${(asked.reply.body ?? "").slice(0, 120)}`;
    const identity = readIdentity(role, asked.reply, asked.request.body);
    if (!identity) return `${role.operation.id}: its answer does not tell the identity of what was made`;
    const scope = resource.scope.map((_, at) => asked.named[role.parameters[at] ?? ""] ?? "");
    const path = fillPath(resource.itemPath ?? "", [...scope, ...identity]);
    const base = findReadBase(measuring.api, resource);
    const read = await measuring.emulator.handle({
      method: "GET",
      url: base + path,
      headers: { "x-standin-session": session },
    });
    if (read.status !== 200)
      return `${role.operation.id}: read again with ${read.status} ${(read.body ?? "").slice(0, 120)}`;
    return undefined;
  } finally {
    await measuring.emulator.sessions.remove(session);
  }
}

/** A read has perhaps servers of its own. */
function findReadBase(api: ServedApi, resource: Resource): string {
  const roles = [...(api.defaults?.inference.roles.values() ?? [])];
  const read = roles.find(({ does }) => does?.kind === "read" && does.resource === resource);
  return (read && listBasePaths(api, read.operation)[0]) ?? "";
}

function fillPath(template: string, values: readonly string[]): string {
  let at = 0;
  return template.replaceAll(/\{[^{}]+\}/g, () => encodeURIComponent(values[at++] ?? ""));
}

/** What a client can know of the identity: fields of the answer, or where it says that the record is. */
function readIdentity({ does }: Role, { body, headers }: PlainReply, sent: PlainRequest["body"]): string[] | undefined {
  const location = headers["location"]?.split("/");
  const value = body === undefined || body === "" ? undefined : parseJson(body);
  const record = (does?.record?.path ?? []).reduce<Json | undefined>(
    (inner, step) => (isJsonObject(inner) ? inner[step] : undefined),
    value,
  );
  const own = typeof sent === "string" && sent.startsWith("{") ? parseJson(sent) : undefined;
  const parts = does?.resource.identity ?? [];
  const texts = parts.map(
    ({ field }, at) => pick(record, field) || toText(location?.at(at - parts.length)) || pick(own, field),
  );
  return texts.some((text) => text === "") ? undefined : texts;
}

function pick(value: Json | undefined, field: string | undefined): string {
  return field === undefined ? "" : toText(readFieldPath(value, field));
}

interface DeclaredError {
  readonly role: Role;
  readonly status: number;
}

/** Each error that is declared: a range by its first status, the default by 500. */
function listErrors(api: ServedApi): DeclaredError[] {
  return [...(api.defaults?.inference.roles.values() ?? [])].flatMap((role) =>
    role.operation.responses.flatMap(({ status }) => {
      const number = status === "default" ? 500 : Number(status.replaceAll("X", "0"));
      return number >= 400 && number < 600 ? [{ role, status: number }] : [];
    }),
  );
}

async function judgeError(measuring: Measuring, { role, status }: DeclaredError): Promise<string | undefined> {
  const asked = await ask(measuring, role, "errors", `code=${status}`);
  if (!asked.reply) return `${role.operation.id} ${status}: ${asked.why}`;
  if (asked.reply.status !== status) return `${role.operation.id} ${status}: answered ${asked.reply.status}`;
  const wrong = findWrong(role.operation, asked.reply);
  return wrong === undefined ? undefined : `${role.operation.id} ${status}: ${wrong}`;
}
