/**
 * Values by whole number, in the order of the numbers, as one immutable value: to set one copies some four small arrays,
 * however many there are. Numbers without a value take no room once all of their neighbours are without one, too.
 */
export interface Slots<Value> {
  /** How many levels of branches stand above the leaves. */
  readonly height: number;
  readonly root: Node<Value> | undefined;
}

/** Neighbours, always as many as `WIDTH`: either values, or nodes of them. */
type Node<Value> =
  { readonly values: readonly (Value | undefined)[] } | { readonly nodes: readonly (Node<Value> | undefined)[] };

const WIDTH = 32;

/** No values. */
export const emptySlots: Slots<never> = { height: 0, root: undefined };

/** Values by the numbers from 0 on. */
export function toSlots<Value>(values: readonly Value[]): Slots<Value> {
  let level: Node<Value>[] = cut(values).map((some) => ({ values: some }));
  let height = 0;
  for (; level.length > 1; height += 1) level = cut(level).map((some) => ({ nodes: some }));
  return { height, root: level[0] };
}

function cut<Item>(items: readonly Item[]): (Item | undefined)[][] {
  const count = Math.ceil(items.length / WIDTH);
  return Array.from({ length: count }, (_, index) => widen(items.slice(index * WIDTH, (index + 1) * WIDTH)));
}

/** As wide as each is from the beginning: one that grew would be copied twice, and take room for more than ever comes. */
function widen<Item>(items: readonly Item[]): (Item | undefined)[] {
  return Array.from({ length: WIDTH }, (_, index) => items[index]);
}

/** The value at a number. */
export function getSlot<Value>({ height, root }: Slots<Value>, index: number): Value | undefined {
  if (index >= countPlaces(height)) return undefined;
  let node = root;
  for (let level = height; node && "nodes" in node; level--) node = node.nodes[toPlace(index, level)];
  return node?.values[toPlace(index, 0)];
}

/** Which of its neighbours on a level leads to a number. */
function toPlace(index: number, level: number): number {
  return level === 0 ? index % WIDTH : Math.floor(index / countPlaces(level - 1)) % WIDTH;
}

/** How many values there may be under a node with so many levels below it. */
function countPlaces(height: number): number {
  // A power is worked out by a library's function each time.
  return PLACES[height] ?? WIDTH ** (height + 1);
}

const PLACES = [WIDTH, WIDTH ** 2, WIDTH ** 3, WIDTH ** 4, WIDTH ** 5] as const;

/** With a value at a number, or with none there. */
export function setSlot<Value>({ height, root }: Slots<Value>, index: number, value: Value | undefined): Slots<Value> {
  if (index < countPlaces(height)) return { height, root: setIn(root, height, index, value) };
  const taller = { height: height + 1, root: root && { nodes: widen([root]) } };
  return setSlot(taller, index, value);
}

function setIn<Value>(
  node: Node<Value> | undefined,
  height: number,
  index: number,
  value: Value | undefined,
): Node<Value> | undefined {
  const place = toPlace(index, height);
  if (height === 0) {
    const values = node && "values" in node ? node.values : widen<Value>([]);
    const changed = put(values, place, value);
    return changed && { values: changed };
  }
  const nodes = node && "nodes" in node ? node.nodes : widen<Node<Value>>([]);
  const changed = put(nodes, place, setIn(nodes[place], height - 1, index, value));
  return changed && { nodes: changed };
}

/** A copy with an item in its place; `undefined` when nothing is left in it. */
function put<Item>(items: readonly (Item | undefined)[], place: number, item: Item | undefined) {
  const copy = items.slice();
  copy[place] = item;
  return item === undefined && copy.every((each) => each === undefined) ? undefined : copy;
}

/** All values, in the order of their numbers; may be gone through little by little, whatever is set meanwhile. */
export function* listSlots<Value>(slots: Slots<Value>): Generator<Value> {
  for (const [, values] of listLeaves(slots.root, slots.height, 0)) {
    for (const value of values) if (value !== undefined) yield value;
  }
}

/** The same, each with its number. */
export function* enumerateSlots<Value>(slots: Slots<Value>): Generator<[number, Value]> {
  for (const [first, values] of listLeaves(slots.root, slots.height, 0)) {
    for (const [index, value] of values.entries()) if (value !== undefined) yield [first + index, value];
  }
}

/** Each with the number of its first value. */
function* listLeaves<Value>(
  node: Node<Value> | undefined,
  height: number,
  first: number,
): Generator<[number, readonly (Value | undefined)[]]> {
  if (node === undefined) return;
  if ("values" in node) yield [first, node.values];
  else
    for (const [index, each] of node.nodes.entries())
      yield* listLeaves(each, height - 1, first + index * WIDTH ** height);
}
