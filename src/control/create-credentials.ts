import type { Emulator } from "../emulator/emulator.js";
import type { Recorded } from "../emulator/exchange.js";
import type { IssuedCredential } from "../emulator/issue-credential.js";
import type { World } from "../world/world.js";

/** As long as a credential holds, less the second in which it ends. */
const LIFE = 86_399_000;

/** Credentials for senders of recorded requests. */
export interface Credentials {
  /** A principal's, by a reading of a clock. @throws ConfigurationError for a principal that the World does not know. */
  issue(api: string, principal: string, world: World, clock: Recorded["clock"]): Promise<IssuedCredential>;
  /** Where keys and principals may be others by now. */
  forget(): void;
}

/** Makes credentials, and takes one again while it holds: to sign takes far longer than to answer. */
export function createCredentials(emulator: Pick<Emulator, "issueCredential">): Credentials {
  const issued = new Map<string, { readonly at: number; readonly credential: IssuedCredential }>();
  return {
    async issue(api, principal, world, { now, frozen }) {
      const key = `${api}.${principal}`;
      const known = issued.get(key);
      if (known && now >= known.at && now < known.at + LIFE) return known.credential;
      const credential = await emulator.issueCredential(
        api,
        { as: principal },
        { world, clock: { now: () => now, frozen } },
      );
      issued.set(key, { at: now, credential });
      return credential;
    },
    forget: () => issued.clear(),
  };
}
