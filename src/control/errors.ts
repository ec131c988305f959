import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import type { KnownError } from "../emulator/known-error.js";
import { listKnownErrors } from "../emulator/list-known-errors.js";
import { succeed } from "./control-reply.js";

/** Every error that the APIs give, by heart. */
export function defineErrors(emulator: Emulator) {
  return { listErrors: (call) => listErrors(emulator, call) } satisfies Record<string, OutsideBehaviour>;
}

function listErrors({ apis }: Emulator, { params: { query }, session }: OutsideCall): BehaviourReply {
  const { api: wantedApi, operation: wantedOperation, status: wantedStatus } = query;
  const errors = apis
    .filter(({ name, definition }) => !definition.outsideBehaviours && (wantedApi ?? name) === name)
    .flatMap((api) => {
      const [first] = session.world.read().collection<{ name?: string }>(`${api.name}.principals`).list();
      return listKnownErrors(api, first?.name ?? null);
    })
    .filter(
      ({ operation, status }) => (wantedOperation ?? operation) === operation && (wantedStatus ?? status) === status,
    );
  return succeed({ errors: errors.map(showError) });
}

function showError({ operation, byState, byPrefer, byFault, body, ...rest }: KnownError) {
  const isReason = typeof byState === "string";
  return {
    operation: operation ?? null,
    ...rest,
    body: body ?? null,
    byState: isReason ? null : { ...byState, principal: byState.principal ?? null },
    ...(isReason && { notByState: byState }),
    byPrefer: byPrefer === undefined ? null : { prefer: byPrefer },
    byFault: byFault ?? null,
  };
}
