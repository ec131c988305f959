import type { Document } from "../openapi/document.js";
import { isJsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import { findAtPointer, joinPointer } from "../openapi/reference.js";
import type { Effect, Listing, Resource } from "./effect.js";
import { readPathLevels } from "./path-level.js";

/** The kinds of records that a document's operations reach, by name of collection. */
export function readResources(
  document: Document,
  effects: ReadonlyMap<Operation, Effect>,
): ReadonlyMap<string, Resource> {
  const names = new Set([...effects.values()].flatMap(({ collection }) => collection ?? []));
  const levels = readPathLevels(document.operations.map(({ pathTemplate }) => pathTemplate));
  return new Map(
    [...names].map((name) => {
      const own = document.operations.filter((operation) => effects.get(operation)?.collection === name);
      const find = (at: string, kind: Effect["kind"]) =>
        own.find((operation) => levels.get(operation.pathTemplate)?.at === at && effects.get(operation)?.kind === kind);
      const remove = own.find((operation) => effects.get(operation)?.kind === "deletes");
      const declared = document.collections[name];
      return [
        name,
        {
          name,
          identity: declared?.identity ?? inferIdentity(document, find("item", "reads"), name),
          cleanup: declared?.cleanup ?? (remove ? "delete" : "none"),
          create: own.find((operation) => effects.get(operation)?.kind === "creates"),
          read: find("item", "reads"),
          list: readListing(document, name, find("collection", "reads")),
          remove,
        },
      ];
    }),
  );
}

/** The field that is called as the path's parameter, or else the first of the usual ones that the answer of a read documents; `id` where none is. */
function inferIdentity({ source }: Document, read: Operation | undefined, name: string): string {
  const parameter = /\{([^{}]+)\}\/?$/.exec(read?.pathTemplate ?? "")?.[1] ?? "id";
  const usual = [parameter, "id", "_id", `${name}Id`, "uuid", "key", "slug"];
  const fields = read ? listAnswerFields(source, read) : [];
  return usual.find((field) => fields.includes(field)) ?? "id";
}

function listAnswerFields(source: Document["source"], { pathTemplate, method }: Operation): string[] {
  const responses = findAtPointer(source, joinPointer("/paths", pathTemplate, method.toLowerCase(), "responses"));
  const found = JSON.stringify(isJsonObject(responses) ? (responses["200"] ?? null) : null);
  const reference = /"\$ref":"#([^"]+)"/.exec(found)?.[1];
  const schema = reference === undefined ? undefined : findAtPointer(source, reference);
  const properties = isJsonObject(schema) ? schema["properties"] : undefined;
  if (isJsonObject(properties)) return Object.keys(properties);
  return [...found.matchAll(/"(\w+)":\{/g)].flatMap(([, field]) => field ?? []);
}

function readListing(document: Document, name: string, found: Operation | undefined): Listing | undefined {
  const declared = document.collections[name]?.list;
  const operation = declared === undefined ? found : document.operations.find(({ id }) => id === declared.operation);
  if (operation === undefined) return undefined;
  const { next, after } = declared ?? {};
  const page = next === undefined || after === undefined ? inferPage(operation) : { next, after };
  return {
    operation,
    rows: declared?.rows ?? "",
    page,
    isPart: page === undefined && operation.parameters.some(isPaging),
  };
}

/** How parameters are called that choose a page or its size. */
const PAGING =
  /^\$?(page|page_?(no|num|number|size|token)|per_?page|offset|limit|size|skip|top|count|start|cursor|marker|starting_?after)$/i;

function isPaging({ location, name }: Operation["parameters"][number]): boolean {
  return location === "query" && PAGING.test(name.replace(/^page\[(\w+)\]$/, "$1"));
}

/** Pages by cursors have one name or the other; where none is known, one page is all. */
function inferPage({ parameters }: Operation): Listing["page"] {
  const queries = new Set(parameters.filter(({ location }) => location === "query").map(({ name }) => name));
  if (queries.has("after")) return { next: "next", after: "after" };
  if (queries.has("cursor")) return { next: "nextCursor", after: "cursor" };
  return queries.has("pageToken") ? { next: "nextPageToken", after: "pageToken" } : undefined;
}
