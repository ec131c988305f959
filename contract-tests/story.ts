import { expect } from "vitest";

/** A stand-in to which a story is told, in process or over HTTP. */
export interface StoryTarget {
  /** Sends a request; the path begins with a slash. */
  fetch(path: string, init: RequestInit): Promise<Response>;
  /** The request headers that carry a credential of a principal of the demo fixture, `api.principal`. */
  credential(principal: string): Promise<Readonly<Record<string, string>>>;
}

/** An answer as a story looks at it. */
export interface StoryReply {
  readonly status: number;
  /** Parsed; `undefined` when empty. */
  readonly body: unknown;
}

/** Sends one request of a story: `METHOD /path`, as a principal, with a body that is sent as JSON. */
export type Tell = (line: string, principal: string, json?: object) => Promise<StoryReply>;

/** A way to tell a story to a target. Every answer must say on what evidence it rests, and be one that its document allows. */
export function createTeller(target: StoryTarget): Tell {
  return async (line, principal, json) => {
    const [method = "", path = ""] = line.split(" ");
    const credential = await target.credential(principal);
    const response = await target.fetch(path, {
      method,
      headers: { ...credential, ...(json && { "content-type": "application/json" }) },
      ...(json && { body: JSON.stringify(json) }),
    });
    expect(response.headers.get("x-standin-evidence"), line).not.toBeNull();
    expect(response.headers.get("x-standin-violations"), line).toBeNull();
    const text = await response.text();
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    return { status: response.status, body };
  };
}
