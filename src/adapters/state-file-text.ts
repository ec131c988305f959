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
export type RecordTexts = WeakMap<object, string>;

function* listParts({ frozen, fixtures }: StateFileContents, texts: RecordTexts): Generator<string> {
  const head = {
    formatVersion,
    randomSeed: frozen.randomSeed,
    idSequence: frozen.idSequence,
    fixtures: sort(fixtures),
  };
  yield JSON.stringify(head, null, 2).slice(0, -"\n}".length);
  yield ',\n  "collections": {';
  let separator = "";
  for (const [name, records] of Object.entries(sort(frozen.collections))) {
    yield `${separator}\n    ${JSON.stringify(name)}: [`;
    yield* listRecordParts(records, texts);
    separator = ",";
  }
  yield separator === "" ? "}\n}\n" : "\n  }\n}\n";
}

function* listRecordParts(records: readonly object[], texts: RecordTexts): Generator<string> {
  let separator = "\n      ";
  for (const record of records) {
    yield separator;
    yield toRecordText(record, texts);
    separator = ",\n      ";
  }
  yield records.length === 0 ? "]" : "\n    ]";
}

function toRecordText(record: object, texts: RecordTexts): string {
  const known = texts.get(record);
  if (known !== undefined) return known;
  // Within JSON's own strings a line feed is always escaped, so every one that is here begins a line.
  // (Not replaced: that gives a text in many pieces, to put together at each write.)
  const text = JSON.stringify(record, null, 2).split("\n").join("\n      ");
  if (Object.isFrozen(record)) texts.set(record, text);
  return text;
}

function sort<Value>(members: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(members).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
