import type { KeptSnapshot } from "../emulator/state-store.js";
import type { IterableWorld } from "../world/world.js";
import { formatVersion } from "./state-file-format.js";

/** What is written into a state file. */
export interface StateFileSource {
  readonly world: IterableWorld;
  /** By API, the name of the fixture that it began with. */
  readonly fixtures: Readonly<Record<string, string>>;
}

/**
 * The text of a state file, in pieces of some 64 kB, so that a large state can be written without holding up everything
 * else. All pieces together are what `JSON.stringify(…, null, 2)` and a line feed would be, collections sorted by name.
 */
export function toStateText(source: StateFileSource): Generator<string> {
  return toPieces(listParts(source));
}

/** The text of a snapshot's file, likewise. */
export function toSnapshotText({ world, ...head }: KeptSnapshot): Generator<string> {
  return toPieces(listSnapshotParts(head, world));
}

/** How many characters a piece has, more or less. */
const PIECE = 65_536;

function* toPieces(parts: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const part of parts) {
    piece.push(part);
    length += part.length;
    if (length >= PIECE) {
      // Joined and not added up: to encode a text that was added up from many takes ten times as long.
      yield piece.join("");
      piece = [];
      length = 0;
    }
  }
  yield piece.join("");
}

function* listParts({ world, fixtures }: StateFileSource): Generator<string> {
  const { randomSeed, idSequence, collections, sessions = {} } = world;
  const head = { formatVersion, randomSeed, idSequence, fixtures: sort(fixtures) };
  yield JSON.stringify(head, null, 2).slice(0, -"\n}".length);
  yield* listCollectionParts(collections, "  ");
  yield* listSessionParts(sessions);
  yield "\n}\n";
}

function* listSessionParts(sessions: Readonly<Record<string, IterableWorld>>): Generator<string> {
  let separator = ',\n  "sessions": {';
  for (const [name, world] of Object.entries(sort(sessions))) {
    yield `${separator}\n    ${JSON.stringify(name)}: `;
    yield* listWorldParts(world, "    ");
    separator = ",";
  }
  if (separator === ",") yield "\n  }";
}

function* listSnapshotParts(head: object, world: IterableWorld): Generator<string> {
  yield `${JSON.stringify(head, null, 2).slice(0, -"\n}".length)},\n  "world": `;
  yield* listWorldParts(world, "  ");
  yield "\n}\n";
}

function* listWorldParts({ randomSeed, idSequence, collections }: IterableWorld, indent: string): Generator<string> {
  yield `{\n${indent}  "randomSeed": ${JSON.stringify(randomSeed)},\n${indent}  "idSequence": ${JSON.stringify(idSequence)}`;
  yield* listCollectionParts(collections, `${indent}  `);
  yield `\n${indent}}`;
}

function* listCollectionParts(collections: IterableWorld["collections"], indent: string): Generator<string> {
  yield `,\n${indent}"collections": {`;
  let separator = "";
  for (const [name, records] of Object.entries(sort(collections))) {
    yield `${separator}\n${indent}  ${JSON.stringify(name)}: [`;
    yield* listRecordParts(records, `${indent}    `);
    separator = ",";
  }
  yield separator === "" ? "}" : `\n${indent}}`;
}

/** With the bracket that ends the list. */
function* listRecordParts(records: Iterable<object>, indent: string): Generator<string> {
  let separator = "\n";
  let some: object[] = [];
  let enough = 1;
  for (const record of records) {
    if (some.push(record) < enough) continue;
    const text = writeIndented(some, indent);
    yield separator + text;
    separator = ",\n";
    enough = Math.min(Math.floor((some.length * PART) / text.length), MOST_AT_ONCE);
    some = [];
  }
  if (some.length > 0) yield separator + writeIndented(some, indent);
  yield separator === "\n" && some.length === 0 ? "]" : `\n${indent.slice("  ".length)}]`;
}

/** How many characters are written at once, going by the records before: more at once takes hardly less for each. */
const PART = 4096;

/** How many records at most: others than those before may be large. */
const MOST_AT_ONCE = 32;

/**
 * Records as the items of a list so deep that they are indented as they are to be, without the brackets: one text for many,
 * which takes half the time of one for each that is indented afterwards.
 */
function writeIndented(records: readonly object[], indent: string): string {
  const depth = indent.length / "  ".length;
  let nested: readonly unknown[] = records;
  for (let level = 1; level < depth; level++) nested = [nested];
  // Each bracket, with its line feed, is indented by two more than the one around it.
  const around = depth * (depth + 1);
  return JSON.stringify(nested, null, 2).slice(around, -around);
}

function sort<Value>(members: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
