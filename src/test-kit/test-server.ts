import { listen } from "../adapters/http-server.js";
import { loadApis } from "../adapters/load-apis.js";
import { createEmulator, type Emulator } from "../emulator/emulator.js";
import { createControl, type Control, type ControlTarget } from "./control.js";
import { loadOperations, type Operations } from "./operations.js";

/** Which stand-in a file's tests use, and how each of them begins; all has a default. */
export interface TestOptions {
  /**
   * Origin of a stand-in that runs already; `STANDIN_URL` by default, as `standin exec` sets it. Where neither says one,
   * each worker makes its own.
   */
  readonly url?: string;
  /** Makes the stand-in of a worker, in place of one that runs; by default all built-in APIs with their demo fixture. */
  readonly emulator?: () => Emulator | Promise<Emulator>;
  /** Name of the fixture with which each test begins, in place of what the stand-in has at that moment. */
  readonly seed?: string;
  /** Name of the snapshot with which each test begins. */
  readonly from?: string;
}

/** The stand-in that the tests of one worker share, each in its own session. */
export interface TestServer extends ControlTarget {
  /** About no session. */
  readonly control: Control;
  readonly operations: Operations;
  readonly close: () => Promise<void>;
}

/** Finds the stand-in that runs, or makes one. @throws Error that says what does not answer. */
export async function openTestServer({ url, emulator }: TestOptions = {}): Promise<TestServer> {
  if (url !== undefined && emulator) throw new Error("A test's stand-in has a url or an emulator, not both.");
  // What the code of the tests says comes before what their surroundings say.
  const running = url ?? (emulator ? undefined : process.env["STANDIN_URL"]);
  return running === undefined ? startServer(await (emulator ?? createDefault)()) : connect(running);
}

async function createDefault(): Promise<Emulator> {
  return createEmulator({ apis: await loadApis() });
}

/** It listens as well, for clients that have a fetch of their own. */
async function startServer(emulator: Emulator): Promise<TestServer> {
  const { url, close } = await listen(emulator, { port: 0 });
  return describeServer({ origin: url, fetch: emulator.fetch }, close);
}

async function connect(url: string): Promise<TestServer> {
  const { origin } = new URL(url);
  const controlToken = process.env["STANDIN_CONTROL_TOKEN"];
  try {
    return await describeServer({ origin, fetch, controlToken }, async () => {});
  } catch (error) {
    // What fetch throws when there is no answer.
    if (!(error instanceof TypeError)) throw error;
    const advice = "start one with standin serve, or run the tests by standin exec";
    throw new Error(`No stand-in answers at ${origin}; ${advice}.`, { cause: error });
  }
}

async function describeServer(target: ControlTarget, close: () => Promise<void>): Promise<TestServer> {
  const control = createControl(target);
  return { ...target, control, operations: await loadOperations(control), close };
}
