import { isJsonObject, parseJson, type Json, type JsonObject } from "../openapi/json.js";
import { Failure } from "./failure.js";
import { showJson } from "./show-json.js";

/** Speaks to a running stand-in by its control API. */
export interface ControlClient {
  readonly url: string;
  /** Sends a request; gives the body of its answer. @throws Failure that says why there is none, or what was refused. */
  send(method: string, path: string, body?: object): Promise<JsonObject>;
  /** Opens a body that comes bit by bit. @throws Failure as `send`. */
  open(path: string, signal: AbortSignal, more: Readonly<Record<string, string>>): Promise<ReadableStream<Uint8Array>>;
}

/** Where a stand-in answers, and for whom one speaks. */
export interface ControlTarget {
  /** Its origin. */
  readonly url: string;
  readonly session?: string | undefined;
}

/** Makes a client; the control token is taken from the environment. */
export function createControlClient({ url, session }: ControlTarget): ControlClient {
  const token = process.env["STANDIN_CONTROL_TOKEN"];
  const headers = {
    ...(session !== undefined && { "x-standin-session": session }),
    ...(token !== undefined && token !== "" && { authorization: `Bearer ${token}` }),
  };
  return {
    url,
    async send(method, path, body) {
      const sent = body && { body: JSON.stringify(body), headers: { ...headers, "content-type": "application/json" } };
      const response = await call(url, path, { method, headers, ...sent });
      const answer = parseAnswer(await response.text());
      // Only a stand-in says the version of its answers' form.
      if (answer === undefined || answer["schemaVersion"] === undefined) throw refuseStranger(url, response.status);
      if (!response.ok) throw new Failure(describeRefusal(url, answer));
      return answer;
    },
    async open(path, signal, more) {
      const response = await call(url, path, { headers: { ...headers, ...more }, signal });
      if (response.ok && response.body) return response.body;
      const answer = parseAnswer(await response.text());
      throw answer ? new Failure(describeRefusal(url, answer)) : refuseStranger(url, response.status);
    },
  };
}

async function call(url: string, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${url}/__standin${path}`, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    const reason = toReason(error);
    throw new Failure(
      `no stand-in answers at ${url} (${reason}); start one with standin serve, or say where one is with --url`,
      { cause: error },
    );
  }
}

/** `fetch` only says that it failed; why is in the cause. */
function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}

function parseAnswer(text: string): JsonObject | undefined {
  try {
    const value: Json = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function refuseStranger(url: string, status: number): Failure {
  return new Failure(`what answers at ${url} is no stand-in (its status was ${status}); say where one is with --url`);
}

function describeRefusal(url: string, { error, message }: JsonObject): string {
  const hint =
    error === "unauthenticated" ? "; set STANDIN_CONTROL_TOKEN to the one with which the stand-in was started" : "";
  return `${url} says: ${showJson(message)}${hint}`;
}
