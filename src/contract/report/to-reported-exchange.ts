import type { SecretKeeper } from "../secret-forms.js";
import type { Exchange } from "../exchange.js";
import type { WireHeader } from "../wire.js";
import type { ReportedBody, ReportedExchange } from "./reported-exchange.js";

/** What showing an exchange needs. */
export interface ShowExchangeOptions {
  /** Below which the exchange's paths stand. */
  readonly baseUrl: string;
  /** Puts `MASK` in the place of every secret of the run. */
  readonly mask: SecretKeeper["mask"];
}

/** Turns an exchange of a run into what reports may show of it. */
export function toReportedExchange(exchange: Exchange, { baseUrl, mask }: ShowExchangeOptions): ReportedExchange {
  const { id, operation, sentBy, sentAt, request, response, failure, chain } = exchange;
  return {
    id,
    operation,
    about: mask(exchange.case.about, "ours"),
    sentBy,
    sentAt: new Date(sentAt).toISOString(),
    request: {
      method: request.method,
      url: mask(baseUrl + request.path),
      headers: maskHeaders(request.headers, mask),
      ...showBody(request.body, mask),
    },
    ...(response && {
      response: {
        status: response.status,
        headers: maskHeaders(response.headers, mask),
        ...showBody(response.body, mask),
        faults: response.faults.map((fault) => mask(fault)),
        duration: response.duration,
      },
    }),
    ...(failure && { failure: { ...failure, message: mask(failure.message, "ours") } }),
    chain,
  };
}

function maskHeaders(headers: readonly WireHeader[], mask: (text: string) => string): WireHeader[] {
  return headers.map(([name, value]) => [name, mask(value)]);
}

function showBody(bytes: Uint8Array | undefined, mask: (text: string) => string): { readonly body?: ReportedBody } {
  if (!bytes || bytes.byteLength === 0) return {};
  const text = decodeUtf8(bytes);
  if (text !== undefined) return { body: { text: mask(text) } };
  // A secret may stand in what is no text, too: masked byte by byte, then encoded.
  return { body: { base64: Buffer.from(mask(Buffer.from(bytes).toString("latin1")), "latin1").toString("base64") } };
}

/** The text of bytes that are UTF-8; `undefined` when they are not. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
