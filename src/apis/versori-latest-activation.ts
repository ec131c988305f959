import type { VersoriCall } from "./versori-call.js";
import type { Activation } from "./versori-records.js";

/** The latest of a user's activations that is wanted, or `undefined`. */
export function findLatestActivation(
  { world }: VersoriCall,
  userId: string,
  isWanted: (activation: Activation) => boolean,
): Activation | undefined {
  return world.collection<Activation>("activations").listBy("userId", userId).findLast(isWanted);
}
