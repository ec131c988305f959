import { createEmulator } from "standin";
import { contractSuite, type Credentials } from "standin/contract-kit";
import { listen, loadApis } from "standin/node";
import { expect, test } from "vitest";

const APIS: readonly (readonly [api: string, second: string])[] = [
  ["fassport", "stranger"],
  ["supervity", "bob"],
  ["versori", "stranger"],
];

// Many seeds are the matter of src/contract/verify-seeds.test.ts.
for (const [api, second] of APIS) {
  const document = new URL(`../openapi/${api}.yaml`, import.meta.url);
  for (const mode of ["own-data", "read-only"] as const) {
    const emulator = createEmulator({ apis: await loadApis([api]) });
    const server = await listen(emulator, { port: 0 });
    const credentials = await issueCredentials(emulator, api, second);
    const options = { document, credentials, fixedPoints: true, mode };
    const about = `${api}, ${mode}`;
    await contractSuite({ ...options, target: emulator, name: `in process: ${about}` });
    const first = await contractSuite({ ...options, target: server.url, name: `by its URL: ${about}` });
    // What only reads can change no verdict of its own.
    const again =
      mode === "own-data"
        ? await contractSuite({ ...options, target: server.url, name: `once more: ${about}` })
        : first;
    test(`the same verdict twice: ${about}`, () => {
      expect([again.outcomes, again.findings]).toEqual([first.outcomes, first.findings]);
    });
    await server.close();
  }
}

/** A deployment of one's own: `STANDIN_CONTRACT_TARGET` and `STANDIN_CONTRACT_DOCUMENT`, and what it needs. */
const { STANDIN_CONTRACT_TARGET: deployment, STANDIN_CONTRACT_DOCUMENT: file } = process.env;
if (deployment && file) {
  await contractSuite({
    document: file,
    target: deployment,
    credentials: { valid: process.env["STANDIN_CONTRACT_TOKEN"] },
    params: Object.fromEntries(new URLSearchParams(process.env["STANDIN_CONTRACT_PARAMS"])),
    mode: process.env["STANDIN_CONTRACT_MODE"] === "own-data" ? "own-data" : "read-only",
    allowHosts: process.env["STANDIN_CONTRACT_ALLOW_HOST"] ? [process.env["STANDIN_CONTRACT_ALLOW_HOST"]] : [],
  });
}

async function issueCredentials(
  emulator: ReturnType<typeof createEmulator>,
  api: string,
  second: string,
): Promise<Credentials> {
  const issue = async (as?: string) => (await emulator.issueCredential(api, { as })).credential;
  return { valid: await issue(), second: await issue(second) };
}
