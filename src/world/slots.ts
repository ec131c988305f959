/**
 * Values by whole number, in the order of the numbers, as one immutable value: to set one copies some four small arrays,
 * however many there are. Numbers without a value take no room once all of their neighbours are without one, too.
 */
export interface Slots<Value> {
  /** How many levels of branches stand above the leaves. */
  readonly height: number;
  readonly root: Node<Value> | undefined;
}

/** Thirty-two neighbours: either values, or nodes of them. */
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

function cut<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / WIDTH);
  return Array.from({ length: count }, (_, index) => items.slice(index * WIDTH, (index + 1) * WIDTH));
}

/** With a value at a number, or with none there. */
export function setSlot<Value>({ height, root }: Slots<Value>, index: number, value: Value | undefined): Slots<Value> {
  if (index < WIDTH ** (height + 1)) return { height, root: setIn(root, height, index, value) };
  const taller = { height: height + 1, root: root && { nodes: [root] } };
  return setSlot(taller, index, value);
}

function setIn<Value>(
  node: Node<Value> | undefined,
  height: number,
  index: number,
  value: Value | undefined,
): Node<Value> | undefined {
  const place = Math.floor(index / WIDTH ** height) % WIDTH;
  if (height === 0) {
    const values = node && "values" in node ? node.values : [];
    const changed = put(values, place, value);
    return changed && { values: changed };
  }
  const nodes = node && "nodes" in node ? node.nodes : [];
  const changed = put(nodes, place, setIn(nodes[place], height - 1, index, value));
  return changed && { nodes: changed };
}

/** A copy with an item in its place; `undefined` when nothing is left in it. */
function put<Item>(items: readonly (Item | undefined)[], place: number, item: Item | undefined) {
  const copy = items.slice();
  while (copy.length < place) copy.push(undefined);
  copy[place] = item;
  return item === undefined && copy.every((each) => each === undefined) ? undefined : copy;
}

/** All values, in the order of their numbers; may be gone through little by little, whatever is set meanwhile. */
export function* listSlots<Value>({ root }: Slots<Value>): Generator<Value> {
  for (const values of listLeaves(root)) {
    for (const value of values) if (value !== undefined) yield value;
  }
}

function* listLeaves<Value>(node: Node<Value> | undefined): Generator<readonly (Value | undefined)[]> {
  if (node === undefined) return;
  if ("values" in node) yield node.values;
  else for (const each of node.nodes) yield* listLeaves(each);
}
