import type { Case } from "../contract/case.js";
import type { Contract } from "../contract/contract.js";
import type { Exchange } from "../contract/exchange.js";
import type { WireFailure, WireRequest } from "../contract/wire.js";
import { readDocument } from "../openapi/document.js";
import type { JsonObject } from "../openapi/json.js";
import { createSchemaValidators } from "../openapi/schema-validator.js";

/** A contract of a document with these paths, and whatever else of a document a test is about. */
export function createTinyContract(paths: JsonObject, more: JsonObject = {}): Contract {
  const source: JsonObject = {
    openapi: "3.1.0",
    info: { title: "Tiny", version: "1" },
    "x-evidence": "source",
    "x-standin": { api: "tiny", error: {}, collections: {}, rules: {} },
    ...more,
    paths,
  };
  return {
    document: readDocument(source, createSchemaValidators(source)),
    file: "tiny.yaml",
    findLine: () => undefined,
  };
}

/** An answer, as a test writes it down. */
export interface TinyAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON unless it is text or bytes; with a `Content-Type` of JSON unless the headers name one, or `null` for none. */
  readonly body?: unknown;
  readonly type?: string | null;
  readonly request?: Partial<WireRequest>;
  readonly sent?: Partial<Case>;
  readonly failure?: WireFailure;
  readonly faults?: readonly string[];
}

/** An exchange of an operation, the first of the contract unless it is named. */
export function createExchange(contract: Contract, answer: TinyAnswer, id?: string): Exchange {
  const operation = contract.document.operations.find((one) => id === undefined || one.id === id);
  if (!operation) throw new Error(`there is no operation ${id}`);
  const { status = 200, body, type, headers = {}, failure, faults = [] } = answer;
  const bytes = toBytes(body);
  const contentType = type === undefined && body !== undefined ? "application/json" : type;
  const sent: Case = {
    operation,
    about: "a request",
    expectation: "open",
    path: {},
    query: [],
    headers: [],
    cookies: [],
    credential: "valid",
    violations: [],
    ...answer.sent,
  };
  return {
    id: 7,
    operation: `tiny.${operation.id}`,
    case: sent,
    request: { method: sent.method ?? operation.method, path: operation.pathTemplate, headers: [], ...answer.request },
    response: failure
      ? undefined
      : {
          status,
          headers: [...(contentType ? [["Content-Type", contentType] as const] : []), ...Object.entries(headers)],
          body: bytes,
          faults,
          duration: 1,
        },
    failure,
    sentAt: 0,
    sentBy: "C101",
    chain: [],
  };
}

function toBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body));
}
