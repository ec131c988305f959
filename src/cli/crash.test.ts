import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createChangeLedger, type ChangeLedger } from "../testing/change-ledger.js";
import { makeTestFolder, serveStandin, startStandin } from "../testing/run-standin.js";
import type { Ready } from "./describe-ready.js";

/** What is asked of an integration here; the name is ours and never changes, so the ledger goes by it. */
interface Integration {
  readonly name: string;
  readonly provider: string;
}

/** An integration as the stand-in gives it. */
interface Found extends Integration {
  readonly ["_id"]: string;
}

const WRITERS = 8;

function send({ apis }: Ready, method: string, id: string, json?: object): Promise<Response> {
  const { url, headers } = { ...apis["fassport"] };
  return fetch(`${url}/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/${id}`, {
    method,
    headers: { ...headers, ...(json && { "content-type": "application/json" }) },
    ...(json && { body: JSON.stringify(json) }),
  });
}

async function read(response: Response): Promise<unknown> {
  expect(response.status).toBe(200);
  return response.json();
}

async function list(told: Ready): Promise<readonly Found[]> {
  return (await read(await send(told, "GET", ""))) as readonly Found[]; // as the document has it
}

function settle(ledger: ChangeLedger, found: readonly Found[]): string[] {
  return ledger.settle(new Map(found.map(({ name, provider }) => [name, { name, provider }])));
}

/** Creates, updates and deletes integrations that no other writer touches, until the stand-in is gone. */
async function write(
  told: Ready,
  ledger: ChangeLedger,
  writer: string,
  given: readonly Found[],
  round: number,
): Promise<void> {
  const own = given.filter(({ name }) => name.startsWith(`${writer} `));
  for (let count = 0; ; count++) {
    const [first] = own;
    const verb = own.length < 3 || !first ? "create" : (["create", "update", "update", "delete"] as const)[count % 4];
    const name = verb === "create" || !first ? `${writer} ${round} ${count}` : first.name;
    const integration: Integration = {
      name,
      provider: `${verb} ${count} of round ${round} ${"x".repeat(count % 500)}`,
    };
    ledger.begin(name, verb === "delete" ? undefined : integration);
    try {
      if (verb === "create" || !first) {
        const made = await read(await send(told, "POST", "", { ...integration, type: "Email", config: {} }));
        own.push(made as Found); // as the document has it
      } else {
        const answer =
          verb === "delete" ? send(told, "DELETE", first["_id"]) : send(told, "PUT", first["_id"], integration);
        await read(await answer);
        own.shift();
        if (verb === "update") own.push(first);
      }
    } catch (error) {
      // What fetch says when the other end is gone; anything else is a failure of the test.
      if (error instanceof TypeError) return;
      throw error;
    }
    ledger.acknowledge(name);
  }
}

test("killed at random moments, the stand-in keeps all that it acknowledged and brings nothing back", async () => {
  const rounds = process.env["STANDIN_FULL"] === "1" ? 200 : 20;
  const cwd = await makeTestFolder();
  const args = ["--seed", "empty", "--log-level", "info"];
  const ledger = createChangeLedger();
  for (let round = 0; round < rounds; round++) {
    const standin = await serveStandin([...args, ...(round % 5 === 0 ? ["--sync"] : [])], { cwd });
    const [tookOver] = /took over the lock/.exec(standin.stderr()) ?? [];
    expect(tookOver !== undefined).toBe(round > 0);
    const found = await list(standin.told);
    expect(settle(ledger, found)).toEqual([]);
    const writers = Array.from({ length: WRITERS }, (_, index) =>
      write(standin.told, ledger, `writer-${index}`, found, round),
    );
    await sleep(Math.random() * 150);
    standin.kill("SIGKILL");
    expect(await standin.ended).toBe("SIGKILL");
    await Promise.all(writers);
    if (round % 6 === 0) await killWhileItStarts(cwd, args);
  }
  const last = await serveStandin(args, { cwd });
  expect(settle(ledger, await list(last.told))).toEqual([]);
  last.kill("SIGTERM");
  expect(await last.ended).toBe(0);
  expect((await readdir(join(cwd, ".standin"))).toSorted()).toEqual(["state.json", "state.json.bak"]);
  expect(ledger.acknowledged).toBeGreaterThan(rounds * 5);
}, 600_000);

/** A start takes the dead one's lock and reads the state; it may die at that, too. */
async function killWhileItStarts(cwd: string, args: readonly string[]): Promise<void> {
  const standin = startStandin(["serve", "--port", "0", ...args], { cwd });
  await sleep(100 + Math.random() * 250);
  standin.kill("SIGKILL");
  expect(await standin.ended).toBe("SIGKILL");
}
