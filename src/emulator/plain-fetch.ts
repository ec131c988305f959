import type { PlainRequest } from "./message.js";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * The request that is meant by what `fetch` was called with, where a `Request` would change nothing of it but take most
 * of the time that the stand-in needs for its answer; `undefined` where only a `Request` can tell.
 */
export function readPlainFetch(input: Request | URL | string, init: RequestInit = {}): PlainRequest | undefined {
  const { method = "GET", headers = {}, body, ...others } = init;
  if (typeof input !== "string" || !isPlainUrl(input) || Object.keys(others).length > 0) return undefined;
  if (!METHODS.has(method) || !isPlainBody(method, body) || !isPlainObject(headers)) return undefined;
  const sent: Record<string, string> = typeof body === "string" ? { "content-type": "text/plain;charset=UTF-8" } : {};
  for (const name of Object.keys(headers)) {
    const value: unknown = headers[name];
    // What is not well-formed a `Request` refuses, and white space around a value it takes away.
    if (!/^[a-z\d-]+$/i.test(name) || typeof value !== "string" || !/^(?:[!-~](?:[ -~]*[!-~])?)?$/.test(value)) {
      return undefined;
    }
    sent[name.toLowerCase()] = value;
  }
  return { method, url: input, headers: sent, body };
}

/** Whether parsing would leave a URL as it is: nothing in it that has to be encoded, and no `.` or `..` in its path. */
function isPlainUrl(url: string): boolean {
  return /^(?:https?:\/\/[\w.-]+(?::\d+)?)?\/[\w\-./~%!$&()*+,;=:@?]*$/.test(url) && !/\/(?:\.|%2e)/i.test(url);
}

function isPlainBody(method: string, body: RequestInit["body"]): body is string | undefined {
  return body === undefined || (typeof body === "string" && method !== "GET" && method !== "HEAD");
}

function isPlainObject(headers: object): headers is Record<string, unknown> {
  return Object.getPrototypeOf(headers) === Object.prototype;
}
