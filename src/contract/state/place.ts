import type { Operation } from "../../openapi/operation.js";
import type { Case } from "../case.js";
import type { CaseWish, CheckRun, OwnRecord } from "../check.js";
import type { Resource } from "../effect.js";

/** A record, and the path that leads to it. */
export interface Place {
  readonly resource: Resource;
  readonly id: string;
  /** Texts of path parameters, those of its parents too. */
  readonly path: Readonly<Record<string, string>>;
}

/** Where a record of the run's own is. */
export function toPlace(resource: Resource, { id, created }: OwnRecord): Place {
  return { resource, id, path: created.case.path };
}

/** The record at which a case is aimed. */
export function findPlace(run: CheckRun, resource: Resource, { operation, path }: Case): Place | undefined {
  const { by } = run.effectOf(operation);
  const id = by === undefined ? undefined : path[by];
  return id === undefined ? undefined : { resource, id, path };
}

/** A valid case of an operation that is aimed at a record. @throws Refusal when there is none. */
export async function aimAt(run: CheckRun, operation: Operation, place: Place, wish?: CaseWish): Promise<Case> {
  const base = await run.prepare(operation, wish);
  const { by, collection } = run.effectOf(operation);
  const names = new Set(Object.keys(base.path));
  const shared = Object.entries(place.path).filter(([name]) => names.has(name));
  const own = by !== undefined && collection === place.resource.name ? { [by]: place.id } : {};
  return { ...base, path: { ...base.path, ...Object.fromEntries(shared), ...own } };
}
