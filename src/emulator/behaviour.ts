import type { Json } from "../openapi/json.js";
import type { Collection } from "../world/collection.js";
import type { Ids } from "../world/ids.js";
import type { FieldProblem } from "./problem.js";
import type { Principal } from "./credentials.js";
import type { Session } from "./session.js";

/** What an operation does: plain data and a World's draft in, plain data out; throws a `Problem` to refuse. */
export type Behaviour<P extends Principal, Switches> = (call: Call<P, Switches>) => BehaviourReply;

/** A request that passed routing, authentication and validation. */
export interface Call<P extends Principal = Principal, Switches = Readonly<Record<string, string>>> {
  readonly operationId: string;
  /** Parameters by location and name, parsed by style and coerced by schema; header names in lower case. */
  readonly params: Params;
  /** The parsed request body; `undefined` when none was sent. */
  readonly body: Json | undefined;
  /** The documented media type that covers the body's; `undefined` without a body. */
  readonly mediaType: string | undefined;
  /** The request's `Accept`; a body is written in the documented media type that it prefers and that can say it. */
  readonly accept: string | undefined;
  readonly principal: P;
  readonly world: ApiDraft;
  /** The value of each of the API's switches. */
  readonly switches: Switches;
  /** Checks a value against a JSON Schema that is itself data; `root` begins the field names, e.g. `dynamicVariables`. */
  validate(schema: Json, value: Json, root: string): FieldProblem[];
}

/** What an operation does that acts on sessions from outside their Worlds, as the control API does; it may have to wait. */
export type OutsideBehaviour = (call: OutsideCall) => BehaviourReply | Promise<BehaviourReply>;

/** A request that passed routing, authentication and validation, to an operation outside all Worlds. */
export interface OutsideCall extends Pick<Call, "operationId" | "params" | "body"> {
  /** The session that the request names, or the base. */
  readonly session: Session;
}

/** Parameters by location. */
export interface Params {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, Json | undefined>>;
  readonly header: Readonly<Record<string, Json | undefined>>;
  readonly cookie: Readonly<Record<string, Json | undefined>>;
}

/** The part of a World's draft that belongs to one API. */
export interface ApiDraft {
  /** Milliseconds since 1970, the same through the whole call. */
  readonly now: number;
  readonly ids: Ids;
  /** The World's: from which all that is generated follows. */
  readonly randomSeed: number;
  /** The collection of that name (without the API's). The caller names the type of its records. */
  collection<Rec extends object>(name: string): Collection<Rec>;
  /** The call's instant in RFC 3339, UTC, milliseconds. */
  timestamp(): string;
  /** As `timestamp`, but at least 1 ms later than `previous` unless the clock is frozen. */
  timestampAfter(previous: string): string;
}

/** A success answer. */
export interface BehaviourReply {
  readonly status: number;
  /** `undefined` for an empty body. */
  readonly body?: Json | object | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body that comes bit by bit, in place of `body`; it is not checked against the document. */
  readonly stream?: AsyncIterable<string>;
  /** Whether the document has no word for it, and it is given all the same: no defect of ours. */
  readonly isUndocumented?: boolean;
  /** Ids of the rules that decided status and body, an aspect as `ID.aspect`; the response's own evidence in the document is added. */
  readonly rules: readonly string[];
}
