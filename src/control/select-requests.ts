import type { OutsideCall } from "../emulator/behaviour.js";
import type { JournalEntry } from "../emulator/journal.js";
import { Problem } from "../emulator/problem.js";
import type { Session } from "../emulator/session.js";

/** Which exchanges are meant: those of which all that is given is so. */
export interface RequestFilter {
  /** `api.operationId`. */
  readonly operation: string | undefined;
  readonly api: string | undefined;
  readonly status: number | undefined;
  readonly principal: string | undefined;
  readonly injected: boolean | undefined;
}

/** Reads a filter out of a call's query. */
export function readFilter({ params: { query } }: Pick<OutsideCall, "params">): RequestFilter {
  const readText = (name: string) => (typeof query[name] === "string" ? query[name] : undefined);
  const { status, injected } = query;
  return {
    operation: readText("operation"),
    api: readText("api"),
    principal: readText("principal"),
    status: typeof status === "number" ? status : undefined,
    injected: typeof injected === "boolean" ? injected : undefined,
  };
}

/** Whether a filter lets an exchange through. */
export function isSelected(entry: JournalEntry, filter: RequestFilter): boolean {
  const { operation, api, status, principal, injected } = filter;
  return (
    (operation === undefined || entry.operation === operation) &&
    (api === undefined || entry.api === api) &&
    (status === undefined || entry.reply.status === status) &&
    (principal === undefined || entry.principal === principal) &&
    (injected === undefined || (entry.injected !== undefined) === injected)
  );
}

/** A session's exchanges after the one of an id, or all; `undefined` when it has, or remembers, none of that id. */
export function listAfter({ journal }: Session, id: string | undefined): readonly JournalEntry[] | undefined {
  const entries = journal.list();
  if (id === undefined) return entries;
  const at = entries.findLastIndex((entry) => entry.id === id);
  return at < 0 ? undefined : entries.slice(at + 1);
}

/** The exchange that a call's path names. @throws Problem `not-found` */
export function getEntry({ params, session }: OutsideCall): JournalEntry {
  const id = params.path["id"] ?? "";
  return session.journal.find(id) ?? refuseUnknown(session, id);
}

/** @throws Problem `not-found` that says how far the journal goes back. */
export function refuseUnknown({ journal, name }: Session, id: string): never {
  const [oldest] = journal.list();
  const kept = oldest === undefined ? "it is empty" : `its oldest is ${oldest.id}`;
  const where = name === undefined ? "The journal" : `The journal of the session ${name}`;
  throw new Problem("not-found", { message: `${where} has no request ${JSON.stringify(id)}; ${kept}.` });
}
