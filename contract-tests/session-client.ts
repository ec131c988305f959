import { expect } from "vitest";
import { tellFassportStory } from "./fassport-story.js";
import { createTeller, type Tell } from "./story.js";
import { tellSupervityStory } from "./supervity-story.js";
import { tellVersoriStory } from "./versori-story.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

/** What a client did in one session of a server that it shares with others. */
export interface OwnSession {
  /** A name that occurs nowhere but in what this session was told. */
  readonly name: string;
  /** The instant at which its clock stands, as no other session's does. */
  readonly instant: string;
  /** What it asked in its order: `req-000001 GET /path`. */
  readonly asked: readonly string[];
}

/** Tells all stories in a new session, and leaves there a record, a fault and a clock such as no other session has. */
export async function liveInSession(url: string, name: string, instant: string): Promise<OwnSession> {
  const asked: string[] = [];
  const credentials = new Map<string, Promise<Token>>();
  await control(url, name, "PUT clock", { frozenAt: instant });
  const tell = createTeller({
    async fetch(path, init) {
      const headers = new Headers(init.headers);
      headers.set("x-standin-session", toSelector(name));
      const response = await fetch(url + path, { ...init, headers });
      asked.push(`${response.headers.get("x-standin-request-id")} ${init.method} ${path}`);
      return response;
    },
    async credential(principal) {
      const [api, as] = principal.split(".");
      const issued = credentials.get(principal) ?? control<Token>(url, name, "POST tokens", { api, as });
      credentials.set(principal, issued);
      return (await issued).headers;
    },
  });
  for (const tellStory of [tellFassportStory, tellSupervityStory, tellVersoriStory]) await tellStory(tell);
  await leaveMarks(tell, url, { name, instant, asked });
  return { name, instant, asked };
}

/** A session starts from the snapshot, which knows nothing of the traps that are set in the base. */
function toSelector(name: string): string {
  return `${name};from=${UNTRAPPED}`;
}

/** Name of the snapshot from which each session starts. */
export const UNTRAPPED = "untrapped";

async function leaveMarks(tell: Tell, url: string, { name, instant }: OwnSession): Promise<void> {
  const record = { name, type: "Email", provider: "Gmail" };
  expect(await tell(`POST ${INTEGRATIONS}`, "fassport.admin", record)).toMatchObject({
    status: 200,
    body: { name, createdAt: instant },
  });
  await control(url, name, "POST faults", toFault(name));
}

/** A fault that says whose it is. */
function toFault(name: string): object {
  return { operation: "fassport.listIntegrations", effect: { kind: "status", status: 503, message: name } };
}

/** Holds what a session says of itself against what its client did in it: nothing is missing, and nothing is another's. */
export async function checkOwn(url: string, { name, instant, asked }: OwnSession): Promise<void> {
  const { requests } = await control<Requests>(url, name, "GET requests?limit=1000");
  expect(requests.map(({ id, request }) => `${id} ${request.method} ${request.url}`)).toEqual(asked);
  expect(requests.filter(({ session, time, injected }) => session !== name || time !== instant || injected)).toEqual(
    [],
  );
  const { collections } = await control<State>(url, name, "GET state");
  expect(new Set(JSON.stringify(collections).match(/client-\d+-round-\d+/g))).toEqual(new Set([name]));
  expect(await control(url, name, "GET clock")).toMatchObject({ now: instant, frozen: true });
  const { faults } = await control<Faults>(url, name, "GET faults");
  expect(faults).toEqual([expect.objectContaining({ ...toFault(name), seen: 0, struck: 0 })]);
}

interface Token {
  readonly headers: Readonly<Record<string, string>>;
}

interface Requests {
  readonly requests: readonly {
    readonly id: string;
    readonly session: string | null;
    readonly time: string;
    readonly injected: object | null;
    readonly request: { readonly method: string; readonly url: string };
  }[];
}

interface State {
  readonly collections: Readonly<Record<string, readonly object[]>>;
}

interface Faults {
  readonly faults: readonly object[];
}

/** Sends a request to the control API for a session; the caller names what the document says comes back. */
export async function control<Body>(
  url: string,
  session: string | undefined,
  line: string,
  json?: object,
): Promise<Body> {
  const [method = "", path = ""] = line.split(" ");
  const response = await fetch(`${url}/__standin/${path}`, {
    method,
    headers: {
      ...(session !== undefined && { "x-standin-session": toSelector(session) }),
      ...(json && { "content-type": "application/json" }),
    },
    ...(json && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  expect(response.ok, `${method} ${path}: ${text}`).toBe(true);
  return JSON.parse(text) as Body; // by its document, which it keeps
}
