import type { Evidence } from "./evidence.js";
import { isJsonObject, type Json, type JsonObject } from "./json.js";

/** What an OpenAPI document says for Standin under its root key `x-standin`. */
export interface StandinExtension {
  /** The API's name: that of its file, of its operations in commands and of its fixtures' folder. */
  readonly api: string;
  /** Schema (usually a `$ref`) of the API's error body, for answers that belong to no operation. */
  readonly error?: JsonObject;
  /** What the API keeps, by collection name. */
  readonly collections: Readonly<Record<string, CollectionExtension>>;
  /** Every rule that an answer may rest on, by rule id, an aspect of a rule as `ID.aspect`. */
  readonly rules: Readonly<Record<string, RuleExtension>>;
  /** Known defects of the API's documentation, each with what proves it. */
  readonly anomalies?: readonly Json[];
  /** Whose credentials of the demo fixture a contract run uses on this machine when it is given none. */
  readonly demo?: {
    readonly principal: string;
    /** One who may less, or belongs to another tenant. */
    readonly second?: string;
  };
  /** Values that only a server can know, by the word that `x-standin-param` names them with. */
  readonly params?: Readonly<Record<string, ParamExtension>>;
}

/** A value that only a server can know, such as an id. */
export interface ParamExtension {
  /** What it is, for whoever is asked for one. */
  readonly about: string;
  /** The collection to a record of which it belongs, where it names one. */
  readonly collection?: string;
  /** The field of that record that holds it; its identity by default. */
  readonly field?: string;
  /** Its value in the demo fixture, which a contract run may use and change on this machine. */
  readonly demo?: string;
  /** Of a record that a run would make for itself: one of the demo fixture that a run which only reads may read. */
  readonly demoToRead?: string;
}

/**
 * What an operation does to records, from `x-standin-effect`, as far as method and path do not tell it: an item's path is
 * one that ends in a parameter, its collection's is the one above; POST on a collection creates, PUT and PATCH of an item
 * update, DELETE deletes, POST below an item acts on it, and what is neither spends.
 */
export interface EffectExtension {
  readonly does?: "reads" | "creates" | "updates" | "deletes" | "acts" | "spends";
  readonly collection?: string;
  /** Path parameter that names the record. */
  readonly by?: string;
  /** Of what creates: the harmless field of the body (`name`, `profile.name`) in which a run may leave its marker. */
  readonly marker?: string;
  /**
   * Of what updates: whether fields that are not sent stay as they were (`kept`), or may as well be as in a record that was
   * made without them (`open`, as HTTP leaves it for PUT on an item; RFC 9110, 9.3.4). `kept` for all else by default.
   */
  readonly unsent?: "kept" | "open";
  /** How a record that is none of the run's own is put back as it was, with the same operation. */
  readonly restore?: {
    /** `operationId` of the read that shows the record before. */
    readonly read: string;
    /** JSON Pointer of the records in its answer; the answer itself by default. */
    readonly rows?: string;
    /** Fields of the body, each with the field of the record that has its value. */
    readonly fields: Readonly<Record<string, string>>;
  };
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
  /** How its records are listed, as far as GET on the path that creates them does not tell. */
  readonly list?: ListExtension;
}

/** How the records of a collection are listed. */
export interface ListExtension {
  readonly operation: string;
  /** JSON Pointer of the rows in the answer; the answer, or its only array, by default. */
  readonly rows?: string;
  /** Field of the answer that has the next page's cursor, and the query parameter that takes it. */
  readonly next?: string;
  readonly after?: string;
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
    [value["error"] ?? {}, value["collections"], value["rules"]].every(isJsonObject)
  );
}
