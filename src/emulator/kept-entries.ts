import type { JournalEntry, JournalLimits } from "./journal.js";
import { KeptEntry } from "./kept-entry.js";
import { createSharing } from "./sharing.js";

/** The entries that a journal keeps, in a ring of places: the newest takes the place of the oldest. */
export interface KeptEntries {
  readonly size: number;
  /** How many have given way to newer ones. */
  readonly forgotten: number;
  add(entry: JournalEntry): void;
  /** Oldest first. */
  list(): readonly JournalEntry[];
  /** The newest of that id. */
  find(id: string): JournalEntry | undefined;
  /** Forgets all, without counting them. */
  clear(): void;
}

/** Starts empty. The newest is kept however large it is, unless nothing is to be kept. */
export function createKeptEntries(limits: JournalLimits): KeptEntries {
  // There is a place for the newest also where nothing is to be kept.
  const most = Math.max(1, limits.count);
  let sharing = createSharing();
  let places: KeptEntry[] = [];
  // Apart from the places, each of which is far from the processor by the time that its turn comes to give way.
  let sizes: number[] = [];
  let start = 0;
  let size = 0;
  let bytes = 0;
  let forgotten = 0;
  const placeAt = (age: number) => (places[(start + age) % most] ??= new KeptEntry());
  const leaveOldest = () => {
    bytes -= sizes[start] ?? 0;
    start = (start + 1) % most;
    size--;
    forgotten++;
  };
  const dropOldest = () => {
    placeAt(0).forget();
    leaveOldest();
  };
  const hasTooMuch = () => size > limits.count || (bytes > limits.bytes && size > 1);
  return {
    get size() {
      return size;
    },
    get forgotten() {
      return forgotten;
    },
    add(entry) {
      // Its place is the one that is taken.
      if (size === most) leaveOldest();
      placeAt(size).keep(entry, sharing);
      const bodies = measureBodies(entry);
      sizes[(start + size) % most] = bodies;
      bytes += bodies;
      size++;
      while (hasTooMuch()) dropOldest();
    },
    list: () => Array.from({ length: size }, (_, at) => placeAt(at).toEntry()),
    find(id) {
      for (let at = size - 1; at >= 0; at--) {
        const place = placeAt(at);
        if (place.id === id) return place.toEntry();
      }
      return undefined;
    },
    clear() {
      places = [];
      sizes = [];
      sharing = createSharing();
      start = 0;
      size = 0;
      bytes = 0;
    },
  };
}

/** What request and reply have in bodies, in UTF-16 units and bytes: an estimate that costs nothing. */
function measureBodies({ request, reply }: JournalEntry): number {
  return (request.body?.length ?? 0) + (reply.body?.length ?? 0);
}
