import type { PlainReply } from "./message.js";
import { orAborted } from "./or-aborted.js";
import { pause } from "./pause.js";

/** Whether a reply goes out in one stroke: nothing is done to it on its way, and its body is there. */
export function isWhole({ stream, disruption }: PlainReply): boolean {
  return stream === undefined && disruption === undefined;
}

/** Whether a reply's body is so long that to write it in one go would keep others waiting. */
export function isLong({ body = "" }: PlainReply): boolean {
  return body.length > LONG;
}

/** In UTF-16 units: a mebibyte takes a millisecond or two. */
const LONG = 1_048_576;

/** Whether a reply ends before its body does. */
export function isTruncated(reply: PlainReply): boolean {
  return countSent(reply) < getBytes(reply).byteLength;
}

/**
 * The bytes of a reply's body as they go out, with the pauses between them: those of its stream as they come, or as many
 * of its body as are to be sent. A signal ends it at once.
 */
export async function* listPieces(reply: PlainReply, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  if (reply.stream) yield* follow(reply.stream, signal);
  else if (reply.disruption) yield* cut(reply, signal);
  else yield* slice(reply, signal);
}

/** Encoded only as it goes out. */
function* slice({ body = "" }: PlainReply, signal: AbortSignal): Generator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  for (let at = 0; at < body.length && !signal.aborted;) {
    const end = at + LONG / 4;
    // A character of two units stays whole.
    const next = isLeadingHalf(body.charCodeAt(end - 1)) ? end + 1 : end;
    yield encoder.encode(body.slice(at, next));
    at = next;
  }
}

function isLeadingHalf(unit: number): boolean {
  return unit >= 0xd8_00 && unit <= 0xdb_ff;
}

async function* cut(reply: PlainReply, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = getBytes(reply).subarray(0, countSent(reply));
  const { bytes: size, milliseconds } = reply.disruption?.pieces ?? { bytes: bytes.byteLength, milliseconds: 0 };
  for (let at = 0; at < bytes.byteLength; at += Math.max(1, size)) {
    if (milliseconds > 0) await pause(milliseconds, signal);
    if (signal.aborted) return;
    yield bytes.subarray(at, at + Math.max(1, size));
  }
}

/** Its iterator is told of the end even while its next piece is still to come, which may be never. */
async function* follow(
  stream: AsyncIterable<string>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = stream[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  try {
    for (;;) {
      const next = await orAborted(iterator.next(), signal);
      if (next.done === true) return;
      yield encoder.encode(next.value);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // Not waited for, since a generator ends only once the piece came for which it waits; and nobody hears how it ended.
    iterator.return?.().catch(() => {});
  }
}

function getBytes({ body = "" }: PlainReply): Uint8Array {
  return new TextEncoder().encode(body);
}

function countSent({ disruption }: PlainReply): number {
  return disruption?.truncateAt ?? Infinity;
}
