import type { Case } from "./case.js";
import type { Carried } from "./credential.js";
import type { WireHeader, WireRequest } from "./wire.js";

/** Writes a case as it goes to a target; `more` are the run's own headers, which come before the case's. */
export function writeRequest(wanted: Case, carried: Carried, more: readonly WireHeader[] = []): WireRequest {
  const { operation, query, headers, cookies, body, method = operation.method } = wanted;
  const pairs = [...query, ...pick(carried, "query")];
  const crumbs = [...cookies, ...pick(carried, "cookie")];
  return {
    method: method.toUpperCase(),
    path: writePath(operation.pathTemplate, wanted.path) + writeQuery(pairs),
    headers: replaceByName([
      ["accept", "application/json, */*;q=0.5"],
      ...more,
      ...pick(carried, "header"),
      ...(crumbs.length > 0 ? [["cookie", crumbs.map((pair) => pair.join("=")).join("; ")] as const] : []),
      ...(body ? [["content-type", body.mediaType] as const] : []),
      ...headers,
    ]),
    ...(body && { body: body.bytes }),
  };
}

function pick(carried: Carried, where: Carried[number][0]): (readonly [string, string])[] {
  return carried.flatMap(([location, name, text]) => (location === where ? [[name, text] as const] : []));
}

/** A path with its parameters' texts, each encoded so that it stays one step of it. */
function writePath(template: string, texts: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) =>
    Object.hasOwn(texts, name) ? encodeURIComponent(texts[name] ?? "") : whole,
  );
}

function writeQuery(pairs: readonly (readonly [string, string])[]): string {
  if (pairs.length === 0) return "";
  return `?${pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
}

/** The later of two headers of one name counts: a case may replace what the run would send. */
function replaceByName(headers: readonly WireHeader[]): WireHeader[] {
  const byName = new Map(headers.map((header) => [header[0].toLowerCase(), header]));
  return [...byName.values()];
}
