import type { Case } from "../contract/case.js";
import type { Exchange } from "../contract/exchange.js";
import type { Finding } from "../contract/finding.js";
import type { RunResult } from "../contract/report/create-report.js";
import type { WireResponse } from "../contract/wire.js";
import { readDocument } from "../openapi/document.js";
import { createSchemaValidators } from "../openapi/schema-validator.js";

const SOURCE = {
  openapi: "3.1.0",
  info: { title: "Notes", version: "2.0.0" },
  "x-standin": { api: "notes", error: { type: "object" }, collections: {}, rules: {} },
  paths: {
    "/notes": {
      post: {
        operationId: "createNote",
        responses: { "200": { description: "Made.", content: { "application/json": { schema: { type: "object" } } } } },
      },
    },
    "/notes/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: { operationId: "getNote", responses: { "200": { description: "Here." }, "404": { description: "None." } } },
    },
  },
};

const document = readDocument(SOURCE, createSchemaValidators(SOURCE));

/** A run of a small API that made a note, read it, and saw what it should not have seen, unless told otherwise. */
export function createSampleRun(different: Partial<RunResult> = {}): RunResult {
  return {
    contract: { document, file: "openapi/notes.yaml", findLine: (pointer) => pointer.length },
    target: { name: "http://127.0.0.1:4010", baseUrl: "http://127.0.0.1:4010/v2" },
    mode: "own-data",
    level: "published",
    seed: 7,
    startedAt: Date.parse("2026-01-15T12:00:00.000Z"),
    duration: 1234.5,
    exchanges: [
      createExchange(1, "createNote", '{"text":"a"}', { status: 200, body: '{"id":"n1","text":"a"}' }),
      { ...createExchange(2, "getNote", undefined, { status: 200, body: '{"id":"n1"}' }), chain: [1] },
    ],
    findings: [createFinding()],
    checks: [
      { id: "C004", title: "A body keeps its schema", judged: 2, findings: 1, notRun: undefined },
      { id: "C206", title: "A conflict is refused", judged: 0, findings: 0, notRun: "no conflict is documented" },
    ],
    coverage: [
      {
        operation: "notes.getNote",
        effect: "reads",
        responses: [
          { status: "200", mediaType: "application/json", seen: 1, reason: undefined },
          { status: "404", mediaType: undefined, seen: 0, reason: "no check asks for it" },
        ],
        requests: [],
        untested: undefined,
      },
    ],
    records: {
      created: 1,
      deleted: 1,
      confirmedGone: 1,
      restored: 0,
      spent: [],
      leftovers: [],
      foreignTouched: 0,
    },
    gaps: [],
    stopped: false,
    ...different,
  };
}

/** A finding of that run: a note that came back without its text. */
export function createFinding(different: Partial<Finding> = {}): Finding {
  return {
    check: "C004",
    operation: "notes.getNote",
    message: 'The body breaks its schema: "text" is missing',
    blame: "server",
    why: "its answer breaks the document",
    received: { id: "n1" },
    documented: { required: ["text"] },
    pointer: "/paths/~1notes~1{id}/get",
    evidence: "source",
    rule: undefined,
    severity: "failure",
    exchanges: [2],
    ...different,
  };
}

/** An exchange of an operation of that run's API. */
export function createExchange(
  id: number,
  operationId: string,
  sent: string | Uint8Array | undefined,
  answer: { readonly status: number; readonly body?: string | Uint8Array } | undefined,
): Exchange {
  const operation = document.operations.find((candidate) => candidate.id === operationId);
  if (!operation) throw new Error(`the sample has no operation ${operationId}`);
  const body = toBytes(sent);
  return {
    id,
    operation: `notes.${operationId}`,
    case: createCase({ operation, ...(body && { body: { mediaType: "application/json", bytes: body } }) }),
    request: {
      method: operation.method,
      path: operation.pathTemplate.replace("{id}", "n1"),
      headers: [["Authorization", "Bearer s3cret"], ...(body ? [["Content-Type", "application/json"] as const] : [])],
      ...(body && { body }),
    },
    response: answer && toResponse(answer),
    failure: answer ? undefined : { kind: "reset", message: "the connection was reset" },
    sentAt: Date.parse("2026-01-15T12:00:00.000Z") + id,
    sentBy: "C101",
    chain: [],
  };
}

function createCase(of: Pick<Case, "operation" | "body">): Case {
  const nothing = { path: {}, query: [], headers: [], cookies: [], violations: [] };
  return { ...nothing, about: "a valid request", expectation: "accepted", credential: "valid", ...of };
}

function toResponse({ status, body }: { readonly status: number; readonly body?: string | Uint8Array }): WireResponse {
  const headers = [["content-type", "application/json"]] as const;
  return { status, headers, body: toBytes(body) ?? new Uint8Array(), faults: [], duration: 3 };
}

function toBytes(content: string | Uint8Array | undefined): Uint8Array | undefined {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

/** Puts a mask in the place of the sample's only secret. */
export function maskSample(text: string): string {
  return text.replaceAll("s3cret", "[MASKED]");
}
