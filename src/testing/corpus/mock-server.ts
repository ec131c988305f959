import { spawn } from "node:child_process";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { findFreePort } from "../find-free-port.js";

/** A mock server of somebody else, for documents of somebody else. Installed with these, and never kept with us. */
const MOCK_SERVER = { package: "@stoplight/prism-cli@5.14.2", script: "dist/index.js" } as const;

/** Serves a document by it, and gives the URL once it listens; it ends with the test, if it did not before. */
export async function startMockServer(packages: string, document: string): Promise<string> {
  const port = String(await findFreePort());
  const script = join(packages, "@stoplight/prism-cli", MOCK_SERVER.script);
  const child = spawn(process.execPath, [script, "mock", "--port", port, document], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    const onText = (text: Buffer) => {
      said += text.toString();
      if (said.includes("is listening")) resolve();
    };
    child.stdout.on("data", onText);
    child.stderr.on("data", onText);
    child.once("exit", (code) => reject(new Error(`the mock server ended with ${code}: ${said}`)));
  });
  return `http://127.0.0.1:${port}`;
}
