import type { FrozenWorld } from "../world/world.js";
import { formatVersion, type StateFileContents } from "./state-file-format.js";

/**
 * The text of a state file, in pieces of some 64 kB, so that a large state can be written without holding up everything
 * else. All pieces together are what `JSON.stringify(…, null, 2)` and a line feed would be, collections sorted by name.
 */
export function* toStateText(contents: StateFileContents, texts: RecordTexts): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const part of listParts(contents, texts)) {
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

/** Texts of records that were written before. A record is frozen and shared while it stays as it is, so its text holds. */
export interface RecordTexts {
  /** Of the records of the base. */
  readonly ofBase: WeakMap<object, string>;
  /** Of those of sessions, which stand further in. */
  readonly ofSessions: WeakMap<object, string>;
}

/** Starts with none. */
export function createRecordTexts(): RecordTexts {
  return { ofBase: new WeakMap(), ofSessions: new WeakMap() };
}

function* listParts({ frozen, fixtures }: StateFileContents, texts: RecordTexts): Generator<string> {
  const head = {
    formatVersion,
    randomSeed: frozen.randomSeed,
    idSequence: frozen.idSequence,
    fixtures: sort(fixtures),
  };
  yield JSON.stringify(head, null, 2).slice(0, -"\n}".length);
  yield* listCollectionParts(frozen.collections, "  ", texts.ofBase);
  yield* listSessionParts(frozen.sessions ?? {}, texts.ofSessions);
  yield "\n}\n";
}

function* listSessionParts(sessions: Readonly<Record<string, FrozenWorld>>, texts: Texts): Generator<string> {
  let separator = ',\n  "sessions": {';
  for (const [name, { randomSeed, idSequence, collections }] of Object.entries(sort(sessions))) {
    yield `${separator}\n    ${JSON.stringify(name)}: {`;
    yield `\n      "randomSeed": ${JSON.stringify(randomSeed)},\n      "idSequence": ${JSON.stringify(idSequence)}`;
    yield* listCollectionParts(collections, "      ", texts);
    yield "\n    }";
    separator = ",";
  }
  if (separator === ",") yield "\n  }";
}

type Texts = WeakMap<object, string>;

function* listCollectionParts(
  collections: FrozenWorld["collections"],
  indent: string,
  texts: Texts,
): Generator<string> {
  yield `,\n${indent}"collections": {`;
  let separator = "";
  for (const [name, records] of Object.entries(sort(collections))) {
    yield `${separator}\n${indent}  ${JSON.stringify(name)}: [`;
    yield* listRecordParts(records, `${indent}    `, texts);
    yield records.length === 0 ? "]" : `\n${indent}  ]`;
    separator = ",";
  }
  yield separator === "" ? "}" : `\n${indent}}`;
}

function* listRecordParts(records: readonly object[], indent: string, texts: Texts): Generator<string> {
  let separator = `\n${indent}`;
  for (const record of records) {
    yield separator;
    yield toRecordText(record, indent, texts);
    separator = `,\n${indent}`;
  }
}

function toRecordText(record: object, indent: string, texts: Texts): string {
  const known = texts.get(record);
  if (known !== undefined) return known;
  // Within JSON's own strings a line feed is always escaped, so every one that is here begins a line.
  // (Not replaced: that gives a text in many pieces, to put together at each write.)
  const text = JSON.stringify(record, null, 2).split("\n").join(`\n${indent}`);
  if (Object.isFrozen(record)) texts.set(record, text);
  return text;
}

function sort<Value>(members: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
