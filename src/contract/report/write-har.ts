import type { JsonObject } from "../../openapi/json.js";
import { findHeader, type WireHeader } from "../wire.js";
import type { Report } from "./report.js";
import type { ReportedBody, ReportedExchange } from "./reported-exchange.js";

/** All exchanges of a run as an HTTP Archive (HAR 1.2), which browsers and many tools open. */
export function writeHar({ exchanges }: Pick<Report, "exchanges">): string {
  const log = { version: "1.2", creator: { name: "standin verify", version: "1" }, entries: exchanges.map(toEntry) };
  return `${JSON.stringify({ log }, undefined, 2)}\n`;
}

/** Members that begin with `_` are those that HAR leaves to whoever writes one. */
function toEntry(exchange: ReportedExchange): JsonObject {
  const { id, operation, about, sentBy, sentAt, response, failure } = exchange;
  const duration = response?.duration ?? 0;
  return {
    startedDateTime: sentAt,
    time: duration,
    request: toRequest(exchange),
    response: toResponse(exchange),
    cache: {},
    timings: { send: 0, wait: duration, receive: 0 },
    comment: about,
    _standin: { id, operation, sentBy, ...(failure && { failure: `${failure.kind}: ${failure.message}` }) },
  };
}

function toRequest({ request: { method, url, headers, body } }: ReportedExchange): JsonObject {
  const query = URL.canParse(url) ? [...new URL(url).searchParams] : [];
  return {
    method,
    url,
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: toPairs(headers),
    queryString: toPairs(query),
    headersSize: -1,
    bodySize: getSize(body),
    ...(body && { postData: { mimeType: findHeader(headers, "content-type") ?? "", ...toContent(body) } }),
  };
}

/** An archive's entry always has a response; a status of 0 is what browsers write where none came. */
function toResponse({ response }: ReportedExchange): JsonObject {
  const { status = 0, headers = [], body } = response ?? {};
  return {
    status,
    statusText: "",
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: toPairs(headers),
    content: { size: getSize(body), mimeType: findHeader(headers, "content-type") ?? "", ...toContent(body) },
    redirectURL: findHeader(headers, "location") ?? "",
    headersSize: -1,
    bodySize: getSize(body),
  };
}

function toPairs(headers: readonly WireHeader[]): JsonObject[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function toContent(body: ReportedBody | undefined): JsonObject {
  if (!body) return {};
  return "text" in body ? { text: body.text } : { text: body.base64, encoding: "base64" };
}

function getSize(body: ReportedBody | undefined): number {
  if (!body) return 0;
  return "text" in body ? Buffer.byteLength(body.text) : Buffer.byteLength(body.base64, "base64");
}
