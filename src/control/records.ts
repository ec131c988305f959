import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import { Problem } from "../emulator/problem.js";
import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import type { Collection } from "../world/collection.js";
import type { Draft } from "../world/world.js";
import { change, getCollection, readRecord } from "./check-record.js";
import { succeed } from "./control-reply.js";
import { findKind, toFullName } from "./find-kind.js";
import { mergePatch } from "./merge-patch.js";
import { redactRecord, type RecordKind } from "./redact-record.js";

/** The records of a session one by one. */
export function defineRecords(emulator: Emulator) {
  return {
    listRecords: (call) => listRecords(emulator, call),
    createRecord: (call) => write(emulator, call, createRecord),
    getRecord: (call) => getRecord(emulator, call),
    replaceRecord: (call) => write(emulator, call, replaceRecord),
    patchRecord: (call) => write(emulator, call, patchRecord),
    deleteRecord: (call) => deleteRecord(emulator, call),
  } satisfies Record<string, OutsideBehaviour>;
}

function listRecords(emulator: Emulator, call: OutsideCall): BehaviourReply {
  const kind = findKind(emulator, call);
  const records = openCollection(kind, call.session.world.read()).list();
  return succeed({ records: records.map((record) => redactRecord(kind, record)) });
}

function getRecord(emulator: Emulator, call: OutsideCall): BehaviourReply {
  const kind = findKind(emulator, call);
  return succeed({ record: redactRecord(kind, getStored(kind, call, call.session.world.read())) });
}

/** Puts a record into a collection; tells whether there was none of its identity. */
type Put = (kind: RecordKind, call: OutsideCall, draft: Draft) => { readonly record: object; readonly isNew: boolean };

async function write(emulator: Emulator, call: OutsideCall, put: Put): Promise<BehaviourReply> {
  const kind = findKind(emulator, call);
  const { result } = await transact(emulator, call, (draft) => change(() => put(kind, call, draft)));
  return succeed({ record: redactRecord(kind, result.record) }, result.isNew ? 201 : 200);
}

const createRecord: Put = (kind, { body }, draft) => {
  const record = openCollection(kind, draft).insert(readRecord(kind, body ?? null, undefined));
  return { record, isNew: true };
};

const replaceRecord: Put = (kind, call, draft) => {
  const { collection, id, stored } = findStored(kind, call, draft);
  const sent = withIdentity(kind, id, call.body ?? null);
  const record = readRecord(kind, sent, stored);
  return stored
    ? { record: collection.replace(record), isNew: false }
    : { record: collection.insert(record), isNew: true };
};

const patchRecord: Put = (kind, call, draft) => {
  const stored = getStored(kind, call, draft);
  const { collection, id } = findStored(kind, call, draft);
  // The patch is made for what its sender sees, so that a list goes back with the marks of its secrets.
  const patched = mergePatch(redactRecord(kind, stored), call.body ?? null);
  return { record: collection.replace(readRecord(kind, withIdentity(kind, id, patched), stored)), isNew: false };
};

async function deleteRecord(emulator: Emulator, call: OutsideCall): Promise<BehaviourReply> {
  const kind = findKind(emulator, call);
  const { changes } = await transact(emulator, call, (draft) => {
    const { id } = findStored(kind, call, draft);
    return change(() => openCollection(kind, draft).delete(id));
  });
  return succeed({ removed: changes.map(({ collection, id }) => ({ collection, id })) });
}

async function transact<Result>({ keepRecords }: Emulator, { session }: OutsideCall, run: (draft: Draft) => Result) {
  const before = session.world.mark();
  const committed = session.world.transact(run, session.clock.read());
  await keepRecords(session, { before, changes: committed.changes });
  return committed;
}

function openCollection(kind: RecordKind, draft: Draft): Collection<object> {
  return draft.collection(toFullName(kind));
}

function findStored(kind: RecordKind, { params }: OutsideCall, draft: Draft) {
  const { id = "" } = params.path;
  const collection = openCollection(kind, draft);
  return { collection, id, stored: collection.find(id) };
}

function getStored(kind: RecordKind, call: OutsideCall, draft: Draft): object {
  const { id, stored } = findStored(kind, call, draft);
  if (stored) return stored;
  throw new Problem("not-found", { message: `${toFullName(kind)} has no record ${JSON.stringify(id)}.` });
}

/** The record with the identity that its path names. @throws Problem when it has another. */
function withIdentity(kind: RecordKind, id: string, record: Json): Json {
  if (!isJsonObject(record)) return record;
  const { identity } = getCollection(kind);
  const { [identity]: own = id, ...others }: JsonObject = record;
  if (own === id) return { [identity]: id, ...others };
  const field = { field: identity, message: `must be ${JSON.stringify(id)}, as in the path` };
  throw new Problem("invalid-request", { message: `${identity} ${field.message}.`, fields: [field] });
}
