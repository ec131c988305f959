import { expect, test } from "vitest";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

/** Serves Fassport by its rules, or by others, and gives its URL. */
async function serve(cwd: string, ...rules: readonly string[]): Promise<string> {
  const flags = rules.flatMap((rule) => ["--rule", `fassport.${rule}`]);
  return (await serveStandin(["--ephemeral", "--api", "fassport", ...flags], { cwd })).told.url;
}

function compare(cwd: string, target: string, ...twin: readonly string[]) {
  const compared = ["--api", "fassport", "--only", "C208", "--target", target];
  return runStandin(["verify", ...compared, ...twin.flatMap((url) => ["--twin", url])], { cwd });
}

test("a server that does what its twin does conforms to it, whatever both do", async () => {
  const cwd = await makeTestFolder();
  const [target, twin] = await Promise.all([
    serve(cwd, "archivedInList=exclude"),
    serve(cwd, "archivedInList=exclude"),
  ]);
  const { code, stdout } = await compare(cwd, target, twin);
  expect(code, stdout).toBe(0);
});

test("a server that does something else than its twin is told by the few calls that show it", async () => {
  const cwd = await makeTestFolder();
  const [target, twin] = await Promise.all([serve(cwd, "archivedInList=exclude"), serve(cwd)]);
  const { code, stdout } = await compare(cwd, target, twin);
  expect(code, stdout).toBe(1);
  // To archive a record and to list the records is nearly all that is left of the sequence.
  expect(stdout).toMatch(
    /C208 fassport\.listIntegrations: After (?:\w+, )?archiveIntegration, listIntegrations the answer is not the model's/,
  );
  const ofItself = await compare(cwd, target);
  expect(ofItself.code, "without a twin it is compared with the stand-in by its rules").toBe(1);
});
