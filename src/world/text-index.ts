import { Map as PersistentMap } from "immutable";

/**
 * Items by a text that each of them can tell, as one immutable value.
 * By hashes of our own: immutable keeps those of long texts in a table for 255, which a stand-in's ids overflow again and
 * again, and a fifth of what it took to put a record into its collection was to look them up there.
 */
export interface TextIndex<Item> {
  readonly size: number;
  readonly buckets: PersistentMap<number, Item | Collision<Item>>;
}

/** Tells the text under which an item is. */
export type ToText<Item> = (item: Item) => string;

/** Items whose texts have one hash. */
class Collision<Item> {
  readonly items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.items = items;
  }
}

/** An index without items. */
export function createTextIndex<Item>(): TextIndex<Item> {
  return { size: 0, buckets: PersistentMap() };
}

/** An index of items that have different texts. */
export function toTextIndex<Item>(items: Iterable<readonly [string, Item]>): TextIndex<Item> {
  let size = 0;
  const buckets = createTextIndex<Item>().buckets.withMutations((all) => {
    for (const [text, item] of items) {
      const hash = hashText(text);
      const bucket = all.get(hash);
      all.set(hash, bucket === undefined ? item : toBucket([...listItems(bucket), item]));
      size++;
    }
  });
  return { size, buckets };
}

/** All items whose texts have the hash of that one: most often one, of which only its own text can tell whether it is it. */
export function findCandidates<Item>({ buckets }: TextIndex<Item>, text: string): Item | readonly Item[] | undefined {
  const bucket = buckets.get(hashText(text));
  return bucket instanceof Collision ? bucket.items : bucket;
}

/** The item of that text, or `undefined`. */
export function findByText<Item>({ buckets }: TextIndex<Item>, text: string, toText: ToText<Item>): Item | undefined {
  const bucket = buckets.get(hashText(text));
  if (bucket instanceof Collision) return bucket.items.find((item) => toText(item) === text);
  return bucket !== undefined && toText(bucket) === text ? bucket : undefined;
}

/** With an item added, or put in the place of the one with its text. */
export function putByText<Item>(
  { size, buckets }: TextIndex<Item>,
  text: string,
  item: Item,
  toText: ToText<Item>,
): TextIndex<Item> {
  const hash = hashText(text);
  const bucket = buckets.get(hash);
  if (bucket === undefined) return { size: size + 1, buckets: buckets.set(hash, item) };
  if (!(bucket instanceof Collision) && toText(bucket) === text) return { size, buckets: buckets.set(hash, item) };
  const all = listItems(bucket);
  const others = all.filter((other) => toText(other) !== text);
  return { size: size + 1 - all.length + others.length, buckets: buckets.set(hash, toBucket([...others, item])) };
}

/** Without the item of that text. */
export function removeByText<Item>(index: TextIndex<Item>, text: string, toText: ToText<Item>): TextIndex<Item> {
  const { size, buckets } = index;
  const hash = hashText(text);
  const all = listItems(buckets.get(hash));
  const others = all.filter((item) => toText(item) !== text);
  if (others.length === all.length) return index;
  const rest = others.length === 0 ? buckets.delete(hash) : buckets.set(hash, toBucket(others));
  return { size: size - 1, buckets: rest };
}

function listItems<Item>(bucket: Item | Collision<Item> | undefined): readonly Item[] {
  if (bucket === undefined) return [];
  return bucket instanceof Collision ? bucket.items : [bucket];
}

function toBucket<Item>(items: readonly Item[]): Item | Collision<Item> {
  const [first] = items;
  return items.length === 1 && first !== undefined ? first : new Collision(items);
}

/**
 * As `String.hashCode` of Java, its bits in the opposite order, five by five, as trees take them: ids that count up differ in
 * the last of them. So what is made in a row lies side by side, and a tree's nodes are made anew as long as they are young:
 * of one whose parts are replaced in turn, each is old by then, and the garbage collector had moved it about in vain.
 */
function hashText(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  let turned = 0;
  for (let part = 0; part < HASH_PARTS; part++) turned = (turned << 5) | ((hash >>> (5 * part)) & 31);
  return turned;
}

/** Of five bits each; two of 32 are left out. */
const HASH_PARTS = 6;
