import { ConfigurationError } from "./configuration-error.js";
import type { FaultSpec } from "./fault.js";
import { nameNearest } from "./find-nearest.js";
import type { ServedApi } from "./served-api.js";

/** @throws ConfigurationError for a fault of an operation that there is not. */
export function refuseUnknownFaults(apis: readonly ServedApi[], specs: readonly FaultSpec[]): void {
  for (const { operation } of specs) {
    const reason = findUnknownOperation(apis, operation);
    if (reason !== undefined) throw new ConfigurationError(reason);
  }
}

/** Why a name is that of no operation that a fault can strike, and which there are; `undefined` when it is one. */
export function findUnknownOperation(apis: readonly ServedApi[], operation: string): string | undefined {
  // What acts from outside the Worlds is never struck, so that faults can always be disarmed.
  const names = apis
    .filter(({ definition }) => !definition.outsideBehaviours)
    .flatMap(({ name, document }) => document.operations.map(({ id }) => `${name}.${id}`));
  if (names.includes(operation)) return undefined;
  return `there is no operation ${JSON.stringify(operation)} that a fault could strike; ${nameNearest(operation, names)}`;
}
