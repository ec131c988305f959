import * as fc from "fast-check";
import * as demo from "./versori-demo.js";

/** One thing that a client of a stand-in, or the person who runs it, does. */
export type Step =
  | {
      readonly kind: "request";
      readonly method: string;
      /** `$KIND` stands for an id that an answer told, `$KIND2` for another. */
      readonly path: string;
      readonly body?: object | string;
      /** `api.principal`, or what is sent in place of a credential. */
      readonly as: string;
      /** Where the credential stands. */
      readonly carrier?: "query" | "cookie";
      readonly session?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "control";
      readonly method: string;
      readonly path: string;
      readonly body?: object;
      readonly session?: string;
    };

/** Clients that do well and badly on all three APIs, in sessions and in none, while faults, clock and records are changed. */
export function randomTraffic(): fc.Arbitrary<Step[]> {
  return fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fc.oneof(fassport(), supervity(), versori(), stray()) },
      { weight: 1, arbitrary: control() },
    ),
    { minLength: 1150, maxLength: 1150 },
  );
}

const SESSIONS = ["one", "two", "three"];

function fassport(): fc.Arbitrary<Step> {
  const root = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
  const one = `${root}$fassport`;
  const name = fc.string({ maxLength: 20 });
  const config = fc.constantFrom(
    {},
    { password: "a secret that is long enough" },
    { folder: "inbox", apiKey: "0123456789abcdef" },
  );
  const created = fc.record({
    name,
    type: fc.constantFrom("Email", "None"),
    provider: fc.constantFrom("Gmail", ""),
    config,
  });
  const calls = fc.oneof(
    call("GET", root),
    call("POST", root, fc.oneof(created, broken())),
    call("GET", one),
    call("PUT", one, fc.oneof(fc.record({ name, config }, { requiredKeys: [] }), broken())),
    call("PUT", `${one}/status`, fc.constantFrom({ status: "Active" }, { status: "Inactive" }, { status: 1 })),
    call("DELETE", one),
    ...["archive", "unarchive", "test"].map((action) => call("POST", `${one}/${action}`)),
  );
  return send(calls, ["fassport.admin", "fassport.admin", "fassport.viewer", "fassport.stranger"]);
}

function supervity(): fc.Arbitrary<Step> {
  const slug = fc.constantFrom("google-workspace", "slack", "github", "nothing");
  const action = fc.constantFrom("send-email", "create-event", "post-message", "create-issue", "nothing");
  const account = fc.constantFrom("019d2470-0db1-7000-8591-0000000000a1", "019d2470-0db1-7000-8591-0000000000ff", "x");
  const keys = fc.array(fc.constantFrom("finance", "support", "nobody"), { maxLength: 3 });
  const sharing = fc.oneof(fc.record({ shareWithTeamKeys: keys }), broken());
  const calls = fc.oneof(
    call("GET", "/api/v1/integrations/me"),
    account.chain((id) => call("PATCH", `/api/v1/integrations/accounts/${id}/sharing`, sharing)),
    fc.tuple(slug, action).chain(([one, other]) => call("DELETE", `/api/v1/integrations/${one}/actions/${other}`)),
  );
  const sent = send(calls, ["supervity.ada", "supervity.ada", "supervity.bob", "supervity.dan", "supervity.robot"]);
  const carrier = fc.constantFrom(undefined, undefined, "query" as const, "cookie" as const);
  return fc.tuple(sent, carrier).map(([step, chosen]) => ({ ...step, ...(chosen && { carrier: chosen }) }));
}

function versori(): fc.Arbitrary<Step> {
  const { VERSORI: base, HUB, ACTIVATE_PLAIN, ACTIVATE_TWO, ACTIVATE_WITH_SCHEMA } = demo;
  const hub = `${base}/embed/${HUB}`;
  const one = `${base}/activations/$versori`;
  const activation = fc.oneof(
    fc.constantFrom<object>(ACTIVATE_PLAIN, ACTIVATE_TWO, ACTIVATE_WITH_SCHEMA, {
      ...ACTIVATE_PLAIN,
      userId: "nobody",
    }),
    broken(),
  );
  const variables = fc.record({ dynamicVariables: fc.record({ region: fc.constantFrom("eu", "us", "moon") }) });
  const calls = fc.oneof(
    call("POST", `${base}/activations`, activation),
    call("GET", one),
    call("DELETE", one),
    call("PUT", `${one}/variables`, fc.oneof(variables, broken())),
    call("GET", `${hub}/users/ada/activations`),
    call("GET", `${base}/users/ada`),
    call("GET", `${hub}/nothing`),
  );
  return send(calls, ["versori.admin", "versori.admin", "versori.ada", "versori.bob", "versori.stranger"]);
}

/** What belongs to no operation. */
function stray(): fc.Arbitrary<Step> {
  return send(fc.oneof(call("GET", "/"), call("GET", "/api/v1/nothing"), call("DELETE", "/api/v1/integrations/me")), [
    "nobody",
  ]);
}

