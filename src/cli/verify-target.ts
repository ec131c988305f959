import { readFile } from "node:fs/promises";
import { loadStories } from "../adapters/load-stories.js";
import { createContract } from "../contract/create-contract.js";
import type { Contract } from "../contract/contract.js";
import type { Credentials } from "../contract/credential.js";
import { createHttpTarget } from "../contract/http-target.js";
import { createInProcessTarget } from "../contract/in-process-target.js";
import type { Target } from "../contract/target.js";
import type { Api } from "../emulator/api.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import { createEmulator, type Emulator } from "../emulator/emulator.js";
import type { ServedApi } from "../emulator/served-api.js";
import { findAtPointer } from "../openapi/reference.js";
import { UsageError } from "./usage-error.js";
import type { VerifySettings } from "./verify-options.js";

/** Something to judge, and what it is held to. */
export interface Subject {
  readonly contract: Contract;
  readonly target: Target;
  /** The model with which the target is compared: `--twin URL`, or the stand-in of the same document in this process. */
  readonly twin: Target;
  /** A stand-in of the same document, in this process and its own World: for plans, and for credentials of the demo. */
  readonly standIn: Emulator;
  readonly api: ServedApi;
  /** Whether the API is built in, so that its demo fixture is known. */
  readonly isBuiltIn: boolean;
  /** Whether the target is the stand-in in this process. */
  readonly isInProcess: boolean;
}

/** Puts together what is to be judged: an API of a stand-in, and a server, or that stand-in itself. @throws UsageError for a URL or file that will not do. */
export async function createSubject(api: Api, file: string | undefined, settings: VerifySettings): Promise<Subject> {
  const standIn = createEmulator({ apis: [api], seed: Object.hasOwn(api.fixtures, "demo") ? "demo" : [] });
  const [served] = standIn.apis;
  if (!served) throw new Error("an emulator of one API serves one API");
  const path = file ?? `openapi/${served.name}.yaml`;
  const place = file ?? new URL(`../../${path}`, import.meta.url);
  const text = await readFile(place, "utf8");
  return {
    contract: createContract(served.written, { file: path, text: () => text, stories: await loadStories(place) }),
    target: await createTarget(served, standIn, settings),
    twin: createTwin(api, served, settings),
    standIn,
    api: served,
    isBuiltIn: file === undefined,
    isInProcess: !settings.target,
  };
}

async function createTarget(api: ServedApi, standIn: Emulator, settings: VerifySettings): Promise<Target> {
  const { target, basePath, timeout, ca } = settings;
  if (!target) {
    const baseUrl = `http://localhost${api.basePaths[0] ?? ""}`;
    return createInProcessTarget(standIn, { name: "the built-in stand-in, in process", baseUrl });
  }
  return createHttpTarget({
    baseUrl: toBaseUrl(target.value, api, basePath?.value),
    timeout: timeout.value,
    ca: ca && (await readCertificates(ca.value)),
  });
}

function createTwin(api: Api, served: ServedApi, { twin, basePath, timeout }: VerifySettings): Target {
  if (twin)
    return createHttpTarget({ baseUrl: toBaseUrl(twin.value, served, basePath?.value), timeout: timeout.value });
  const model = createEmulator({ apis: [api], seed: Object.hasOwn(api.fixtures, "demo") ? "demo" : [] });
  return createInProcessTarget(model, { name: "the model", baseUrl: `http://localhost${served.basePaths[0] ?? ""}` });
}

/** The path that was given, or that of the document's first server, comes behind the URL, unless it ends in it already. */
function toBaseUrl(target: URL, { document }: ServedApi, basePath?: string): string {
  const [server = "/"] = document.servers;
  const path = new URL(basePath ?? server, "http://localhost").pathname.replace(/\/+$/, "");
  const given = target.href.replace(/\/+$/, "");
  return given.endsWith(path) ? given : given + path;
}

/** Reads the certificates that `--ca` names. @throws UsageError when they can't be read. */
export async function readCertificates(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`--ca ${path} can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/**
 * Credentials of the demo fixture, for a target on this machine that may be a stand-in: the stand-ins of one version
 * have the same keys. @returns nothing where the document names no principal of the demo, unless the target is the
 * stand-in of that document in this process, which makes up its own.
 */
export async function issueDemoCredentials({
  standIn,
  api,
  contract,
  isInProcess,
}: Subject): Promise<Credentials & { as?: string }> {
  const demo = (name: string) => findAtPointer(contract.document.source, `/x-standin/demo/${name}`);
  const [principal, second] = [demo("principal"), demo("second")];
  const issue = async (as?: string, expired = false): Promise<string | undefined> => {
    try {
      return (await standIn.issueCredential(api.name, { ...(as !== undefined && { as }), expired })).credential;
    } catch (error) {
      // An API key has no time that could be over.
      if (error instanceof ConfigurationError) return undefined;
      throw error;
    }
  };
  const isSecured = contract.document.operations.some(({ security }) => security.some((all) => all.length > 0));
  if (typeof principal !== "string") return isInProcess && isSecured ? { valid: await issue() } : {};
  return {
    as: principal,
    valid: await issue(principal),
    expired: await issue(principal, true),
    second: typeof second === "string" ? await issue(second) : undefined,
  };
}
