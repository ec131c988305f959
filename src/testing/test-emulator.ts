import { inspect } from "node:util";
import { expect, onTestFinished } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import type { Api } from "../emulator/api.js";
import { createEmulator, type Emulator, type EmulatorOptions } from "../emulator/emulator.js";
import { parseJson, type Json } from "../openapi/json.js";
import { createFrozenClock } from "../world/clock.js";

/** An emulator of the built-in APIs for one test, with a shorter way to send requests. */
export interface TestEmulator extends Emulator {
  /** Sends a request as a principal and gives the answer, its body parsed. */
  readonly send: (request: TestRequest) => Promise<TestReply>;
}

/** A request of a test. */
export interface TestRequest {
  /** `METHOD /path?query`. */
  readonly line: string;
  /** `api.principal` whose credential is sent, e.g. `fassport.admin`; none without it. */
  readonly as?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a request of a test. */
export interface TestReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed; `undefined` when empty. */
  readonly body: Json | undefined;
  /** Of `x-standin-evidence`. */
  readonly evidence: string | undefined;
}

/** As an emulator is made, but for the APIs. */
export interface TestEmulatorOptions extends Partial<EmulatorOptions> {
  /** Names of the APIs to serve; all of them by default. */
  readonly only?: readonly string[];
}

/** Read and compiled once for all tests of a file; nothing changes them. */
const builtInApis = loadApis();

/** The instant at which a test's clock stands unless it sets another. */
export const TEST_INSTANT = "2026-01-15T12:00:00.000Z";

/**
 * Makes an emulator of the built-in APIs with the demo fixture and a clock that stands at {@link TEST_INSTANT}.
 * The test fails when a reply is not what its document allows, or something goes wrong inside.
 */
export async function createTestEmulator({ only, ...options }: TestEmulatorOptions = {}): Promise<TestEmulator> {
  const errors: string[] = [];
  const emulator = createEmulator({
    apis: (await builtInApis).filter(({ fixtures }) => isWanted(fixtures, only)),
    clock: createFrozenClock(TEST_INSTANT),
    log: ({ level, message, fields }) => {
      if (level === "error") errors.push(`${message} ${inspect(fields["error"])}`);
    },
    ...options,
  });
  onTestFinished(() => {
    expect(errors, "errors logged by the stand-in").toEqual([]);
    expect(emulator.defects.list(), "defects of the stand-in").toEqual([]);
  });
  return { ...emulator, send: (request) => send(emulator, request) };
}

/** The control API, which has no fixtures, is always served. */
function isWanted(fixtures: Api["fixtures"], only: readonly string[] | undefined): boolean {
  const [fixture] = Object.values(fixtures);
  return only === undefined || fixture === undefined || only.includes(fixture.api);
}

async function send(emulator: Emulator, { line, as, json, body, headers }: TestRequest): Promise<TestReply> {
  const [method = "", url = ""] = line.split(" ", 2);
  const [api = "", principal] = as?.split(".") ?? [];
  const credential = as === undefined ? undefined : await emulator.issueCredential(api, { as: principal });
  const sent = json === undefined ? body : JSON.stringify(json);
  const reply = await emulator.handle({
    method,
    url,
    headers: { ...(json !== undefined && { "content-type": "application/json" }), ...credential?.headers, ...headers },
    ...(sent !== undefined && { body: sent }),
  });
  return {
    status: reply.status,
    headers: reply.headers,
    body: reply.body === undefined ? undefined : parseJson(reply.body),
    evidence: reply.headers["x-standin-evidence"],
  };
}
