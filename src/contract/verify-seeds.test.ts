import { expect, onTestFinished, test } from "vitest";
import { listen } from "../node.js";
import { createTestEmulator } from "../testing/test-emulator.js";
import { getApi, toContract, toTarget } from "../testing/verify-emulator.js";
import { systemClock } from "../world/clock.js";
import { createHttpTarget } from "./http-target.js";
import { writeConsole } from "./report/write-console.js";
import { verify } from "./verify.js";

/** Many seeds in the full count; the first of them, where it is cheap, else. */
const FULL = process.env["STANDIN_FULL"] === "1";
const SEEDS = Array.from({ length: FULL ? 20 : 1 }, (_, index) => index + 2);

const APIS = FULL ? ["fassport", "supervity", "versori"] : ["supervity"];
const CASES = APIS.flatMap((api) =>
  (["own-data", "read-only"] as const).flatMap((mode) =>
    (["in process", "over HTTP"] as const).map((where) => ({ api, mode, where })),
  ),
);

test.each(CASES)(
  `the emulator of $api conforms, $mode, $where, with ${SEEDS.length} seeds, and twice on one server`,
  { timeout: 30_000 + SEEDS.length * 120_000 },
  async ({ api: name, mode, where }) => {
    const emulator = await createTestEmulator({ only: [name], clock: systemClock });
    const api = getApi(emulator, name);
    const valid = await emulator.issueCredential(name);
    const server = where === "over HTTP" ? await listen(emulator, { port: 0 }) : undefined;
    onTestFinished(async () => server?.close());
    const target = server
      ? createHttpTarget({ baseUrl: `${server.url}${api.basePaths[0] ?? ""}`, timeout: 30_000 })
      : toTarget(emulator, api);
    const shared = { contract: toContract(api), target, mode, fixedPoints: true };
    for (const seed of [...SEEDS, ...SEEDS.slice(0, 1)]) {
      const report = await verify({ ...shared, seed, credentials: { valid: valid.credential } });
      expect(
        report.findings.filter(({ severity }) => severity === "failure"),
        writeConsole(report),
      ).toEqual([]);
    }
  },
);
