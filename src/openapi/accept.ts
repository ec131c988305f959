import { parseMediaType, type MediaType } from "./media-type.js";

/** A range of media types that a request's `Accept` names. */
interface AcceptedRange extends MediaType {
  /** From 0, which refuses, to 1. */
  readonly quality: number;
}

/**
 * The documented media types that an `Accept` header allows, those that it prefers first and of equal ones the first
 * documented; all of them where it says nothing that can be understood (RFC 9110, 12.5.1).
 */
export function listAcceptable(accept: string | undefined, documented: readonly string[]): string[] {
  const ranges = accept === undefined ? [] : readAccept(accept);
  if (ranges.length === 0) return [...documented];
  const weighed = documented.map((mediaType) => ({ mediaType, quality: weigh(mediaType, ranges) }));
  return weighed
    .filter(({ quality }) => quality > 0)
    .toSorted((one, other) => other.quality - one.quality)
    .map(({ mediaType }) => mediaType);
}

function readAccept(accept: string): AcceptedRange[] {
  return accept.split(",").flatMap((text) => {
    const range = parseMediaType(text);
    if (!range) return [];
    const { q, ...parameters } = range.parameters;
    const quality = q === undefined ? 1 : Number(q);
    return Number.isNaN(quality) ? [] : [{ essence: range.essence, parameters, quality }];
  });
}

/** The quality that the most specific range gives to a media type; 0 where none has it. */
function weigh(mediaType: string, ranges: readonly AcceptedRange[]): number {
  const asked = parseMediaType(mediaType);
  if (!asked) return 0;
  let [quality, best] = [0, 0];
  for (const range of ranges) {
    const precision = measure(range, asked);
    if (precision > best) [quality, best] = [range.quality, precision];
  }
  return quality;
}

/** How precisely a range names a media type: 0 when it is another. */
function measure(range: MediaType, { essence, parameters }: MediaType): number {
  const [type = "", subtype = ""] = range.essence.split("/");
  const [ownType = "", ownSubtype = ""] = essence.split("/");
  if (range.essence === "*/*") return 1;
  // What is documented may be a range itself, of which anything may be answered.
  if (ownType !== "*" && ownType !== type) return 0;
  if (subtype === "*") return 2;
  if (ownSubtype !== "*" && ownSubtype !== subtype) return 0;
  const names = Object.keys(range.parameters);
  return names.every((name) => parameters[name] === range.parameters[name]) ? 3 + names.length : 0;
}
