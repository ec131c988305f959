import { nameNearest } from "../emulator/find-nearest.js";
import { isJsonObject, type Json } from "../openapi/json.js";
import { matchPathTemplate } from "./match-path-template.js";
import type { Control } from "./control.js";

/** The operations that a stand-in has. */
export interface Operations {
  /** The full name, `api.operationId`, of one that is named with or without its API. @throws Error that says which there are. */
  resolve(name: string): string;
  /** What the path of a request has in the places of an operation's path parameters. */
  readPathParams(operation: string, path: string): Readonly<Record<string, string>>;
  /** Path under which an API is served, without a slash at the end. @throws Error for an API that is not served. */
  getBasePath(api: string): string;
}

/** An operation, with the paths at which it is served. */
interface Route {
  readonly operation: string;
  readonly method: string;
  readonly paths: readonly string[];
}

/** The control API's own operations are journaled nowhere. */
const CONTROL = "standin.";

/** Asks a stand-in for its operations. */
export async function loadOperations(control: Control): Promise<Operations> {
  // Safe: the control API holds its answers to its document.
  const { routes } = (await control("GET", "/routes")) as unknown as { routes: readonly Route[] };
  const names = routes.map(({ operation }) => operation).filter((name) => !name.startsWith(CONTROL));
  const apis = [...new Set(routes.map(({ operation }) => splitName(operation).api))];
  const basePaths = new Map(
    await Promise.all(apis.map(async (api) => [api, await loadBasePath(control, api, routes)] as const)),
  );
  return {
    resolve: (name) => resolveName(names, name),
    readPathParams(operation, path) {
      const paths = routes.find((route) => route.operation === operation)?.paths ?? [];
      return paths.map((template) => matchPathTemplate(template, path)).find((params) => params !== undefined) ?? {};
    },
    getBasePath(api) {
      const path = basePaths.get(api);
      if (path !== undefined) return path;
      throw new Error(`The stand-in serves no API ${JSON.stringify(api)}; ${nameNearest(api, [...basePaths.keys()])}`);
    },
  };
}

function splitName(operation: string): { api: string; id: string } {
  const dot = operation.indexOf(".");
  return { api: operation.slice(0, dot), id: operation.slice(dot + 1) };
}

function resolveName(names: readonly string[], name: string): string {
  if (names.includes(name)) return name;
  const candidates = names.filter((full) => splitName(full).id === name);
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) throw new Error(`${name} may be ${candidates.join(" or ")}: say which.`);
  const known = name.includes(".") ? names : names.map((full) => splitName(full).id);
  throw new Error(`The stand-in has no operation ${JSON.stringify(name)}; ${nameNearest(name, known)}`);
}

/** What stands before the document's own path in the path at which an operation is served. */
async function loadBasePath(control: Control, api: string, routes: readonly Route[]): Promise<string> {
  const { paths } = await control("GET", `/openapi/${api}`);
  const route = routes.find(({ operation }) => splitName(operation).api === api);
  const [served = ""] = route?.paths ?? [];
  const template = isJsonObject(paths) ? Object.keys(paths).find((path) => isRoute(paths[path], route)) : undefined;
  return served.slice(0, served.length - (template?.length ?? 0));
}

function isRoute(pathItem: Json | undefined, route: Route | undefined): boolean {
  if (!isJsonObject(pathItem) || !route) return false;
  const operation = pathItem[route.method.toLowerCase()];
  return isJsonObject(operation) && operation["operationId"] === splitName(route.operation).id;
}
