/** Gives names of which no two are the same. */
export interface NameTaker {
  /** Whether a name is taken. */
  isTaken(name: string): boolean;
  /** Takes a name, with a number from 2 after it where it is taken. */
  take(wanted: string): string;
}

/** Begins with some names that are taken. */
export function createNameTaker(names: Iterable<string> = []): NameTaker {
  const taken = new Set(names);
  /** The next number for each name, so that many that want one name don't count up from 2 each time. */
  const next = new Map<string, number>();
  return {
    isTaken: (name) => taken.has(name),
    take(wanted) {
      let name = wanted;
      let number = next.get(wanted) ?? 2;
      while (taken.has(name)) name = `${wanted}${number++}`;
      next.set(wanted, number);
      taken.add(name);
      return name;
    },
  };
}
