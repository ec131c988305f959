import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** Takes away the content codings of a body; one that does not fit is told, and the body is left as it came. */
export function decodeContent(
  coded: Uint8Array,
  encoding: string | undefined,
): { readonly body: Uint8Array; readonly fault?: string } {
  const codings = (encoding ?? "")
    .split(",")
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== "" && coding !== "identity");
  if (coded.length === 0) return { body: coded };
  try {
    const decoded = codings.toReversed().reduce((bytes, coding) => getDecoder(coding)(bytes), coded);
    return { body: new Uint8Array(decoded) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { body: coded, fault: `the body is not coded as content-encoding says, ${encoding} (${reason})` };
  }
}

function getDecoder(coding: string): (bytes: Uint8Array) => Uint8Array {
  const decode = DECODERS[coding];
  if (!decode) throw new Error(`nobody knows the coding ${coding}`);
  return decode;
}
