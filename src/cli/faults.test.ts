import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

test("faults are armed, shown, strike, and are cleared", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  const faults = (...args: string[]) => runStandin(["faults", ...args, "--url", told.url], { cwd });
  expect(await faults()).toMatchObject({ code: 0, stdout: "no fault is armed\n" });
  const armed = await faults("arm", "fassport.listIntegrations:503:1", "versori.GetActivation:500:2:after");
  expect(armed.stdout.split("\n")).toEqual([
    "fault-1  fassport.listIntegrations  status 503, first 1, before: struck 0 of 0",
    "fault-2  versori.GetActivation  status 500, first 2, after: struck 0 of 0",
    "",
  ]);
  const { url, headers } = { ...told.apis["fassport"] };
  const read = async () =>
    (await fetch(`${url}/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/`, { headers })).status;
  expect([await read(), await read()]).toEqual([503, 200]);
  const [first] = (await faults("list", "--json")).stdout.split("\n");
  expect(JSON.parse(first ?? "")).toMatchObject({ id: "fault-1", seen: 2, struck: 1 });
  expect(await faults("list", "--session", "other")).toMatchObject({
    stdout: expect.stringContaining("fault-1") as string,
  });
  expect(await faults("clear")).toMatchObject({ code: 0, stdout: "no fault is armed\n" });
});

test("an operation that there is not is refused by the stand-in, with the one that may be meant", async () => {
  const cwd = await makeTestFolder();
  const { told } = await serveStandin(["--ephemeral"], { cwd });
  const { code, stderr } = await runStandin(["faults", "arm", "fassport.listIntegration:503:1", "--url", told.url], {
    cwd,
  });
  expect(code).toBe(1);
  expect(stderr).toContain("did you mean fassport.listIntegrations?");
});

test.each([
  { args: ["arm"], told: "faults arm needs a fault" },
  { args: ["arm", "a.b:503"], told: '"a.b:503" must be of the form API.OPERATION:STATUS:TIMES[:after]' },
  { args: ["disarm"], told: 'faults can\'t "disarm"' },
  { args: ["clear", "x"], told: 'faults clear takes no argument "x"' },
])("faults $args is refused before anything is asked", async ({ args, told }) => {
  const { code, stderr } = await runStandin(["faults", ...args], { cwd: await makeTestFolder() });
  expect(code).toBe(2);
  expect(stderr).toContain(told);
});
