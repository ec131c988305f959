import { forgetfulStore } from "./safety/ledger.js";
import type { VerifyOptions } from "./verify-options.js";

/** A run was asked for that could touch what is not its own; the message says what would have to be named. */
export class UnsafeRun extends Error {
  override readonly name = "UnsafeRun";
}

/** @throws UnsafeRun when a run would write to another machine that nobody named, or without a ledger that survives it. */
export function refuseUnsafe({ target, mode, allowHosts = [], ledger = forgetfulStore }: VerifyOptions): void {
  if (target.isLoopback || mode !== "own-data") return;
  const { host, hostname } = new URL(target.baseUrl);
  if (!allowHosts.some((allowed) => allowed === host || allowed === hostname)) {
    throw new UnsafeRun(
      `${target.name} is not this machine, so nothing is written to it unless its host is allowed: --allow-host ${host}, or allowHost in the configuration file`,
    );
  }
  if (ledger === forgetfulStore) {
    throw new UnsafeRun(
      `a run that writes to ${target.name} needs a ledger on disk, so that it can be swept if it is cut off`,
    );
  }
}
