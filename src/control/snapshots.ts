import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import { Problem } from "../emulator/problem.js";
import { returnToMoment, takeMoment } from "../emulator/session.js";
import type { Snapshot, SnapshotFile } from "../emulator/snapshot.js";
import { succeed } from "./control-reply.js";
import { findUnknownOperation } from "../emulator/refuse-unknown-faults.js";
import { restoreCollections } from "./restore-collections.js";
import { redactCollections } from "./served-collections.js";

/** Moments with a name. */
export function defineSnapshots(emulator: Emulator) {
  return {
    listSnapshots: () => succeed({ snapshots: emulator.snapshots.list().map(describe) }),
    takeSnapshot: (call) => takeSnapshot(emulator, call),
    exportSnapshot: (call) => exportSnapshot(emulator, call),
    importSnapshot: (call) => importSnapshot(emulator, call),
    removeSnapshot: (call) => removeSnapshot(emulator, call),
    restoreSnapshot: (call) => restoreSnapshot(emulator, call),
  } satisfies Record<string, OutsideBehaviour>;
}

function describe({ name, takenAt }: Snapshot) {
  return { name, takenAt: new Date(takenAt).toISOString() };
}

async function takeSnapshot({ snapshots }: Emulator, { session, body }: OutsideCall): Promise<BehaviourReply> {
  const { name } = body as { readonly name: string }; // The document asks for this form.
  return succeed({ snapshot: describe(await snapshots.take(name, session)) }, 201);
}

function exportSnapshot({ apis, snapshots }: Emulator, call: OutsideCall): BehaviourReply {
  const file = snapshots.toFile(getName(call));
  return succeed({ ...file, world: { ...file.world, collections: redactCollections(apis, file.world.collections) } });
}

async function importSnapshot(emulator: Emulator, call: OutsideCall): Promise<BehaviourReply> {
  const { apis, snapshots } = emulator;
  const name = getName(call);
  // The document asks for this form.
  const { schemaVersion: _version, ...file } = call.body as unknown as SnapshotFile & { readonly schemaVersion?: 1 };
  refuseOtherName(name, file.name);
  refuseUnknownFaults(emulator, file);
  const known = [...(snapshots.find(name) ? [snapshots.toFile(name).world] : []), call.session.world.freeze()];
  const { collections, complaints } = restoreCollections(apis, file.world.collections, known);
  const misfits = await snapshots.load({ ...file, name, world: { ...file.world, collections } });
  return succeed({ snapshot: describe(snapshots.get(name)), complaints: [...complaints, ...misfits] });
}

async function removeSnapshot({ snapshots }: Emulator, call: OutsideCall): Promise<BehaviourReply> {
  const snapshot = snapshots.get(getName(call));
  await snapshots.remove(snapshot.name);
  return succeed({ snapshot: describe(snapshot) });
}

async function restoreSnapshot(emulator: Emulator, call: OutsideCall): Promise<BehaviourReply> {
  const snapshot = emulator.snapshots.get(getName(call));
  const { session } = call;
  const before = takeMoment(session);
  returnToMoment(session, snapshot);
  const undo = () => returnToMoment(session, before);
  await emulator.keepRecords(session, { before: before.mark, snapshot: snapshot.name, undo });
  return succeed({ snapshot: describe(snapshot) });
}

function getName({ params }: OutsideCall): string {
  return params.path["name"] ?? "";
}

/** A file says its name, and could be put under another by mistake. */
function refuseOtherName(name: string, own: string | undefined): void {
  if (own === undefined || own === name) return;
  const message = `must be ${JSON.stringify(name)}, as in the path, or be left out`;
  throw new Problem("invalid-request", { message: `name ${message}.`, fields: [{ field: "name", message }] });
}

function refuseUnknownFaults({ apis }: Emulator, { faults }: SnapshotFile): void {
  const fields = faults.flatMap(({ operation }, index) => {
    const message = findUnknownOperation(apis, operation);
    return message === undefined ? [] : [{ field: `faults[${index}].operation`, message }];
  });
  if (fields.length > 0) throw new Problem("invalid-request", { message: fields[0]?.message ?? "", fields });
}
