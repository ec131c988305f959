import { exec } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { toFlag } from "./option.js";
import type { Setting } from "./read-settings.js";
import { UsageError } from "./usage-error.js";
import type { VerifySettings } from "./verify-options.js";

/** Where a credential comes from; never an argument, which everybody on the machine could read. */
interface Sources {
  readonly env: Setting<string> | undefined;
  readonly file: Setting<string> | undefined;
  readonly command: Setting<string> | undefined;
}

/** How long a command may take to print a credential, in milliseconds. */
const LONGEST = 60_000;

/** The credentials that a run was given, if any. @throws UsageError for one that is not where it should be. */
export async function readGivenCredentials(settings: VerifySettings): Promise<{ valid?: string; second?: string }> {
  const { tokenEnv, tokenFile, tokenCommand, secondTokenEnv, secondTokenFile, secondTokenCommand } = settings;
  const valid = await readCredential("token", { env: tokenEnv, file: tokenFile, command: tokenCommand });
  const second = await readCredential("secondToken", {
    env: secondTokenEnv,
    file: secondTokenFile,
    command: secondTokenCommand,
  });
  return { ...(valid !== undefined && { valid }), ...(second !== undefined && { second }) };
}

async function readCredential(stem: string, { env, file, command }: Sources): Promise<string | undefined> {
  if ([env, file, command].filter((source) => source !== undefined).length > 1) {
    throw new UsageError(
      `only one of ${["Env", "File", "Command"].map((end) => toFlag(stem + end)).join(", ")} can be given`,
    );
  }
  if (env) return checkCredential(toFlag(`${stem}Env`), env.value, process.env[env.value] ?? "");
  if (file)
    return checkCredential(toFlag(`${stem}File`), file.value, await readText(toFlag(`${stem}File`), file.value));
  if (command)
    return checkCredential(
      toFlag(`${stem}Command`),
      command.value,
      await print(toFlag(`${stem}Command`), command.value),
    );
  return undefined;
}

/** What is empty or has a line break in it can't travel in a header. */
function checkCredential(flag: string, source: string, text: string): string {
  const credential = text.trim();
  if (credential === "") throw new UsageError(`${flag} ${source} gives no credential: it is empty or not set`);
  if (/[\r\n\0]/.test(credential))
    throw new UsageError(`${flag} ${source} gives more than one line, which is no credential`);
  return credential;
}

async function readText(flag: string, path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`${flag} ${path} can't be read: ${toReason(error)}`, { cause: error });
  }
}

async function print(flag: string, command: string): Promise<string> {
  try {
    return (await promisify(exec)(command, { timeout: LONGEST })).stdout;
  } catch (error) {
    // What it printed may be the credential, so only its end is told.
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new UsageError(`${flag} ${JSON.stringify(command)} did not succeed (${code})`, { cause: error });
  }
}

function toReason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
