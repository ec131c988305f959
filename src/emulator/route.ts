import {
  matchMixed,
  parsePathTemplate,
  splitPath,
  type MixedSegment,
  type TemplateSegment,
} from "../openapi/path-template.js";
import type { Operation } from "../openapi/operation.js";
import { ConfigurationError } from "./configuration-error.js";
import { Problem } from "./problem.js";
import type { ReceivedRequest } from "./received-request.js";
import { listBasePaths, type ServedApi } from "./served-api.js";

/** All paths of all APIs as a tree of their segments. */
export interface Router {
  readonly root: RouteNode;
  readonly apis: readonly ServedApi[];
  /** The tree of an API's paths alone, made when a request is first meant for it. */
  readonly findAlone: (api: string) => RouteNode | undefined;
}

/** Where a request leads. */
export type Route =
  | {
      readonly api: ServedApi;
      readonly operation: Operation;
      /** `api.operationId`. */
      readonly name: string;
      readonly pathTexts: Readonly<Record<string, string>>;
    }
  /** No operation, but an API whose form the error has; `undefined` when the path is far from all of them. */
  | { readonly api: ServedApi | undefined; readonly problem: Problem }
  /** An OPTIONS request that no operation answers. */
  | { readonly api: ServedApi; readonly allow: string };

interface RouteNode {
  readonly literals: Map<string, RouteNode>;
  /** By their texts around the parameters. */
  readonly mixed: Map<string, { readonly segment: MixedSegment; readonly node: RouteNode }>;
  parameter: RouteNode | undefined;
  readonly operations: Map<string, RoutedOperation>;
}

interface RoutedOperation {
  readonly api: ServedApi;
  readonly operation: Operation;
  readonly name: string;
  /** Names of the path's parameters in the order of their values. */
  readonly names: readonly string[];
}

/** Builds the tree. @throws ConfigurationError when two APIs claim one path. */
export function createRouter(apis: readonly ServedApi[]): Router {
  const unbuilt = new Map(apis.map((api) => [api.name, api]));
  const built = new Map<string, RouteNode>();
  return {
    root: createTree(apis),
    apis,
    findAlone(name) {
      const api = unbuilt.get(name);
      if (api) built.set(name, createTree([api]));
      unbuilt.delete(name);
      return built.get(name);
    },
  };
}

function createTree(apis: readonly ServedApi[]): RouteNode {
  const root = createNode();
  for (const api of apis) {
    for (const operation of api.document.operations) {
      for (const basePath of listBasePaths(api, operation)) addRoute(root, api, basePath, operation);
    }
  }
  return root;
}

/** Finds the operation for a request's method and path; literal segments win over parameters. */
export function route(whole: Router, request: ReceivedRequest): Route {
  const { method, path, api: meant } = request;
  const root = (meant === undefined ? undefined : whole.findAlone(meant)) ?? whole.root;
  const segments = decodeSegments(path);
  if (!segments) {
    const problem = new Problem("malformed-url", { message: "The path is not well percent-encoded." });
    return { api: findNearestApi(whole, request), problem };
  }
  const values: string[] = [];
  const node = walk(root, segments, 0, values);
  if (!node) return { api: findNearestApi(whole, request), problem: new Problem("unknown-path") };
  const found = node.operations.get(method) ?? (method === "HEAD" ? node.operations.get("GET") : undefined);
  if (found) {
    const { api, operation, name: operationName, names } = found;
    const pathTexts = Object.create(null) as Record<string, string>; // so that a parameter may have any name
    for (let at = 0; at < names.length; at++) pathTexts[names[at] ?? ""] = values[at] ?? "";
    return { api, operation, name: operationName, pathTexts };
  }
  return refuseMethod(node, method);
}

function refuseMethod(node: RouteNode, method: string): Route {
  const [first] = node.operations.values();
  const methods = new Set([...node.operations.keys(), "OPTIONS"]);
  if (methods.has("GET")) methods.add("HEAD");
  const allow = [...methods].toSorted().join(", ");
  if (first && method === "OPTIONS") return { api: first.api, allow };
  return { api: first?.api, problem: new Problem("method-not-allowed", { headers: { allow } }) };
}

