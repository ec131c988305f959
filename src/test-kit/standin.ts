import type { ArmedFault, FaultSpec } from "../emulator/fault.js";
import type { CredentialWish, IssuedCredential } from "../emulator/issue-credential.js";
import type { Exchange } from "./exchange.js";

/** A session of a stand-in that belongs to one test: its records, clock, faults and journal are nobody else's. */
export interface Standin {
  /** The session's name. */
  readonly session: string;
  /** The request header that names the session; with it a request to `origin` is this test's. */
  readonly headers: Readonly<Record<string, string>>;
  /** Origin of the stand-in, without a slash at the end. */
  readonly origin: string;
  /**
   * Base URL of an API, without a slash at the end, for a client that can't set a header: it names the session itself.
   * @throws Error for an API that is not served.
   */
  url(api: string): string;
  /**
   * As the global `fetch`, but every request goes to the stand-in and into the session, whatever its origin; a path alone
   * does too. May be handed on alone.
   */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  /**
   * A credential of a principal by the session's clock. `fassport.admin` names both API and principal, `fassport` its
   * first principal. @throws Error for one that there is not.
   */
  credential(principal: string, wish?: Omit<CredentialWish, "as">): Promise<IssuedCredential>;
  /** What the session received, in order; of one operation alone, `api.operationId` or `operationId`. */
  requests(operation?: string): Promise<readonly Exchange[]>;
  readonly faults: SessionFaults;
  readonly clock: SessionClock;
  /** Puts the session's records where the stand-in, or a fixture of that name, begins; the journal goes on. */
  reset(seed?: string): Promise<void>;
}

/** What is to go wrong in the session. */
export interface SessionFaults {
  /** Arms one fault more; the operation as `api.operationId` or `operationId`. */
  arm(fault: FaultSpec): Promise<ArmedFault>;
  list(): Promise<readonly ArmedFault[]>;
  /** Disarms one by its id, or all. */
  disarm(id?: string): Promise<void>;
}

/** The time by which the session dates everything and judges every token. */
export interface SessionClock {
  now(): Promise<Date>;
  /** Stops it at an instant, or where it is. */
  freeze(at?: Date | string): Promise<Date>;
  /** Moves it by milliseconds or an ISO 8601 duration such as `PT1H`, stopped or not. Gives the time it is then. */
  advance(by: number | string): Promise<Date>;
  /** Lets it run with real time. */
  run(): Promise<Date>;
}
