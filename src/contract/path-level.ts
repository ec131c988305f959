import { splitPath } from "../openapi/path-template.js";

/** Where a path stands among those of its document. */
export interface PathLevel {
  readonly at: "collection" | "item" | "below-item" | "elsewhere";
  /** Path template of the item in question. */
  readonly item: string | undefined;
  /** Parameter that names the item; `undefined` for a collection and elsewhere. */
  readonly parameter: string | undefined;
}

/** Finds for each path template whether it is an item's, a collection's that has items, or stands below an item's. */
export function readPathLevels(templates: readonly string[]): ReadonlyMap<string, PathLevel> {
  const items = templates.filter((template) => findLastParameter(template) !== undefined);
  return new Map(templates.map((template) => [template, findLevel(template, items)]));
}

/** The last word of a path that is no parameter: `integration` of `/institution/{id}/integration/{id}`. */
export function findLastWord(template: string): string {
  return (
    splitPath(template)
      .toReversed()
      .find((segment) => !segment.includes("{")) ?? ""
  );
}

function findLevel(template: string, items: readonly string[]): PathLevel {
  const own = findLastParameter(template);
  if (own !== undefined) return { at: "item", item: template, parameter: own };
  const segments = splitPath(template);
  const below = items.find((item) => isSame(splitPath(item).slice(0, -1), segments));
  if (below !== undefined) return { at: "collection", item: below, parameter: undefined };
  const above = items
    .filter((item) => isSame(splitPath(item), segments.slice(0, splitPath(item).length)))
    .toSorted((a, b) => b.length - a.length)[0];
  if (above === undefined) return { at: "elsewhere", item: undefined, parameter: undefined };
  return { at: "below-item", item: above, parameter: findLastParameter(above) };
}

function findLastParameter(template: string): string | undefined {
  return /^\{([^{}]+)\}$/.exec(splitPath(template).at(-1) ?? "")?.[1];
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((segment, index) => segment === right[index]);
}
