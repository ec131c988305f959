import { expect, onTestFinished, test, vi } from "vitest";
import { createTestEmulator, type TestRequest } from "../testing/test-emulator.js";
import type { Latency } from "./fault.js";
import { drawLatency } from "./latency.js";

const LIST = "GET /api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

test("a fixed latency holds the answer back for as long as it says, and no longer", async () => {
  const { wait } = await startSlow({ distribution: "fixed", milliseconds: 250 });
  expect(await wait()).toEqual([250]);
});

test("a uniform latency lies between its ends, and is the same for the same seed", async () => {
  const latency = { distribution: "uniform", from: 100, to: 200 } as const;
  const [one, other] = [await startSlow(latency), await startSlow(latency)];
  const waits = [...(await one.wait()), ...(await one.wait()), ...(await one.wait())];
  for (const wait of waits) expect(wait).toSatisfy((value: number) => value >= 100 && value <= 200);
  expect(new Set(waits).size).toBe(3);
  expect([...(await other.wait()), ...(await other.wait()), ...(await other.wait())]).toEqual(waits);
});

test("half of a lognormal latency's draws lie below its median, and sixteen in a hundred a sigma above", () => {
  const latency = { distribution: "lognormal", median: 100, sigma: 0.5 } as const;
  const draws = Array.from({ length: 1000 }, (_, index) => drawLatency(latency, (index + 0.5) / 1000));
  expect(draws.filter((draw) => draw < 100)).toHaveLength(500);
  const above = draws.filter((draw) => draw > 100 * Math.exp(0.5)).length;
  expect(above).toSatisfy((count: number) => count > 140 && count < 175);
  expect(draws.every((draw) => draw > 0 && Number.isFinite(draw))).toBe(true);
});

test.each([0, 1])("a chance of %d gives a latency all the same", (chance) => {
  const latency = { distribution: "lognormal", median: 100, sigma: 0.5 } as const;
  expect(drawLatency(latency, chance)).toSatisfy((value: number) => value > 0 && Number.isFinite(value));
});

test("a latency before the operation holds back what it does, one after it only the answer", async () => {
  for (const [point, made] of [
    ["before", 0],
    ["after", 1],
  ] as const) {
    const { emulator, send } = await startSlow({ distribution: "fixed", milliseconds: 250 }, point);
    const count = async () => emulator.freeze().collections["fassport.integrations"]?.length ?? 0;
    const before = await count();
    const answering = send({
      json: { name: "late", type: "Email", provider: "Gmail" },
      line: LIST.replace("GET", "POST"),
    });
    await vi.waitUntil(() => vi.getTimerCount() > 0);
    expect((await count()) - before).toBe(made);
    await vi.runAllTimersAsync();
    expect((await answering).status).toBe(200);
    expect((await count()) - before).toBe(1);
  }
});

test("latencies that strike one request add up", async () => {
  const { emulator, wait } = await startSlow({ distribution: "fixed", milliseconds: 250 });
  const effect = { kind: "latency", distribution: "fixed", milliseconds: 50 } as const;
  emulator.sessions.base.faults.arm({ operation: "fassport.listIntegrations", effect }, 0);
  expect(await wait()).toEqual([300]);
});

test.each([
  ["x-standin-delay", "300", [300]],
  ["prefer", "wait=2", [2000]],
  ["prefer", "respond-async, wait=0.5", [500]],
  ["x-standin-delay", "0", []],
])("a request with %s: %s is answered after %j", async (name, value, expected) => {
  const { emulator, wait } = await startSlow({ distribution: "fixed", milliseconds: 1 });
  emulator.sessions.base.faults.disarm();
  expect(await wait({ [name]: value })).toEqual(expected);
});

test("a wait that was preferred is said to have been applied, and is no reason to doubt the answer", async () => {
  const { emulator, send } = await startSlow({ distribution: "fixed", milliseconds: 1 });
  emulator.sessions.base.faults.disarm();
  const answering = send({ line: LIST, headers: { prefer: "wait=1" } });
  await vi.waitUntil(() => vi.getTimerCount() > 0);
  await vi.runAllTimersAsync();
  const { headers, evidence } = await answering;
  expect(headers["preference-applied"]).toBe("wait=1");
  expect(headers).not.toHaveProperty("x-standin-injected");
  expect(evidence).toBeDefined();
});

test.each([
  ["x-standin-delay", "soon"],
  ["x-standin-delay", "60001"],
  ["x-standin-delay", "-1"],
  ["prefer", "wait=61"],
  ["prefer", "wait=long"],
])("%s: %s is refused by its name", async (name, value) => {
  const { send } = await startSlow({ distribution: "fixed", milliseconds: 1 });
  const { status, body } = await send({ line: LIST, headers: { [name]: value } });
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain("must be a number from 0 to ");
});

/** An emulator whose timers go off when asked, with a latency armed where integrations are listed or made. */
async function startSlow(latency: Latency, point: "before" | "after" = "before") {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const { faults } = emulator.sessions.base;
  for (const operation of ["fassport.listIntegrations", "fassport.createIntegration"]) {
    faults.arm({ operation, effect: { kind: "latency", ...latency }, point }, 0);
  }
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const send = (request: TestRequest) => emulator.send({ as: "fassport.admin", ...request });
  /** Sends a request, and gives what the stand-in waited until it was answered. */
  const wait = async (headers: Readonly<Record<string, string>> = {}) => {
    const timers = vi.spyOn(globalThis, "setTimeout");
    const answering = send({ line: LIST, headers });
    for (let answered = false; !answered;) {
      vi.runAllTimers();
      answered = await Promise.race([answering.then(() => true), nextTurn()]);
    }
    expect((await answering).status).toBe(200);
    const waits = timers.mock.calls.map(([, milliseconds]) => milliseconds);
    timers.mockRestore();
    return waits;
  };
  return { emulator, send, wait };
}

/** Lets what is under way go on. */
function nextTurn(): Promise<false> {
  return new Promise((resolve) => void setImmediate(() => resolve(false)));
}
