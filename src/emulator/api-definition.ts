import type { Json } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { Behaviour, OutsideBehaviour } from "./behaviour.js";
import type { Credentials, Principal } from "./credentials.js";
import type { FieldProblem, ProblemKind } from "./problem.js";
import type { ReceivedRequest } from "./received-request.js";

/** What the code says about one API beyond its document: behaviours by `operationId`, switches and conventions. */
export interface ApiDefinition<P extends Principal = Principal, S extends SwitchDefinitions = SwitchDefinitions> {
  /** The API's name: `x-standin.api` of its document. */
  readonly name: string;
  /** Rules that a user can switch, by the switch's name. */
  readonly switches: S;
  readonly conventions: Conventions;
  readonly credentials: Credentials<P>;
  readonly behaviours: Readonly<Record<string, Behaviour<P, SwitchValues<S>>>>;
  /** Of operations that act on sessions from outside their Worlds; the built-in control API has such, others hardly. */
  readonly outsideBehaviours?: Readonly<Record<string, OutsideBehaviour>>;
  /** Refuses a caller who may not use the API at all, before anything is done for the request. @throws Problem */
  admitCaller?(request: ReceivedRequest, operationId: string | undefined): void;
}

/** A rule that a user can switch. */
export interface SwitchDefinition {
  /** The rule's id. */
  readonly rule: string;
  /** The values that do, the default first. */
  readonly values: readonly [string, ...string[]];
}

/** Switches by name. */
export type SwitchDefinitions = Readonly<Record<string, SwitchDefinition>>;

/** The value of each switch. */
export type SwitchValues<S extends SwitchDefinitions> = { readonly [Name in keyof S]: S[Name]["values"][number] };

/** How an API words its errors. */
export interface Conventions {
  /** Status, message and rules of each kind of problem. */
  readonly problems: Readonly<Record<ProblemKind, ProblemConvention>>;
  /** The status of a kind of problem where an operation has one of its own for it; else that of `problems`. */
  findStatus?(kind: ProblemKind, operation: Operation): number | undefined;
  /** The API's error body, of an operation where there is one; `undefined` for an empty one. */
  errorBody(problem: WordedProblem, operation?: Operation): Json | undefined;
}

/** How an API answers one kind of problem. */
export interface ProblemConvention {
  readonly status: number;
  readonly message: string;
  /** Ids of the rules that decide this answer. */
  readonly rules: readonly string[];
}

/** A problem with its status and message decided. */
export interface WordedProblem {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly message: string;
  readonly fields: readonly FieldProblem[];
}

/** Types an API's definition; gives it back unchanged. */
export function defineApi<P extends Principal, const S extends SwitchDefinitions>(
  definition: ApiDefinition<P, S>,
): ApiDefinition<P, S> {
  return definition;
}
