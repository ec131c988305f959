/**
 * Items by a text that each of them can tell, as one immutable value: a trie of the texts' hashes, of which a change copies
 * one path. Hashes and texts are not kept beside the items, which most often are mere numbers; so a trie takes little room.
 */
export interface TextIndex<Item> {
  readonly size: number;
  readonly root: Branch<Item>;
}

/** Tells the text under which an item is. */
export type ToText<Item> = (item: Item) => string;

/** How many bits of a hash one level of branches looks at. */
const BITS = 5;

/** By how many bits a hash is shifted on the uppermost level. Its two highest bits are left out. */
const TOP = 25;

/** What a way of a branch leads to. Only where a hash has no more bits several items may stand together. */
type Child<Item> = Item | Branch<Item> | Collision<Item>;

/** Up to 32 ways, of which only those take room that lead anywhere. */
class Branch<Item> {
  /** A bit for each way that leads anywhere. */
  readonly ways: number;
  /** What these lead to, in their order. */
  readonly children: readonly Child<Item>[];

  constructor(ways: number, children: readonly Child<Item>[]) {
    this.ways = ways;
    this.children = children;
  }

  get(hash: number, shift: number): Child<Item> | undefined {
    const way = toWay(hash, shift);
    return (this.ways & way) === 0 ? undefined : this.children[this.#toPlace(way)];
  }

  with(hash: number, shift: number, child: Child<Item>): Branch<Item> {
    const way = toWay(hash, shift);
    const place = this.#toPlace(way);
    if ((this.ways & way) === 0) return new Branch(this.ways | way, this.children.toSpliced(place, 0, child));
    const children = this.children.slice();
    children[place] = child;
    return new Branch(this.ways, children);
  }

  without(hash: number, shift: number): Branch<Item> {
    const way = toWay(hash, shift);
    return new Branch(this.ways & ~way, this.children.toSpliced(this.#toPlace(way), 1));
  }

  #toPlace(way: number): number {
    return countBits(this.ways & (way - 1));
  }
}

/** Items whose texts have one hash. */
class Collision<Item> {
  readonly items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.items = items;
  }
}

/** An index without items. */
export function createTextIndex<Item>(): TextIndex<Item> {
  return { size: 0, root: new Branch<Item>(0, []) };
}

/** An index of items that have different texts. */
export function toTextIndex<Item>(items: Iterable<readonly [string, Item]>): TextIndex<Item> {
  const hashed = Array.from(items, ([text, item]): Hashed<Item> => [hashText(text), item]);
  return { size: hashed.length, root: toBranch(hashed, TOP) };
}

type Hashed<Item> = readonly [hash: number, item: Item];

function toBranch<Item>(hashed: readonly Hashed<Item>[], shift: number): Branch<Item> {
  const byWay: Hashed<Item>[][] = [];
  for (const each of hashed) (byWay[(each[0] >>> shift) & 31] ??= []).push(each);
  let ways = 0;
  const children: Child<Item>[] = [];
  for (const [place, own] of byWay.entries()) {
    const [only] = own ?? [];
    if (only === undefined) continue;
    ways |= 1 << place;
    if (own.length === 1) children.push(only[1]);
    else children.push(shift === 0 ? new Collision(own.map(([, item]) => item)) : toBranch(own, shift - BITS));
  }
  // One that is added to grows with room for many more; a copy has none.
  return new Branch(ways, children.slice());
}

/** All items whose texts have the hash of that one: most often one, of which only its own text can tell whether it is it. */
export function findCandidates<Item>(index: TextIndex<Item>, text: string): Item | readonly Item[] | undefined {
  const found = follow(index, hashText(text));
  return found instanceof Collision ? found.items : found;
}

/** The item of that text, or `undefined`. */
export function findByText<Item>(index: TextIndex<Item>, text: string, toText: ToText<Item>): Item | undefined {
  return choose(follow(index, hashText(text)), text, toText);
}

/** With an item added, or put in the place of the one with its text. */
export function putByText<Item>(
  index: TextIndex<Item>,
  text: string,
  item: Item,
  toText: ToText<Item>,
): TextIndex<Item> {
  const { size, root } = index;
  const hash = hashText(text);
  const known = choose(follow(index, hash), text, toText);
  return { size: known === undefined ? size + 1 : size, root: putIn(root, TOP, hash, text, item, toText) };
}

/** Without the item of that text. */
export function removeByText<Item>(index: TextIndex<Item>, text: string, toText: ToText<Item>): TextIndex<Item> {
  const { size, root } = index;
  const hash = hashText(text);
  const known = choose(follow(index, hash), text, toText);
  return known === undefined ? index : { size: size - 1, root: removeIn(root, TOP, hash, known) };
}

function follow<Item>({ root }: TextIndex<Item>, hash: number): Item | Collision<Item> | undefined {
  let child = root.get(hash, TOP);
  for (let shift = TOP - BITS; child instanceof Branch; shift -= BITS) child = child.get(hash, shift);
  return child;
}

function choose<Item>(found: Item | Collision<Item> | undefined, text: string, toText: ToText<Item>): Item | undefined {
  if (found instanceof Collision) return found.items.find((item) => toText(item) === text);
  return found !== undefined && toText(found) === text ? found : undefined;
}

function putIn<Item>(
  branch: Branch<Item>,
  shift: number,
  hash: number,
  text: string,
  item: Item,
  toText: ToText<Item>,
): Branch<Item> {
  const child = branch.get(hash, shift);
  if (child === undefined) return branch.with(hash, shift, item);
  if (child instanceof Branch) return branch.with(hash, shift, putIn(child, shift - BITS, hash, text, item, toText));
  if (child instanceof Collision) {
    const others = child.items.filter((other) => toText(other) !== text);
    return branch.with(hash, shift, new Collision([...others, item]));
  }
  const other = toText(child);
  return branch.with(hash, shift, other === text ? item : join(shift - BITS, [hashText(other), child], [hash, item]));
}

/** What stands in the place of an item when another joins it that has another text. */
function join<Item>(shift: number, one: Hashed<Item>, other: Hashed<Item>): Branch<Item> | Collision<Item> {
  return shift < 0 ? new Collision([one[1], other[1]]) : toBranch([one, other], shift);
}

function removeIn<Item>(branch: Branch<Item>, shift: number, hash: number, item: Item): Branch<Item> {
  const child = branch.get(hash, shift);
  const rest = child instanceof Branch ? shorten(removeIn(child, shift - BITS, hash, item)) : takeOut(child, item);
  return rest === undefined ? branch.without(hash, shift) : branch.with(hash, shift, rest);
}

/** A branch, or the only item that it leads to: nobody has to look at more of a hash than tells items apart. */
function shorten<Item>(branch: Branch<Item>): Child<Item> | undefined {
  const [only] = branch.children;
  const isNeeded = branch.children.length > 1 || only instanceof Branch || only instanceof Collision;
  return isNeeded ? branch : only;
}

function takeOut<Item>(child: Item | Collision<Item> | undefined, item: Item): Item | Collision<Item> | undefined {
  if (!(child instanceof Collision)) return undefined;
  const others = child.items.filter((other) => other !== item);
  return others.length > 1 ? new Collision(others) : others[0];
}

function toWay(hash: number, shift: number): number {
  return 1 << ((hash >>> shift) & 31);
}

/** How many bits of a number are set: of neighbours, of fours, of bytes, and all together. */
function countBits(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55_55_55_55);
  const fours = (pairs & 0x33_33_33_33) + ((pairs >>> 2) & 0x33_33_33_33);
  return Math.imul((fours + (fours >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24;
}

/**
 * As `String.hashCode` of Java: ids that count up differ in its last bits, which the lowest branches look at. So what is made
 * in a row lies side by side, and branches are made anew as long as they are young: of a trie whose parts are replaced in
 * turn, each is old by then, and the garbage collector had moved it about in vain.
 */
function hashText(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}
