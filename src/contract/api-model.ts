import type { Document } from "../openapi/document.js";
import type { JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { ParamExtension } from "../openapi/standin-extension.js";
import type { Effect, Resource } from "./effect.js";
import { markNames } from "./mark-names.js";
import { findParamKey, readParams } from "./read-params.js";
import { readEffects } from "./read-effects.js";
import { readResources } from "./read-resources.js";
import { findField, toIdText } from "./record-fields.js";

/** What the kit must know of an API beyond its messages: what its operations do to which records, and what names them. */
export interface ApiModel {
  readonly document: Document;
  readonly params: ReadonlyMap<string, ParamExtension>;
  readonly resources: ReadonlyMap<string, Resource>;
  effectOf(operation: Operation): Effect;
  /** The word under which the value of a parameter is known; `undefined` where a generated value does. */
  keyOf(operation: Operation, name: string, location: Operation["parameters"][number]["location"]): string | undefined;
  /** The fields of a record by which the API names it, as texts: its identity, and those that the document names. */
  namesOf(collection: string, record: JsonObject | undefined): Readonly<Record<string, string>>;
  /** The field of a record that a word stands for. */
  fieldOf(key: string): string;
  /** The collection to a record of which a value of that word belongs. */
  collectionOf(key: string): string | undefined;
}

/** Reads the model of a document. @throws Error that names the place of a declaration that is not well-formed. */
export function readApiModel(document: Document): ApiModel {
  const declared = readEffects(document);
  const params = readParams(document);
  const keys = new Map<string, string | undefined>();
  for (const operation of document.operations) {
    for (const parameter of operation.parameters) {
      const id = `${operation.id} ${parameter.location} ${parameter.name}`;
      keys.set(id, findParamKey(document, operation, parameter));
    }
  }
  const collections = readKeyCollections(document, declared, keys);
  const resources = readResources(document, declared);
  const effects = markNames(document, declared, resources);
  const collectionOf = (key: string) => params.get(key)?.collection ?? collections.get(key);
  const fieldOf = (key: string) => params.get(key)?.field ?? resources.get(collectionOf(key) ?? "")?.identity ?? "id";
  return {
    document,
    params,
    resources,
    effectOf(operation) {
      const effect = effects.get(operation);
      if (!effect) throw new Error(`${operation.id} is no operation of ${document.name}`);
      return effect;
    },
    keyOf: (operation, name, location) => keys.get(`${operation.id} ${location} ${name}`),
    collectionOf,
    fieldOf,
    namesOf(collection, record) {
      const identity = resources.get(collection)?.identity ?? "id";
      const own = [...params].filter(([, param]) => param.collection === collection).map(([key]) => fieldOf(key));
      const pairs = [identity, ...own].map((field) => [field, toIdText(findField(record, field))] as const);
      return Object.fromEntries(pairs.flatMap(([field, text]) => (text === undefined ? [] : [[field, text]])));
    },
  };
}

/** The parameter by which an operation names its record is of that record's collection, whatever is declared of it. */
function readKeyCollections(
  document: Document,
  effects: ReadonlyMap<Operation, Effect>,
  keys: ReadonlyMap<string, string | undefined>,
): ReadonlyMap<string, string> {
  const pairs = document.operations.flatMap((operation): [string, string][] => {
    const { by, collection } = effects.get(operation) ?? {};
    const key = keys.get(`${operation.id} path ${by}`);
    return key !== undefined && collection !== undefined ? [[key, collection]] : [];
  });
  return new Map(pairs);
}
