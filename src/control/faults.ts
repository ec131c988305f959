import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import type { FaultSpec } from "../emulator/fault.js";
import { Problem } from "../emulator/problem.js";
import { findUnknownOperation } from "../emulator/refuse-unknown-faults.js";
import type { Session } from "../emulator/session.js";
import { succeed } from "./control-reply.js";

/** What is to go wrong in a session. */
export function defineFaults(emulator: Emulator) {
  return {
    listFaults: ({ session }) => list(session),
    replaceFaults: (call) => replaceFaults(emulator, call),
    armFault: (call) => armFault(emulator, call),
    disarmFaults: (call) => disarmFaults(call),
  } satisfies Record<string, OutsideBehaviour>;
}

function list({ faults, clock }: Session, status: 200 | 201 = 200): BehaviourReply {
  return succeed({ faults: faults.list(clock.now()) }, status);
}

function replaceFaults(emulator: Emulator, { session, body }: OutsideCall): BehaviourReply {
  const { faults } = body as unknown as { readonly faults: readonly FaultSpec[] }; // The document asks for this form.
  refuse(faults.flatMap((spec, index) => judge(emulator, spec, `faults[${index}].`)));
  session.faults.disarm();
  for (const spec of faults) session.faults.arm(spec, session.clock.now());
  return list(session);
}

function armFault(emulator: Emulator, { session, body }: OutsideCall): BehaviourReply {
  const spec = body as unknown as FaultSpec; // The document asks for this form.
  refuse(judge(emulator, spec, ""));
  session.faults.arm(spec, session.clock.now());
  return list(session, 201);
}

function disarmFaults({ session, params }: OutsideCall): BehaviourReply {
  const { id } = params.query;
  if (typeof id !== "string") session.faults.disarm();
  else if (session.faults.disarm(id) === 0) {
    const ids = session.faults.list(session.clock.now()).map((fault) => fault.id);
    throw new Problem("not-found", {
      message: `There is no fault ${JSON.stringify(id)}; there are: ${ids.join(", ") || "none"}.`,
    });
  }
  return list(session);
}

interface Unfit {
  readonly field: string;
  readonly message: string;
}

/** What is wrong with a fault beyond its form. */
function judge({ apis }: Emulator, { operation, effect }: FaultSpec, place: string): Unfit[] {
  const unknown = findUnknownOperation(apis, operation);
  const isBackwards = effect.kind === "latency" && effect.distribution === "uniform" && effect.from > effect.to;
  return [
    ...(unknown === undefined ? [] : [{ field: `${place}operation`, message: unknown }]),
    ...(isBackwards ? [{ field: `${place}effect.to`, message: "must be at least `from`" }] : []),
  ];
}

function refuse(fields: readonly Unfit[]): void {
  if (fields.length === 0) return;
  const message = fields.map((unfit) => `${unfit.field}: ${unfit.message}`).join(" ");
  throw new Problem("invalid-request", { message, fields });
}
