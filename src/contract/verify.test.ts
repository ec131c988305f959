import { expect, test } from "vitest";
import { createTestEmulator } from "../testing/test-emulator.js";
import { getApi, toContract, toTarget } from "../testing/verify-emulator.js";
import { systemClock } from "../world/clock.js";
import { writeConsole } from "./report/write-console.js";
import { verify } from "./verify.js";

test.each(["fassport", "supervity", "versori"])("%s: the emulator conforms", async (name) => {
  const emulator = await createTestEmulator({ only: [name], clock: systemClock });
  const api = getApi(emulator, name);
  const { credential: valid } = await emulator.issueCredential(name);
  const report = await verify({
    contract: toContract(api),
    target: toTarget(emulator, api),
    credentials: { valid },
    fixedPoints: true,
  });
  expect(report.outcomes, writeConsole(report)).toEqual(["conforms"]);
});