function createNode(): RouteNode {
  return { literals: new Map(), mixed: new Map(), parameter: undefined, operations: new Map() };
}

function addRoute(root: RouteNode, api: ServedApi, basePath: string, operation: Operation): void {
  const base = splitPath(basePath).map((text): TemplateSegment => ({ kind: "literal", text }));
  const segments = [...base, ...parsePathTemplate(operation.pathTemplate)];
  const node = segments.reduce(getChild, root);
  const other = node.operations.get(operation.method);
  // Of two operations of one API that only their servers' hosts could tell apart the first is served.
  if (other?.api === api) return;
  if (other) {
    throw new ConfigurationError(
      `${api.name}.${operation.id} and ${other.api.name}.${other.operation.id} both claim ` +
        `${operation.method} ${basePath}${operation.pathTemplate}; mount one of them elsewhere`,
    );
  }
  const names = segments.flatMap((segment) =>
    segment.kind === "literal" ? [] : segment.kind === "parameter" ? [segment.name] : segment.names,
  );
  node.operations.set(operation.method, { api, operation, name: `${api.name}.${operation.id}`, names });
}

function getChild(node: RouteNode, segment: TemplateSegment): RouteNode {
  if (segment.kind === "literal") {
    const child = node.literals.get(segment.text) ?? createNode();
    node.literals.set(segment.text, child);
    return child;
  }
  if (segment.kind === "parameter") return (node.parameter ??= createNode());
  const form = segment.texts.join("{}");
  const child = node.mixed.get(form) ?? { segment, node: createNode() };
  node.mixed.set(form, child);
  return child.node;
}

/** Goes down the tree, most specific first, and back up where that leads nowhere; leaves the parameters' values. */
function walk(node: RouteNode, segments: readonly string[], depth: number, values: string[]): RouteNode | undefined {
  const segment = segments[depth];
  if (segment === undefined) return node.operations.size > 0 ? node : undefined;
  const literal = node.literals.size > 0 ? node.literals.get(segment) : undefined;
  const found = literal && walk(literal, segments, depth + 1, values);
  if (found) return found;
  const before = values.length;
  const ofMixed = node.mixed.size > 0 ? walkMixed(node, segments, depth, values) : undefined;
  if (ofMixed) return ofMixed;
  if (!node.parameter || segment === "") return undefined;
  values.push(segment);
  const deeper = walk(node.parameter, segments, depth + 1, values);
  if (!deeper) values.length = before;
  return deeper;
}

function walkMixed(
  node: RouteNode,
  segments: readonly string[],
  depth: number,
  values: string[],
): RouteNode | undefined {
  const before = values.length;
  for (const { segment, node: child } of node.mixed.values()) {
    const match = matchMixed(segment, segments[depth] ?? "");
    if (!match) continue;
    values.push(...match);
    const deeper = walk(child, segments, depth + 1, values);
    if (deeper) return deeper;
    values.length = before;
  }
  return undefined;
}

/** A path's segments, decoded; `undefined` when the encoding is bad. */
function decodeSegments(path: string): string[] | undefined {
  const segments = splitPath(path);
  if (!path.includes("%")) return segments;
  try {
    return segments.map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The API to which a path that none serves most probably was meant to go: the one with the longest beginning in common. */
function findNearestApi({ apis, findAlone }: Router, { path, api: meant }: ReceivedRequest): ServedApi | undefined {
  const segments = splitPath(path);
  let nearest = apis.find(({ name }) => name === meant);
  if (nearest) return nearest;
  let most = 0;
  for (const api of apis) {
    const bases = api.basePaths.map(splitPath).filter((base) => base.every((text, index) => segments[index] === text));
    const root = findAlone(api.name);
    if (bases.length === 0 || !root) continue;
    const common = Math.max(countLiterals(root, segments), ...bases.map(({ length }) => length));
    if (common > most) [nearest, most] = [api, common];
  }
  return nearest;
}

/** With how many literal segments a path goes down a tree. */
function countLiterals(root: RouteNode, segments: readonly string[]): number {
  let node: RouteNode | undefined = root;
  let count = -1;
  for (; node; count++) node = node.literals.get(segments[count + 1] ?? "");
  return count;
}
