import { isJsonObject, parseJson, type JsonObject } from "../openapi/json.js";
import { SESSION_HEADER } from "../emulator/session-selector.js";

/** What the control API refused. */
export class ControlError extends Error {
  override readonly name = "ControlError";
  readonly status: number;

  constructor(call: string, status: number, message: string) {
    super(`The stand-in refused ${call} with ${status}: ${message}`);
    this.status = status;
  }
}

/** Calls the control API of a stand-in. @throws ControlError that says what was asked and what is wrong with it. */
export type Control = (method: string, path: string, body?: object) => Promise<JsonObject>;

/** What answers a request. */
export type Fetch = (request: Request) => Promise<Response>;

/** Where a stand-in answers. */
export interface ControlTarget {
  readonly origin: string;
  readonly fetch: Fetch;
  /** The control token, where it asks for one. */
  readonly controlToken?: string | undefined;
}

/** Makes calls to a control API; they are about a session, or about the base without one. */
export function createControl({ origin, fetch, controlToken }: ControlTarget, session?: string): Control {
  return async (method, path, body) => {
    const headers = {
      ...(session !== undefined && { [SESSION_HEADER]: session }),
      ...(controlToken !== undefined && { "x-standin-control-token": controlToken }),
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    const request = new Request(`${origin}/__standin${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await fetch(request);
    const text = await response.text();
    if (response.ok) return parseObject(text);
    throw new ControlError(`${method} ${path}`, response.status, readMessage(text));
  };
}

function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  if (isJsonObject(value)) return value;
  throw new Error(`The control API answered what is no object: ${text.slice(0, 200)}`);
}

/** An answer that is not the control API's own says at least what it is. */
function readMessage(text: string): string {
  try {
    const value = parseJson(text);
    return isJsonObject(value) && typeof value["message"] === "string" ? value["message"] : text.slice(0, 200);
  } catch (error) {
    if (error instanceof SyntaxError) return text.slice(0, 200);
    throw error;
  }
}
