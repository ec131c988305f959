import { setTimeout as sleep } from "node:timers/promises";
import { createControlClient } from "./control-client.js";
import { showJson } from "./show-json.js";
import { Failure } from "./failure.js";

/** How long to wait before one asks again, in milliseconds. */
const PAUSE = 100;

/** Resolves with the names of its APIs once the stand-in at an origin is well. @throws Failure after so many milliseconds. */
export async function waitUntilHealthy(url: string, timeout: number): Promise<readonly string[]> {
  const client = createControlClient({ url });
  const end = Date.now() + timeout;
  for (;;) {
    try {
      const { apis } = await client.send("GET", "/health");
      return Array.isArray(apis) ? apis.map(showJson) : [];
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (Date.now() + PAUSE > end) throw new Failure(`waited ${timeout / 1000} s: ${error.message}`, { cause: error });
    }
    await sleep(PAUSE);
  }
}