type Headers = Readonly<Record<string, string>>;

type Request = Extract<Step, { kind: "request" }>;

function call(method: string, path: string, body?: fc.Arbitrary<object | string>): fc.Arbitrary<Omit<Request, "as">> {
  const kind = "request" as const;
  return body ? body.map((sent) => ({ kind, method, path, body: sent })) : fc.constant({ kind, method, path });
}

function send(calls: fc.Arbitrary<Omit<Request, "as">>, principals: readonly string[]): fc.Arbitrary<Request> {
  const good = fc.constantFrom(...principals);
  const as = fc.oneof(
    { weight: 9, arbitrary: good },
    { weight: 1, arbitrary: fc.constantFrom("", "Bearer x", "Basic YTpi") },
  );
  const session = fc.option(fc.constantFrom(...SESSIONS), { nil: undefined, freq: 2 });
  const headers: fc.Arbitrary<Request["headers"] | undefined> = fc.oneof(
    { weight: 12, arbitrary: fc.constant<Readonly<Record<string, string>> | undefined>(undefined) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Headers>(
        { prefer: "code=404" },
        { prefer: "code=503, wait=0.01" },
        { "x-standin-delay": "5" },
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Headers>(
        { "content-type": "text/plain" },
        { "x-active-org": "demo" },
        { "x-active-org": "none" },
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom<Headers>({ "x-standin-session": "not a name" }, { cookie: "theme=dark" }) },
  );
  return fc.record({ sent: calls, as, session, headers }).map(({ sent, as: who, session: name, headers: more }) => ({
    ...sent,
    as: who,
    ...(name !== undefined && { session: name }),
    ...(more && { headers: more }),
  }));
}

/** What no operation takes. */
function broken(): fc.Arbitrary<object | string> {
  return fc.oneof(
    fc.constantFrom(
      "",
      "{",
      '{"name":',
      "{'name':1}",
      '{"name":"a\nb"}',
      '{"password":"hush hush, all of you"',
      "[]",
      "null",
      "\ufeff{}",
    ),
    fc.json({ maxDepth: 2 }),
    fc.constantFrom({}, { name: 7 }, { unknown: true }),
  );
}

type Control = Extract<Step, { kind: "control" }>;

/** What the person who runs the stand-in does meanwhile. */
function control(): fc.Arbitrary<Step> {
  const anywhere = fc.oneof(
    { weight: 6, arbitrary: fault().map((body) => ({ method: "POST", path: "/faults", body })) },
    fc.constant({ method: "DELETE", path: "/faults" }),
    move(1, 1000, 5000, -5000),
    fc.constant({ method: "POST", path: "/reset" }),
    fc.constant({ method: "PATCH", path: "/state/supervity/organisations/demo", body: { name: "Renamed" } }),
  );
  // Sessions live by the base's clock, and are not to end here.
  const inSession = fc.oneof(
    move(61_000, 3_600_000, 90_000_000),
    fc.constant({ method: "PUT", path: "/clock", body: { frozenAt: "2026-01-15T12:00:00Z" } }),
    fc.constant({ method: "PUT", path: "/clock", body: { running: true } }),
    fc.constant({ method: "POST", path: "/snapshots", body: { name: "moment" } }),
    fc.constant({ method: "POST", path: "/snapshots/moment/restore" }),
  );
  const session = fc.constantFrom(...SESSIONS);
  return fc.oneof(
    anywhere.map((step): Control => ({ kind: "control", ...step })),
    fc.tuple(fc.oneof(anywhere, inSession), session).map(([step, name]): Control => {
      return { kind: "control", ...step, session: name };
    }),
  );
}

function move(...choices: [number, ...number[]]): fc.Arbitrary<Omit<Control, "kind">> {
  const milliseconds = fc.constantFrom(...choices);
  return milliseconds.map((moved) => ({ method: "POST", path: "/clock/advance", body: { milliseconds: moved } }));
}

function fault(): fc.Arbitrary<object> {
  return fc.record({
    operation: fc.constantFrom(
      "fassport.createIntegration",
      "fassport.listIntegrations",
      "supervity.getMyIntegrations",
      "versori.GetActivation",
    ),
    effect: fc.constantFrom<object>(
      { kind: "status", status: 503, retryAfter: 3 },
      { kind: "status", status: 500, message: "Broken on purpose" },
      { kind: "latency", distribution: "uniform", from: 0, to: 5 },
      { kind: "reset" },
      { kind: "truncate", bytes: 7 },
      { kind: "slow", bytes: 2000, milliseconds: 1 },
      { kind: "malformed" },
      { kind: "rate-limit", requests: 3, seconds: 60 },
    ),
    which: fc.constantFrom<object>(
      { kind: "first", count: 2 },
      { kind: "every", count: 3 },
      { kind: "share", share: 0.5 },
    ),
    seconds: fc.constantFrom(30, 3600),
  });
}
