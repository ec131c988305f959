import type { ApiModel } from "../api-model.js";

/** What a run was given to work with, by the words of `x-standin-param`. */
export interface RunValues {
  /** Values that were given, and on this machine the demo's fixed points where they count. */
  find(key: string): string | undefined;
  /** A value of the demo's for which a record is there that may be read, and no more. */
  findToRead(key: string): string | undefined;
  /** Whether a record was named, by a flag or as a fixed point, as one that the run may change and put back. */
  isNamed(collection: string, id: string): boolean;
  /** Whether a text is any of the values of the run. */
  has(text: string): boolean;
  /** What to give a run that lacks a value, for people. */
  readonly describe: (key: string) => string;
}

/** What makes {@link RunValues}. */
export interface GivenValues {
  /** By `--param`. */
  readonly params: Readonly<Record<string, string>>;
  /** By `--own`: ids by collection. */
  readonly own: readonly (readonly [collection: string, id: string])[];
  /** Whether the document's demo values count: its API is built in, and the target is on this machine. */
  readonly fixedPoints: boolean;
}

/** Makes the values of a run. */
export function createRunValues({ params: declared }: ApiModel, given: GivenValues): RunValues {
  const demo = given.fixedPoints ? [...declared].flatMap(([key, { demo: value }]) => toPair(key, value)) : [];
  const values = new Map([...demo, ...Object.entries(given.params)]);
  const named = new Set(given.own.map(([collection, id]) => `${collection} ${id}`));
  for (const [key, value] of values) {
    const collection = declared.get(key)?.collection;
    if (given.fixedPoints && collection !== undefined) named.add(`${collection} ${value}`);
  }
  return {
    find(key) {
      const collection = declared.get(key)?.collection;
      return values.get(key) ?? given.own.find(([name]) => name === collection)?.[1];
    },
    findToRead: (key) => (given.fixedPoints ? declared.get(key)?.demoToRead : undefined),
    isNamed: (collection, id) => named.has(`${collection} ${id}`),
    has: (text) => [...values.values()].includes(text) || given.own.some(([, id]) => id === text),
    describe: (key) => `--param ${key}=VALUE${describeAbout(declared.get(key)?.about)}`,
  };
}

function toPair(key: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[key, value]];
}

function describeAbout(about: string | undefined): string {
  return about === undefined ? "" : ` (${about.replace(/\.$/, "")})`;
}
