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

function* toPieces(parts: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const part of parts) {
    piece.push(part);
    length += part.length;
    if (length >= 65_536) {
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
  let isEmpty = true;
  for (const record of records) {
    // Within JSON's own strings a line feed is always escaped, so every one that is here begins a line.
    // (Not replaced: that gives a text in many pieces, which take long to put together.)
    const text = JSON.stringify(record, null, 2).split("\n").join(`\n${indent}`);
    yield `${isEmpty ? "" : ","}\n${indent}${text}`;
    isEmpty = false;
  }
  yield isEmpty ? "]" : `\n${indent.slice("  ".length)}]`;
}

function sort<Value>(members: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
