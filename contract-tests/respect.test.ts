import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEmulator, type Emulator } from "standin";
import { listen, loadApis } from "standin/node";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { makeTestFolder } from "../src/testing/run-standin.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const REDOCLY = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin/cli.js");

/** Which inputs an API's workflows take, beside those that have defaults. */
type ToInputs = (issue: (principal: string) => Promise<string>) => Promise<Readonly<Record<string, string>>>;

const INPUTS: Readonly<Record<string, ToInputs>> = {
  fassport: async (issue) => ({
    token: await issue("admin"),
    viewerToken: await issue("viewer"),
    institutionId: "0f9c0b0b4f0c6b0017f0e3b1",
  }),
  supervity: async (issue) => ({
    token: await issue("ada"),
    organisation: "demo",
    accountId: "019d2470-0db1-7000-8591-0000000000a1",
    integrationSlug: "google-workspace",
    actionName: "send-email",
    teamKey: "support",
  }),
  versori: async (issue) => ({ authorization: `Bearer ${await issue("admin")}` }),
};

/** An Arazzo document, and what Respect writes of it, as far as they are looked at. */
interface Story {
  readonly workflows: readonly { workflowId: string; steps: readonly { stepId: string; description: string }[] }[];
}
interface Executed {
  readonly files: Readonly<Record<string, { readonly executedWorkflows: readonly ExecutedWorkflow[] }>>;
}
interface ExecutedWorkflow {
  readonly workflowId: string;
  readonly executedSteps: readonly {
    readonly stepId: string;
    readonly checks: readonly { readonly message: string; readonly status: string }[];
  }[];
}

test.each([
  // Nothing in Supervity's API connects again what its story disconnects.
  { api: "supervity", times: 1 },
  { api: "fassport", times: 2 },
  { api: "versori", times: process.env["STANDIN_FULL"] === "1" ? 2 : 1 },
])(
  "Redocly Respect runs the whole story of $api, on one server as often as it has a way back: $times",
  async ({ api, times }) => {
    const emulator = createEmulator({ apis: await loadApis() });
    const server = await listen(emulator, { port: 0 });
    onTestFinished(() => server.close());
    const story = await readStory(api);
    for (let time = 0; time < times; time += 1) {
      const { code, output, workflows } = await runRespect(api, emulator, server.url);
      expect(listFaults(workflows), output).toEqual([]);
      expect(workflows.map(nameSteps)).toEqual(
        story.workflows.map(({ workflowId, steps }) => [workflowId, ids(steps)]),
      );
      expect(code, output).toBe(0);
    }
  },
);

test("Redocly Respect runs Versori's life from an organisation that has nothing, and leaves a deleted hub", async () => {
  const emulator = createEmulator({ apis: await loadApis(), seed: "empty" });
  const server = await listen(emulator, { port: 0 });
  onTestFinished(() => server.close());
  const { code, output, workflows } = await runRespect("versori", emulator, server.url, "--workflow=life");
  expect(listFaults(workflows), output).toEqual([]);
  expect([code, workflows.map(({ workflowId }) => workflowId)], output).toEqual([0, ["life"]]);
  const { hubs, users, integrations, activations } = Object.fromEntries(
    Object.entries(emulator.freeze().collections).map(([name, records]) => [name.replace("versori.", ""), records]),
  );
  expect([hubs, users, integrations, activations]).toEqual([
    [expect.objectContaining({ name: "Hub of a story", isDeleted: true })],
    [],
    [],
    [],
  ]);
});

test.each(Object.keys(INPUTS))("%s: each step of the story names rules that the document has", async (api) => {
  const document = parse(await readFile(join(ROOT, `openapi/${api}.yaml`), "utf8")) as Ruled; // our own, by its schema
  const { workflows } = await readStory(api);
  for (const { stepId, description } of workflows.flatMap(({ steps }) => steps)) {
    const rules = /\(([^()]+)\)$/.exec(description)?.[1]?.split(", ") ?? [];
    expect(rules, stepId).not.toEqual([]);
    expect(Object.keys(document["x-standin"].rules), stepId).toEqual(expect.arrayContaining(rules));
  }
});

/** A document, as far as it is looked at. */
interface Ruled {
  readonly "x-standin": { readonly rules: Readonly<Record<string, unknown>> };
}

/** Runs the workflows of an API's story in a process of its own. */
async function runRespect(api: string, emulator: Emulator, origin: string, ...more: string[]) {
  const inputs = await INPUTS[api]?.(async (as) => (await emulator.issueCredential(api, { as })).credential);
  const report = join(await makeTestFolder(), "report.json");
  const base = emulator.apis.find(({ name }) => name === api)?.basePaths[0] ?? "";
  const { code, output } = await run([
    "respect",
    `openapi/${api}.arazzo.yaml`,
    `--server=${api}=${origin}${base}`,
    `--json-output=${report}`,
    ...more,
    ...Object.entries(inputs ?? {}).flatMap(([name, value]) => ["--input", `${name}=${value}`]),
  ]);
  const written = await readFile(report, "utf8").catch(() => {
    throw new Error(`Respect wrote no report: ${output}`);
  });
  const { files } = JSON.parse(written) as Executed; // as Respect writes it
  return { code, output, workflows: Object.values(files).flatMap(({ executedWorkflows }) => executedWorkflows) };
}

/** Runs Redocly, which is to speak to nobody but the stand-in, to its end. */
function run(args: readonly string[]): Promise<{ code: number | string; output: string }> {
  const env = { PATH: process.env["PATH"], REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return new Promise((resolve) => {
    execFile(process.execPath, [REDOCLY, ...args], { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? error?.signal ?? 0, output: stdout + stderr }),
    );
  });
}

async function readStory(api: string): Promise<Story> {
  // Our own file, which `redocly lint` holds to Arazzo.
  return parse(await readFile(join(ROOT, `openapi/${api}.arazzo.yaml`), "utf8")) as Story;
}

/** What failed, as `step: message`. */
function listFaults(workflows: readonly ExecutedWorkflow[]): string[] {
  return workflows.flatMap(({ executedSteps }) =>
    executedSteps.flatMap(({ stepId, checks }) =>
      checks.filter(({ status }) => status !== "success").map(({ message }) => `${stepId}: ${message}`),
    ),
  );
}

function nameSteps({ workflowId, executedSteps }: ExecutedWorkflow) {
  return [workflowId, ids(executedSteps)];
}

function ids(steps: readonly { readonly stepId: string }[]): string[] {
  return steps.map(({ stepId }) => stepId);
}
