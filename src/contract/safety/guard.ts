import type { Operation } from "../../openapi/operation.js";
import type { ApiModel } from "../api-model.js";
import type { Effect } from "../effect.js";
import { readPathLevels } from "../path-level.js";
import { isSafeMethod } from "../read-effects.js";
import { Refusal } from "../refusal.js";
import type { WireRequest } from "../wire.js";
import { listBodyReferences } from "./body-references.js";
import type { KnownValues } from "./known-values.js";
import type { Ledger } from "./ledger.js";
import type { Texts } from "./ledger-entry.js";
import { createPathMatcher, type MatchedPath } from "./match-path.js";
import type { RunValues } from "./run-values.js";

/** What a request may do, and what has to happen before it is sent. */
export interface Permit {
  /** The operation for which a server would take it; `undefined` for a method that is not documented. */
  readonly operation: Operation | undefined;
  readonly mutates: boolean;
  /** It could make a record: an entry of the ledger has to precede it. */
  readonly creates: { readonly collection: string; readonly path: Texts; readonly id: string | undefined } | undefined;
  /** It could change a record that is none of the run's own, which has to be put back. */
  readonly changes: RecordPlace | undefined;
  /** It names a record that must not be there; that has to be seen first. */
  readonly absent: RecordPlace | undefined;
  /** What it does can't be taken back. */
  readonly spends: RecordPlace | undefined;
}

/** A record, as a path names it. */
export interface RecordPlace {
  readonly collection: string;
  readonly id: string;
  readonly path: Texts;
}

/** What a guard goes by. */
export interface GuardContext {
  readonly model: ApiModel;
  readonly mode: "read-only" | "own-data";
  readonly isLoopback: boolean;
  readonly ledger: Ledger;
  readonly values: RunValues;
  readonly known: KnownValues;
}

/** Lets requests through that touch nothing but what is the run's own. */
export interface Guard {
  /** Judges a request as it would go out, whatever it was meant for. @throws Refusal that says why it must not be sent. */
  judge(request: WireRequest): Permit;
}

/** Makes the guard of a run. */
export function createGuard(context: GuardContext): Guard {
  const { document } = context.model;
  const templates = document.operations.map(({ pathTemplate }) => pathTemplate);
  const match = createPathMatcher(templates);
  const levels = readPathLevels([...new Set(templates)]);
  return {
    judge(request) {
      const matched = match(request.path);
      const operation = document.operations.find(
        ({ method, pathTemplate }) => method === request.method && pathTemplate === matched?.template,
      );
      const effect = operation && context.model.effectOf(operation);
      if (isSafeMethod(request.method) && (effect === undefined || effect.kind === "reads")) {
        return judgeRead(context, request, operation);
      }
      if (context.mode === "read-only")
        refuse(request, "a run that only reads sends nothing that could change something");
      if (!matched) refuse(request, "no path of the document is like its path, so nobody knows what it would change");
      if (operation && effect) return judgeWrite(context, request, { matched, operation, effect });
      if (!context.isLoopback) refuse(request, "undocumented methods are tried on this machine only");
      return judgeUndocumented(context, request, matched, levels.get(matched.template)?.parameter);
    },
  };
}

const NOTHING = { creates: undefined, changes: undefined, absent: undefined, spends: undefined };

function judgeRead({ isLoopback, mode }: GuardContext, request: WireRequest, operation: Operation | undefined): Permit {
  const isPlain = operation !== undefined && request.body === undefined;
  if (mode === "read-only" && !isPlain) refuse(request, "a run that only reads sends documented reads without a body");
  if (!isLoopback && operation === undefined) refuse(request, "what is not documented is tried on this machine only");
  return { operation, mutates: false, ...NOTHING };
}

interface Write {
  readonly matched: MatchedPath;
  readonly operation: Operation;
  readonly effect: Effect;
}

function judgeWrite(context: GuardContext, request: WireRequest, write: Write): Permit {
  const { operation, effect, matched } = write;
  if (!context.isLoopback) checkReferences(context, request, write);
  const base = { operation, mutates: true, ...NOTHING };
  const { kind, by, collection = "" } = effect;
  const id = by === undefined ? undefined : matched.texts[by];
  const place = id === undefined ? undefined : { collection, id, path: matched.texts };
  if (kind === "creates") return { ...base, creates: { collection, path: matched.texts, id: undefined } };
  if (kind === "spends") return judgeSpend(context, request, base, place, effect);
  if (place === undefined) return refuse(request, "nothing in it names the record that it would change");
  return judgeRecord(context, request, base, place, effect);
}

