import { listenFor, type ListenOptions, type RunningServer } from "../adapters/http-server.js";
import type { Api } from "../emulator/api.js";
import { createCompleteEmulator } from "../emulator/create-complete-emulator.js";
import type { Emulator, EmulatorOptions } from "../emulator/emulator.js";
import { chooseApis } from "./choose-apis.js";
import type { Reporter } from "./create-reporter.js";
import { describeApis, type Ready } from "./describe-ready.js";
import { createTrials } from "./find-trial-request.js";
import { listSeedNames, loadSeed } from "./load-seed.js";
import { openState, type OpenState } from "./open-state.js";
import { readVersion } from "./read-version.js";
import type { ServeSettings } from "./serve-options.js";
import { tellInferred } from "./tell-inferred.js";
import { toMounts } from "./to-mounts.js";
import { warn } from "./warn.js";

/** A stand-in that answers, and how to end it. */
export interface Serving {
  readonly ready: Ready;
  /** Answers what is under way, writes what is to be written, and lets go of port and state file. */
  readonly close: () => Promise<void>;
}

/** Starts a stand-in as it was asked for; what it can't do it leaves as it was. */
export async function startServing(settings: ServeSettings, reporter: Reporter): Promise<Serving> {
  const apis = await chooseApis({
    names: settings.api.value,
    files: settings.openapi.value,
    overlays: settings.overlay.value,
    log: reporter.log,
  });
  const seed = await loadSeed(settings.seed.value, apis);
  const handlers = await findHandlers(settings);
  const mounts = toMounts(settings.mount.value, apis);
  const state = await openState(settings, listSeedNames(seed, apis), reporter.log);
  const closers = [state.close];
  const close = async () => {
    for (const closeOne of closers.splice(0).toReversed()) await closeOne();
  };
  try {
    const version = await readVersion();
    const options = {
      ...toEmulatorOptions(settings, apis, reporter),
      seed,
      mounts,
      frozen: state.frozen,
      store: state.store,
      snapshots: state.snapshots,
      version,
    };
    // Once the port is ours, at which others may wait from then on.
    const server = await listenFor(
      () => createCompleteEmulator(options),
      toListenOptions(settings, handlers, reporter),
    );
    closers.push(() => server.close());
    const { emulator } = server;
    const { base } = emulator.sessions;
    // After the port is ours, so that a start which can't have it has written nothing.
    if (state.isFresh) await emulator.keepRecords(base, { before: base.world.mark() });
    tellInferred(emulator, reporter.log);
    const ready = await describe(settings, { version, emulator, server, state });
    // Requests may come already, which have not to wait for every record to be judged.
    warn({ complaints: await emulator.listComplaints(), host: settings.host.value }, reporter.log);
    return { ready, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function toListenOptions(
  { port, host, cors }: ServeSettings,
  handlers: ListenOptions["handlers"] & object,
  { log }: Reporter,
): ListenOptions {
  return { port: port.value, host: host.value, cors: cors?.value, handlers, log };
}

function toEmulatorOptions(settings: ServeSettings, apis: readonly Api[], { log }: Reporter): EmulatorOptions {
  return {
    apis,
    auth: settings.auth.value,
    rules: Object.fromEntries(settings.rule.value),
    randomSeed: settings.randomSeed.value,
    faults: settings.fault.value,
    controlToken: readControlToken(),
    log,
  };
}

/** Never a flag, which others on the machine could read; an empty one is how a shell unsets it for a single command. */
function readControlToken(): string | undefined {
  const token = process.env["STANDIN_CONTROL_TOKEN"];
  return token === "" ? undefined : token;
}

async function findHandlers({ handlers }: ServeSettings) {
  if (handlers === undefined) return [];
  const { loadHandlers } = await import("../adapters/load-handlers.js");
  return loadHandlers(handlers.value);
}

interface Started {
  readonly version: string;
  readonly emulator: Emulator;
  readonly server: RunningServer;
  readonly state: OpenState;
}

async function describe(settings: ServeSettings, { version, emulator, server, state }: Started): Promise<Ready> {
  return {
    version,
    pid: process.pid,
    url: server.url,
    port: server.port,
    control: `${server.url}/__standin`,
    apis: await describeApis(emulator, server, createTrials(emulator)),
    state: state.path ?? null,
    fixtures: state.fixtures,
    randomSeed: emulator.freeze().randomSeed,
    auth: settings.auth.value,
  };
}
