/** Remembers what was asked of a store and what it acknowledged, and tells what a store that came back may not say. */
export interface ChangeLedger {
  /** A record is about to get this value (`undefined`: to be deleted); one change of a record at a time. */
  begin(id: string, value: unknown): void;
  /** The change of that record was acknowledged. */
  acknowledge(id: string): void;
  /** How many changes were acknowledged. */
  readonly acknowledged: number;
  /** One sentence for each record that is not as it must be; what was under way may have happened or not, and is settled by this. */
  settle(found: ReadonlyMap<string, unknown>): string[];
}

/** Makes a ledger that knows of no record. */
export function createChangeLedger(): ChangeLedger {
  // Values are kept as text: equal text is equal data here, as a store keeps the order of fields.
  const certain = new Map<string, string | undefined>();
  const underWay = new Map<string, string | undefined>();
  let acknowledged = 0;
  return {
    get acknowledged() {
      return acknowledged;
    },
    begin(id, value) {
      if (underWay.has(id)) throw new Error(`two changes of ${id} at once: then nobody can say what must be there`);
      underWay.set(id, JSON.stringify(value));
    },
    acknowledge(id) {
      if (!underWay.has(id)) throw new Error(`a change of ${id} was acknowledged that nobody asked for`);
      certain.set(id, underWay.get(id));
      underWay.delete(id);
      acknowledged += 1;
    },
    settle(found) {
      const ids = new Set([...certain.keys(), ...underWay.keys(), ...found.keys()]);
      const complaints: string[] = [];
      for (const id of ids) {
        const is = JSON.stringify(found.get(id));
        const wanted = certain.get(id);
        if (is !== wanted && !(underWay.has(id) && underWay.get(id) === is)) {
          complaints.push(
            `${id} is ${is ?? "not there"}, but was acknowledged as ${wanted ?? "deleted or never made"}`,
          );
        }
        certain.set(id, is);
      }
      underWay.clear();
      return complaints;
    },
  };
}
