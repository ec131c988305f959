import { EVENT_ID, getScalarValue, type Event } from "js-yaml";
import { joinPointer, splitPointer, type Pointer } from "./reference.js";

/** Where the values of a YAML or JSON text stand in it. */
export interface TextPlaces {
  /** Offset of what a pointer leads to: of its key where it has one. Of what is not written there, that of the nearest above it. */
  findOffset(pointer: Pointer): number;
  /** Pointers of keys that a mapping has more than once, and the offsets of those after the first. */
  listRepeatedKeys(): { readonly pointer: Pointer; readonly offset: number }[];
}

/** Reads the places from what a parser came across, in its order. */
export function createTextPlaces(text: string, events: readonly Event[]): TextPlaces {
  const nodes = new Nodes(text, events);
  return {
    findOffset(pointer) {
      let [node, offset] = [nodes.root, nodes.getOffset(nodes.root)];
      for (const step of splitPointer(pointer)) {
        const child = nodes.findChild(node, step);
        if (!child) break;
        [node, offset] = [child.node, child.offset];
      }
      return offset;
    },
    listRepeatedKeys() {
      const repeated: { pointer: Pointer; offset: number }[] = [];
      const open = [{ node: nodes.root, pointer: "" }];
      for (let next = open.pop(); next; next = open.pop()) {
        const seen = new Set<string>();
        for (const { key, node, offset, isNamed } of nodes.listChildren(next.node)) {
          const pointer = joinPointer(next.pointer, key);
          if (isNamed && key !== "<<" && seen.has(key)) repeated.push({ pointer, offset });
          seen.add(key);
          if (!nodes.isLeaf(node)) open.push({ node, pointer });
        }
      }
      return repeated;
    },
  };
}

interface Child {
  readonly key: string;
  /** Whether it has a key of its own, and not only a place in a list. */
  readonly isNamed: boolean;
  /** Index of the event with which its value begins. */
  readonly node: number;
  readonly offset: number;
}

/** A parser's events as a tree, of which only what is asked for is looked at. */
class Nodes {
  /** Of each event that opens something, the index of the one that closes it; of others their own. */
  private readonly ends: Int32Array;
  private readonly anchors = new Map<string, number>();
  /** Of nodes that were asked for a child, all by their keys, the last of those that are there twice. */
  private readonly known = new Map<number, ReadonlyMap<string, Child>>();
  readonly root: number;

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
  ) {
    this.ends = new Int32Array(events.length);
    const open: number[] = [];
    for (const [index, event] of events.entries()) {
      this.ends[index] = index;
      if (event.type === EVENT_ID.POP) this.ends[open.pop() ?? 0] = index;
      else if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) open.push(index);
      if ("anchorStart" in event && event.anchorStart >= 0 && event.type !== EVENT_ID.ALIAS) {
        this.anchors.set(text.slice(event.anchorStart, event.anchorEnd), index);
      }
    }
    // The first event opens the document.
    this.root = Math.min(1, events.length - 1);
  }

  isLeaf(node: number): boolean {
    return this.events[node]?.type === EVENT_ID.SCALAR;
  }

  getOffset(node: number): number {
    const event = this.events[node];
    if (event === undefined) return 0;
    if ("start" in event) return event.start;
    if ("valueStart" in event) return event.valueStart;
    return "anchorStart" in event ? event.anchorStart : 0;
  }

  findChild(node: number, key: string): Child | undefined {
    const children = this.known.get(node) ?? new Map(this.listChildren(node).map((child) => [child.key, child]));
    this.known.set(node, children);
    return children.get(key);
  }

  listChildren(node: number): Child[] {
    const event = this.events[node];
    if (event?.type === EVENT_ID.SEQUENCE) return this.listItems(node);
    if (event?.type === EVENT_ID.MAPPING) return this.listMembers(node);
    if (event?.type !== EVENT_ID.ALIAS) return [];
    // What is told of an alias stands where its anchor does.
    const anchor = this.anchors.get(this.text.slice(event.anchorStart, event.anchorEnd));
    return anchor === undefined || anchor >= node ? [] : this.listChildren(anchor);
  }

  private listItems(node: number): Child[] {
    const items: Child[] = [];
    for (let at = node + 1; at < this.getEnd(node); at = this.getEnd(at) + 1) {
      items.push({ key: String(items.length), isNamed: false, node: at, offset: this.getOffset(at) });
    }
    return items;
  }

  private listMembers(node: number): Child[] {
    const members: Child[] = [];
    for (let at = node + 1; at < this.getEnd(node);) {
      const value = this.getEnd(at) + 1;
      members.push({ key: this.readKey(at), isNamed: true, node: value, offset: this.getOffset(at) });
      at = this.getEnd(value) + 1;
    }
    return members;
  }

  private readKey(node: number): string {
    const event = this.events[node];
    return event?.type === EVENT_ID.SCALAR ? getScalarValue(this.text, event) : "";
  }

  private getEnd(node: number): number {
    return this.ends[node] ?? node;
  }
}
