import { createEmulator, type Emulator, type PlainRequest } from "standin";
import { listen, loadApis } from "standin/node";
import { expect, onTestFinished, test, vi } from "vitest";
import { checkOwn, control, liveInSession, UNTRAPPED, type OwnSession } from "./session-client.js";

const CLIENTS = 32;
const ROUNDS = process.env["STANDIN_FULL"] === "1" ? 20 : 1;

test(`${CLIENTS} clients at once, each in its sessions, never meet`, { timeout: 300_000 }, async () => {
  const { emulator, url } = await start();
  expect(await runClients(url, CLIENTS, ROUNDS)).toEqual([]);
  expect(emulator.sessions.list()).toHaveLength(CLIENTS * ROUNDS);
});

type Session = Emulator["sessions"]["base"];

/** For so many clients, what becomes of the session of one request in so many. */
const LEAKS: [about: string, clients: number, oneIn: number, leak: Leak][] = [
  ["whose name of the session is lost", CLIENTS, 500, (_own, base) => base],
  ["that enters another's session", 8, 100, (_own, _base, other) => other],
  ["that sees another's records", 8, 20, (own, _base, other) => ({ ...own, world: other.world })],
  ["that is struck by another's faults", 8, 100, (own, base) => ({ ...own, faults: base.faults })],
  ["that tells another's time", 8, 100, (own, _base, other) => ({ ...own, clock: other.clock })],
  ["that is written into another's journal", 8, 100, (own, _base, other) => ({ ...own, journal: other.journal })],
];

type Leak = (own: Session, base: Session, other: Session) => Session;

test.each(LEAKS)("a request %s is noticed (%i clients, one request in %i)", async (_about, clients, oneIn, leak) => {
  const { url } = await start((emulator) => plantLeak(emulator, oneIn, leak));
  expect(await runClients(url, clients, 1)).not.toEqual([]);
});

/** A server with the demo fixture, and a trap in its base: each operation fails there. */
async function start(wrap = (emulator: Emulator): Emulator => emulator) {
  const emulator = createEmulator({ apis: await loadApis(), rules: { "supervity.sharedAccounts": "list" } });
  const server = await listen(wrap(emulator), { port: 0 });
  onTestFinished(() => server.close());
  await control(server.url, undefined, "POST snapshots", { name: UNTRAPPED });
  await control(server.url, undefined, "PUT faults", { faults: listTraps(emulator) });
  return { emulator, url: server.url };
}

function listTraps({ apis }: Emulator): object[] {
  const effect = { kind: "status", status: 500, message: "This is the base, where nobody should be." };
  return apis
    .filter(({ name }) => name !== "standin")
    .flatMap(({ name, document }) => document.operations.map(({ id }) => ({ operation: `${name}.${id}`, effect })));
}

/** Lets all clients live at once, then checks all that they did; gives what was wrong. */
async function runClients(url: string, clients: number, rounds: number): Promise<unknown[]> {
  const before = await control(url, undefined, "GET state");
  const lives = await Promise.allSettled(
    Array.from({ length: clients }, (_, client) => runClient(url, client, rounds)),
  );
  const sessions = lives.flatMap((life) => (life.status === "fulfilled" ? life.value : []));
  const checks = await Promise.allSettled(sessions.map((session) => checkOwn(url, session)));
  const [base] = await Promise.allSettled([checkBase(url, before)]);
  return [...lives, ...checks, base].flatMap(listFailure);
}

function listFailure(result: PromiseSettledResult<unknown>): unknown[] {
  return result.status === "rejected" ? [result.reason] : [];
}

async function runClient(url: string, client: number, rounds: number): Promise<OwnSession[]> {
  const sessions: OwnSession[] = [];
  for (let round = 0; round < rounds; round++) {
    // A minute apart from each other's, and far from the real time.
    const instant = new Date(Date.UTC(2031, 0, 1, round, client)).toISOString();
    sessions.push(await liveInSession(url, `client-${client}-round-${round}`, instant));
  }
  return sessions;
}

async function checkBase(url: string, before: unknown): Promise<void> {
  expect(await control(url, undefined, "GET requests")).toMatchObject({ requests: [], total: 0 });
  expect(await control(url, undefined, "GET state")).toEqual(before);
  const { faults } = await control<{ faults: readonly { seen: number }[] }>(url, undefined, "GET faults");
  expect(faults.filter(({ seen }) => seen > 0)).toEqual([]);
  expect(await control(url, undefined, "GET clock")).toMatchObject({ frozen: false, offsetMilliseconds: 0 });
}

/** Lets one in so many requests to an API be handled in a session that is not its own. */
function plantLeak(emulator: Emulator, oneIn: number, leak: Leak): Emulator {
  const { sessions } = emulator;
  const enter = sessions.enter.bind(sessions);
  let isLeaking = false;
  let count = 0;
  vi.spyOn(sessions, "enter").mockImplementation((selector) => {
    const own = enter(selector);
    const other = sessions.list().find(({ session }) => session !== own)?.session;
    return isLeaking && other ? leak(own, sessions.base, other) : own;
  });
  const handle = (request: PlainRequest) => {
    // The session is entered before anything is waited for.
    isLeaking = !request.url.startsWith("/__standin") && ++count % oneIn === 0;
    try {
      return emulator.handle(request);
    } finally {
      isLeaking = false;
    }
  };
  return { ...emulator, handle };
}
