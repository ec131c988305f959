import type { Document } from "../openapi/document.js";
import { isJsonObject, type JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import { findAtPointer, joinPointer } from "../openapi/reference.js";
import { EFFECT_KINDS, type Effect, type EffectKind, type Restore } from "./effect.js";
import { findLastWord, readPathLevels, type PathLevel } from "./path-level.js";
import { findParamKey, readParams } from "./read-params.js";

const SAFE = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);

/** Whether requests of a method change nothing by what the method means (RFC 9110, 9.2.1). */
export function isSafeMethod(method: string): boolean {
  return SAFE.has(method);
}

/** What each operation of a document does to records. @throws Error that names the place of a declaration that is not well-formed. */
export function readEffects(document: Document): ReadonlyMap<Operation, Effect> {
  const levels = readPathLevels([...new Set(document.operations.map(({ pathTemplate }) => pathTemplate))]);
  const findCollection = createCollectionNames(document);
  return new Map(
    document.operations.map((operation) => {
      const level = levels.get(operation.pathTemplate) ?? ELSEWHERE;
      const inferred: Effect = {
        kind: inferKind(operation.method, level),
        collection: level.item === undefined ? undefined : findCollection(level.item),
        by: level.parameter,
        marker: undefined,
        unsent: operation.method === "PUT" && level.at === "item" ? "open" : "kept",
        restore: undefined,
        declared: false,
      };
      return [operation, declare(document, operation, inferred)];
    }),
  );
}

const ELSEWHERE: PathLevel = { at: "elsewhere", item: undefined, parameter: undefined };

function inferKind(method: string, { at }: PathLevel): EffectKind {
  if (isSafeMethod(method)) return "reads";
  if (at === "collection") return method === "POST" ? "creates" : "spends";
  if (at === "item") return method === "DELETE" ? "deletes" : method === "POST" ? "acts" : "updates";
  if (at === "below-item") return method === "POST" ? "acts" : "updates";
  return "spends";
}

/** Names the collection of an item's path: as the value of its last parameter says, else the last word before it. */
function createCollectionNames(document: Document): (item: string) => string {
  const params = readParams(document);
  return (item) => {
    const operation = document.operations.find(({ pathTemplate }) => pathTemplate === item);
    const name = /\{([^{}]+)\}\/?$/.exec(item)?.[1];
    const parameter = operation?.parameters.find((each) => each.location === "path" && each.name === name);
    const key = operation && parameter ? findParamKey(document, operation, parameter) : undefined;
    return params.get(key ?? "")?.collection ?? findLastWord(item);
  };
}

function declare({ source }: Document, { pathTemplate, method }: Operation, inferred: Effect): Effect {
  const pointer = joinPointer("/paths", pathTemplate, method.toLowerCase(), "x-standin-effect");
  const declared = findAtPointer(source, pointer);
  if (declared === undefined) return inferred;
  if (!isJsonObject(declared)) throw new Error(`#${pointer} is no object`);
  const { does, collection, by, marker, unsent, restore } = declared;
  const kind = EFFECT_KINDS.find((candidate) => candidate === does);
  if (does !== undefined && kind === undefined) {
    throw new Error(`#${pointer}/does must be one of: ${EFFECT_KINDS.join(", ")}`);
  }
  if (unsent !== undefined && unsent !== "kept" && unsent !== "open") {
    throw new Error(`#${pointer}/unsent must be one of: kept, open`);
  }
  return {
    kind: kind ?? inferred.kind,
    collection: typeof collection === "string" ? collection : inferred.collection,
    by: typeof by === "string" ? by : inferred.by,
    marker: typeof marker === "string" ? marker : undefined,
    unsent: unsent ?? inferred.unsent,
    restore: isJsonObject(restore) ? readRestore(pointer, restore) : undefined,
    declared: true,
  };
}

function readRestore(pointer: string, { read, rows, fields }: JsonObject): Restore {
  const pairs = Object.entries(isJsonObject(fields) ? fields : {}).flatMap(([field, from]) =>
    typeof from === "string" ? [[field, from] as const] : [],
  );
  if (typeof read !== "string" || pairs.length === 0) {
    throw new Error(`#${pointer}/restore needs the operationId of a \`read\`, and \`fields\``);
  }
  return { read, rows: typeof rows === "string" ? rows : "", fields: Object.fromEntries(pairs) };
}
