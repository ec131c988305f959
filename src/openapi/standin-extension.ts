import type { Evidence } from "./evidence.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";

/** What an OpenAPI document says for Standin under its root key `x-standin`. */
export interface StandinExtension {
  /** The API's name: that of its file, of its operations in commands and of its fixtures' folder. */
  readonly api: string;
  /** Schema (usually a `$ref`) of the API's error body, for answers that belong to no operation. */
  readonly error: JsonObject;
  /** What the API keeps, by collection name. */
  readonly collections: Readonly<Record<string, CollectionExtension>>;
  /** Every rule that an answer may rest on, by rule id, an aspect of a rule as `ID.aspect`. */
  readonly rules: Readonly<Record<string, RuleExtension>>;
  /** Known defects of the API's documentation, each with what proves it. */
  readonly anomalies?: readonly Json[];
}

/** How one kind of record is kept. */
export interface CollectionExtension {
  /** Schema of a stored record; it may hold more than the API shows. */
  readonly schema: JsonObject;
  /** Field that identifies a record. */
  readonly identity: string;
  /** Field that names the tenant to which a record belongs. */
  readonly tenant?: string;
  /** Sets of fields whose values together must be unique. */
  readonly unique?: readonly (readonly string[])[];
  /** Fields that hold the identity (or an array of identities) of records of another collection. */
  readonly references?: Readonly<Record<string, ReferenceExtension>>;
  /** Who can remove what a run made: the API's delete, a parent's delete, an undo, only softly, or nobody. */
  readonly cleanup: "delete" | "parent" | "restore" | "soft" | "none";
  /** Whether `standin seed --size` multiplies this collection. */
  readonly scales?: boolean;
}

/** A reference to a record of another collection, and what a delete of that record does. */
export interface ReferenceExtension {
  readonly collection: string;
  readonly onDelete: "restrict" | "cascade";
}

/** One rule of an API: on what evidence it stands and what it says. */
export interface RuleExtension {
  readonly evidence: Evidence;
  readonly about: string;
  /** Why no test of ours names the rule, where none does. */
  readonly untested?: string;
}

/**
 * A request that comes to an error, from `x-standin-provoke`: a list of them beside a response, or lists by status in an
 * operation or parameter. It says in what it differs from a good request of its operation, in a World of the demo fixture.
 * A text in place of a response's list says why no request comes to it.
 */
export interface ProvocationExtension {
  /** Ids of the rules that the answer rests on. */
  readonly rules: readonly string[];
  /** What causes it, in words. */
  readonly about: string;
  /** Name of the fixture's principal; the first by default. */
  readonly principal?: string;
  /** Values of the API's switches by their names. */
  readonly switches?: Readonly<Record<string, string>>;
  /** Of a provocation that stands in a parameter: that one's value. */
  readonly value?: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** Whether no body is sent. */
  readonly withoutBody?: boolean;
  /** How often it is sent until the answer is the error; once by default. */
  readonly times?: number;
  /** Name of the response's example that shows the error. */
  readonly example?: string;
  /** Of a provocation that stands beside a shared response: the methods for which it does. */
  readonly methods?: readonly string[];
}

/** Whether a document's `x-standin` has what a reader needs; the form of each entry is checked where it is used. */
export function isStandinExtension(value: unknown): value is StandinExtension & JsonObject {
  return (
    isJsonObject(value) &&
    typeof value["api"] === "string" &&
    [value["error"], value["collections"], value["rules"]].every(isJsonObject)
  );
}
