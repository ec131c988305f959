import { listen } from "../adapters/http-server.js";
import { loadApis } from "../adapters/load-apis.js";
import { createEmulator, type Emulator } from "../emulator/emulator.js";
import { createControl, type Control, type Fetch } from "./control.js";
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
export interface TestServer {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly fetch: Fetch;
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
  return describeServer(url, emulator.fetch, close);
}

async function connect(url: string): Promise<TestServer> {
  const { origin } = new URL(url);
  const fetchOrExplain: Fetch = async (request) => {
    try {
      return await fetch(request);
    } catch (error) {
      throw new Error(`No stand-in answers at ${origin}.`, { cause: error });
    }
  };
  await fetchOrExplain(new Request(`${origin}/__standin/health`));
  return describeServer(origin, fetch, async () => {});
}

async function describeServer(origin: string, answer: Fetch, close: () => Promise<void>): Promise<TestServer> {
  const control = createControl(answer, origin);
  return { origin, fetch: answer, control, operations: await loadOperations(control), close };
}
