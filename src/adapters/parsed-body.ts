import type { IncomingMessage } from "node:http";
import { hasBody } from "./http-body.js";

/** Whether a body parser read the request's body before it came here. */
export function hasParsedBody(request: IncomingMessage): boolean {
  return hasBody(request) && !request.readable;
}

/**
 * The bytes of a body that a parser read: its own where the parser kept bytes or text, else the same value written anew.
 * @throws Error when the body was read and left nowhere.
 */
export function restoreBody(request: IncomingMessage): Uint8Array {
  const body: unknown = "body" in request ? request.body : undefined;
  // The parser unpacked it.
  delete request.headers["content-encoding"];
  if (body instanceof Uint8Array) return body;
  if (typeof body === "string") return Buffer.from(body);
  if (body === undefined) {
    throw new Error(
      "the request's body was read before it came to the stand-in, and left nowhere; mount the stand-in first",
    );
  }
  return Buffer.from(isForm(request) ? toForm(body) : JSON.stringify(body));
}

function isForm({ headers }: IncomingMessage): boolean {
  return headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
}

function toForm(body: unknown): string {
  const pairs = Object.entries(body ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value]).map((item) => [name, String(item)]),
  );
  return new URLSearchParams(pairs).toString();
}
