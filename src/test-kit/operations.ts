import { nameNearest } from "../emulator/find-nearest.js";
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

/** What the control API tells of its stand-in's operations. */
interface Told {
  readonly routes: readonly { readonly operation: string; readonly paths: readonly string[] }[];
  /** By API; the first is the real one. */
  readonly basePaths: Readonly<Record<string, readonly string[]>>;
}

/** The control API's own operations are journaled nowhere. */
const CONTROL = "standin.";

/** Asks a stand-in for its operations. */
export async function loadOperations(control: Control): Promise<Operations> {
  // Safe: the control API holds its answers to its document.
  const { routes, basePaths } = (await control("GET", "/routes")) as unknown as Told;
  const names = routes.map(({ operation }) => operation).filter((name) => !name.startsWith(CONTROL));
  return {
    resolve: (name) => resolveName(names, name),
    readPathParams(operation, path) {
      const paths = routes.find((route) => route.operation === operation)?.paths ?? [];
      return paths.map((template) => matchPathTemplate(template, path)).find((params) => params !== undefined) ?? {};
    },
    getBasePath(api) {
      const [path] = Object.hasOwn(basePaths, api) ? (basePaths[api] ?? []) : [];
      if (path !== undefined) return path;
      throw new Error(`The stand-in serves no API ${JSON.stringify(api)}; ${nameNearest(api, Object.keys(basePaths))}`);
    },
  };
}

function resolveName(names: readonly string[], name: string): string {
  if (names.includes(name)) return name;
  const candidates = names.filter((full) => toId(full) === name);
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) throw new Error(`${name} may be ${candidates.join(" or ")}: say which.`);
  const known = name.includes(".") ? names : names.map((full) => toId(full));
  throw new Error(`The stand-in has no operation ${JSON.stringify(name)}; ${nameNearest(name, known)}`);
}

function toId(operation: string): string {
  return operation.slice(operation.indexOf(".") + 1);
}
