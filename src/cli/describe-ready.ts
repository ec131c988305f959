import type { RunningServer } from "../adapters/http-server.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import type { Emulator } from "../emulator/emulator.js";
import type { IssuedCredential } from "../emulator/issue-credential.js";
import type { TrialRequest } from "./find-trial-request.js";
import { quote } from "./shell-text.js";

/** What a stand-in that is ready tells about itself. */
export interface Ready {
  readonly version: string;
  readonly pid: number;
  /** Its origin. */
  readonly url: string;
  readonly port: number;
  readonly control: string;
  readonly apis: Readonly<Record<string, ReadyApi>>;
  /** The state file; `null` when the state is in memory only. */
  readonly state: string | null;
  /** By API, the fixture with which it began. */
  readonly fixtures: Readonly<Record<string, string>>;
  readonly randomSeed: number;
  readonly auth: string;
}

/** What a stand-in tells about one of its APIs. */
export interface ReadyApi {
  readonly url: string;
  /** For whom the token is; the rest is missing when the state has no principal. */
  readonly principal?: string;
  readonly token?: string;
  /** The request headers that carry the token. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What can be read with the token, and a command that does. */
  readonly example?: string;
  readonly curl?: string;
}

/** Finds a read that succeeds with a credential of an API. */
export type FindTrial = (api: string, issued: IssuedCredential) => Promise<TrialRequest | undefined>;

/** Describes the APIs of an emulator that answers at an origin; whoever asks it meanwhile goes first. */
export async function describeApis(
  emulator: Emulator,
  { url: origin, giveWay }: Pick<RunningServer, "url" | "giveWay">,
  find: FindTrial,
): Promise<Record<string, ReadyApi>> {
  const described: [string, ReadyApi][] = [];
  for (const { name, basePaths, document } of emulator.apis) {
    if (!("principals" in document.collections)) continue;
    const url = origin + (basePaths[0] ?? "");
    await giveWay();
    const issued = await issue(emulator, name);
    await giveWay();
    described.push([name, issued ? { url, ...(await describeAccess(name, issued, origin, find)) } : { url }]);
  }
  return Object.fromEntries(described);
}

async function describeAccess(
  api: string,
  issued: IssuedCredential,
  origin: string,
  find: FindTrial,
): Promise<Omit<ReadyApi, "url">> {
  const { principal, credential, headers } = issued;
  const trial = await find(api, issued);
  return {
    principal,
    token: credential,
    headers,
    ...(trial && { example: origin + trial.path, curl: writeCurl(origin + trial.path, headers) }),
  };
}

/** A credential of the API's first principal; `undefined` when the state has none. */
async function issue(emulator: Emulator, api: string): Promise<IssuedCredential | undefined> {
  try {
    return await emulator.issueCredential(api);
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

function writeCurl(url: string, headers: Readonly<Record<string, string>>): string {
  const carried = Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  return ["curl", ...carried, quote(url)].join(" ");
}
