import { createReporter } from "./create-reporter.js";
import { toApiVariables } from "./api-variables.js";
import { runCommand } from "./run-command.js";
import { serveOptions, type ServeSettings } from "./serve-options.js";
import { startServing } from "./start-serving.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";
import { waitUntilHealthy } from "./wait-until-healthy.js";

/** Where a state file is when one is asked for by a flag only; without it there is none. */
const { fallback: _file, environment: _variables, inConfig: _inConfig, ...state } = serveOptions.state;

/** `standin exec`: a stand-in for as long as a command runs. */
export const exec = defineVerb({
  name: "exec",
  about: "start on a free port, run a command that finds the APIs by its environment, stop, give back its exit code.",
  words: { usage: "-- COMMAND [ARGUMENTS]", afterDashes: true },
  options: {
    ...serveOptions,
    // A port that is taken, or a state that another one has, must not keep a test from running.
    port: {
      about: "the port; a free one without it",
      takes: "N",
      short: "p",
      fallback: "0",
      parse: serveOptions.port.parse,
    },
    state: { ...state, about: "the file that keeps the state; in memory only without it" },
    logLevel: { ...serveOptions.logLevel, fallback: "warn" },
  },
  examples: [
    "standin exec -- npm test",
    `standin exec --api fassport -- sh -c 'curl -H "authorization: Bearer $STANDIN_FASSPORT_TOKEN" $STANDIN_FASSPORT_URL/…'`,
  ],
  async run(settings, _reporter, [command, ...args]) {
    if (command === undefined) throw new UsageError("exec needs a command: standin exec -- COMMAND [ARGUMENTS]");
    const reporter = createReporter({ json: settings.json.value, level: settings.logLevel.value });
    const { ready, close } = await startServing(toServeSettings(settings), reporter);
    try {
      await waitUntilHealthy(ready.url, 10_000);
      return await runCommand(command, args, toApiVariables(ready.url, ready.apis));
    } finally {
      await close();
    }
  },
});

type ExecSettings = Omit<ServeSettings, "state"> & { readonly state: ServeSettings["state"] | undefined };

function toServeSettings({ state: file, ephemeral, ...rest }: ExecSettings): ServeSettings {
  if (file === undefined) {
    return {
      ...rest,
      state: { value: serveOptions.state.fallback, source: "default" },
      ephemeral: { value: true, source: "flag" },
    };
  }
  return { ...rest, state: file, ephemeral };
}
