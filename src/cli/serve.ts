import { createReporter } from "./create-reporter.js";
import { serveOptions } from "./serve-options.js";
import { startServing } from "./start-serving.js";
import { defineVerb } from "./verb.js";
import { waitForSignal } from "./wait-for-signal.js";
import { writeReady } from "./write-ready.js";

/** `standin serve`: the stand-in, on one port, until it is asked to end. */
export const serve = defineVerb({
  name: "serve",
  about: "serve the APIs on one port, at their real paths.",
  options: serveOptions,
  examples: [
    "standin serve --port 0 --ephemeral",
    "standin serve --api fassport --rule fassport.archivedInList=exclude",
    "standin serve --seed empty --state /tmp/state.json --sync",
  ],
  async run(settings) {
    const reporter = createReporter({ json: settings.json.value, level: settings.logLevel.value });
    // From now on, so that a signal during the start lets go of the lock, too.
    const ended = waitForSignal();
    const { ready, close } = await startServing(settings, reporter);
    writeReady(reporter, ready);
    const code = await ended;
    await close();
    endSoon(code);
    return code;
  },
});

/** A user's handlers may have timers of their own, which would keep the process from ending. */
function endSoon(code: number): void {
  setTimeout(() => process.exit(code), 500).unref();
}