/** Of a write to one record: it must be the run's own, or named and put back, or not there at all. */
function judgeRecord(
  { ledger, values, known, isLoopback, model }: GuardContext,
  request: WireRequest,
  base: Permit,
  place: RecordPlace,
  effect: Effect,
): Permit {
  const { collection, id, path } = place;
  if (ledger.isOwn(collection, id)) return base;
  if (values.isNamed(collection, id) && effect.kind !== "deletes") {
    if (effect.restore) return { ...base, changes: place };
    if (isLoopback) return { ...base, spends: place };
    refuse(request, `the document does not say how ${collection} ${id} would be put back (x-standin-effect, restore)`);
  }
  const stranger = `${collection} ${id} is none of the run's own`;
  if (!isLoopback) refuse(request, stranger);
  if (known.has(id) || values.has(id)) refuse(request, `${stranger}, and it is, or may be, there`);
  const couldCreate = request.method === "PUT" || request.method === "PATCH" || request.method === "POST";
  const isReadable = model.resources.get(collection)?.read !== undefined;
  return {
    ...base,
    ...(couldCreate && { creates: { collection, path, id } }),
    absent: isReadable ? place : undefined,
  };
}

function judgeSpend(
  { ledger, values, isLoopback, known }: GuardContext,
  request: WireRequest,
  base: Permit,
  place: RecordPlace | undefined,
  { declared }: Effect,
): Permit {
  const isNamed =
    place !== undefined && (values.isNamed(place.collection, place.id) || ledger.isOwn(place.collection, place.id));
  if (isNamed) return { ...base, spends: place };
  if (!isLoopback) refuse(request, "nothing takes back what it does, and nobody named what it may be done to (--own)");
  if (!declared && request.method !== "POST") {
    refuse(request, "it may touch records that are not the run's own; x-standin-effect can say what it does");
  }
  if (place && (known.has(place.id) || values.has(place.id)))
    refuse(request, `${place.collection} ${place.id} is none of the run's own`);
  return { ...base, spends: place };
}

/** On a real target, everything that a write names besides its record must be what the run was given or made. */
function checkReferences(
  { model, values, ledger }: GuardContext,
  request: WireRequest,
  { matched, operation, effect }: Write,
): void {
  const named = Object.entries(matched.texts)
    .filter(([name]) => name !== effect.by)
    .map(([, text]) => text);
  const strange = [...named, ...listBodyReferences(model, operation, request)].find(
    (text) => !values.has(text) && !ledger.listRecords().some(({ id }) => id === text),
  );
  if (strange !== undefined)
    refuse(request, `it names ${JSON.stringify(strange)}, which the run neither made nor was given`);
}

/** A method that the document does not have for a path, on this machine. */
function judgeUndocumented(
  context: GuardContext,
  request: WireRequest,
  { texts, template }: MatchedPath,
  by: string | undefined,
): Permit {
  const base: Permit = { operation: undefined, mutates: true, ...NOTHING };
  const item = context.model.document.operations.find(({ pathTemplate }) => pathTemplate === template);
  const collection = item && context.model.effectOf(item).collection;
  const id = by === undefined ? undefined : texts[by];
  if (collection !== undefined && id !== undefined) {
    const unsaid = { marker: undefined, unsent: "kept", restore: undefined, declared: false } as const;
    const effect: Effect = { kind: "deletes", collection, by, ...unsaid };
    return judgeRecord(context, request, base, { collection, id, path: texts }, effect);
  }
  if (request.method === "DELETE" || request.method === "PUT") {
    refuse(request, "a server that took it might remove or replace everything there");
  }
  return collection === undefined ? base : { ...base, creates: { collection, path: texts, id: undefined } };
}

function refuse({ method, path }: WireRequest, why: string): never {
  throw new Refusal("guard", `${method} ${path.split("?", 1)[0]} was not sent: ${why}`);
}
