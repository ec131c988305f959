import type { BehaviourReply, OutsideBehaviour, OutsideCall } from "../emulator/behaviour.js";
import type { Emulator } from "../emulator/emulator.js";
import { Problem } from "../emulator/problem.js";
import type { Session } from "../emulator/session.js";
import type { JsonObject } from "../openapi/json.js";
import type { FrozenWorld } from "../world/world.js";
import { succeed } from "./control-reply.js";
import { replaceCollections } from "./replace-collections.js";
import { listServed, redactCollections } from "./served-collections.js";

/** All records of a session at once. */
export function defineState(emulator: Emulator) {
  return {
    getState: ({ session }) => getState(emulator, session),
    replaceState: (call) => replaceState(emulator, call),
  } satisfies Record<string, OutsideBehaviour>;
}

function getState({ apis }: Emulator, { world }: Session): BehaviourReply {
  const { randomSeed, idSequence, collections } = world.freeze();
  return succeed({ randomSeed, idSequence, collections: redactCollections(apis, collections) });
}

/** The body of `replaceState`. */
interface WholeState {
  readonly randomSeed?: number;
  readonly idSequence?: number;
  readonly collections: Readonly<Record<string, readonly JsonObject[]>>;
}

async function replaceState(emulator: Emulator, { session, body }: OutsideCall): Promise<BehaviourReply> {
  const sent = body as unknown as WholeState; // The document asks for this form.
  const { randomSeed } = session.world;
  if (sent.randomSeed !== undefined && sent.randomSeed !== randomSeed) {
    throw new Problem("conflict", {
      message: `The ids of this stand-in are made from the random seed ${randomSeed}, which can't be changed while it runs.`,
      fields: [{ field: "randomSeed", message: `must be ${randomSeed}` }],
    });
  }
  const emptied = listServed(emulator.apis).map((name): [string, JsonObject[]] => [name, []]);
  const collections = { ...Object.fromEntries(emptied), ...sent.collections };
  const before = session.world.mark();
  replaceCollections(emulator, session, collections, sent.idSequence);
  await emulator.keepRecords(session, { before });
  return succeed({ records: countRecords(emulator, session.world.freeze()) });
}

/** How many records each collection has. */
export function countRecords({ apis }: Pick<Emulator, "apis">, { collections }: FrozenWorld): Record<string, number> {
  return Object.fromEntries(listServed(apis).map((name) => [name, collections[name]?.length ?? 0]));
}
