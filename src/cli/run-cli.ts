import { ListenError } from "../adapters/listen-error.js";
import { StateFileError } from "../adapters/state-file-error.js";
import { DocumentError } from "../openapi/document-error.js";
import { ConfigurationError } from "../emulator/configuration-error.js";
import { createReporter, type Reporter } from "./create-reporter.js";
import { findNearest } from "../emulator/find-nearest.js";
import { Failure } from "./failure.js";
import { readVersion } from "./read-version.js";
import { openStandard } from "./standard-streams.js";
import { UsageError } from "./usage-error.js";
import type { Verb } from "./verb.js";
import { writeHelp } from "./write-help.js";

/** The verbs that there are; each is loaded only when it is run. */
const VERBS: Readonly<Record<string, { readonly about: string; load(): Promise<Verb> }>> = {
  serve: {
    about: "serve the APIs on one port, at their real paths",
    load: async () => (await import("./serve.js")).serve,
  },
  verify: {
    about: "judge a server, a stand-in or the real thing, by its document",
    load: async () => (await import("./verify.js")).verify,
  },
  token: {
    about: "print a credential of an API on standard output, and nothing else",
    load: async () => (await import("./token.js")).token,
  },
  seed: {
    about: "write a state file from a fixture, or of a size from the schemas",
    load: async () => (await import("./seed.js")).seed,
  },
  init: {
    about: "write the files of a new API from its document",
    load: async () => (await import("./init.js")).init,
  },
  exec: {
    about: "start on a free port, run a command with the variables of the APIs, stop, give back its exit code",
    load: async () => (await import("./exec.js")).exec,
  },
  env: {
    about: "the same variables of a running stand-in, as a shell takes them",
    load: async () => (await import("./env.js")).env,
  },
  wait: {
    about: "wait until a stand-in is well",
    load: async () => (await import("./wait.js")).wait,
  },
  doctor: {
    about: "what is wrong with this set-up",
    load: async () => (await import("./doctor.js")).doctor,
  },
  reset: {
    about: "put a running stand-in where its fixture begins",
    load: async () => (await import("./reset.js")).reset,
  },
  snapshot: {
    about: "keep moments of a running stand-in, and go back to them",
    load: async () => (await import("./snapshot.js")).snapshot,
  },
  requests: {
    about: "what a running stand-in was asked, and how it answered",
    load: async () => (await import("./requests.js")).requests,
  },
  replay: {
    about: "send again what was recorded, and show the first difference",
    load: async () => (await import("./replay.js")).replay,
  },
  faults: {
    about: "what is to go wrong in a running stand-in",
    load: async () => (await import("./faults.js")).faults,
  },
  evidence: {
    about: "on what each operation and rule rests, and when a real target was last seen to keep it",
    load: async () => (await import("./evidence.js")).evidence,
  },
  clock: {
    about: "the time of a running stand-in: stop it, move it, let it run",
    load: async () => (await import("./clock.js")).clock,
  },
};

/** Runs the command with its arguments. @returns its exit code. */
export async function runCli(args: readonly string[]): Promise<number> {
  const dashes = args.indexOf("--");
  // What comes after is another command's.
  const own = dashes < 0 ? args : args.slice(0, dashes);
  // Read by itself, so that what is wrong with the arguments is told in the form that they ask for.
  const debug = own.includes("--log-level=debug") || own[own.indexOf("--log-level") + 1] === "debug";
  const reporter = createReporter({ json: own.includes("--json"), level: debug ? "debug" : "info" });
  // What nobody caught may have come from anywhere, a user's handlers included; nothing can be trusted after it.
  process.on("uncaughtException", (error) => process.exit(tellFailure(reporter, error)));
  try {
    return await runVerb(args, reporter);
  } catch (error) {
    return tellFailure(reporter, error);
  }
}

async function runVerb([name, ...args]: readonly string[], reporter: Reporter): Promise<number> {
  if (name === undefined) {
    openStandard("stderr").write(`${writeHelp(VERBS)}\n`);
    return 2;
  }
  if (name === "--version" || name === "-V") {
    reporter.print(await readVersion());
    return 0;
  }
  if (name === "help" || name === "--help" || name === "-h") {
    const [about] = args;
    if (about !== undefined) return (await loadVerb(about)).run(["--help"], reporter);
    reporter.print(writeHelp(VERBS));
    return 0;
  }
  return (await loadVerb(name)).run(args, reporter);
}

async function loadVerb(name: string): Promise<Verb> {
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb) return verb.load();
  const names = Object.keys(VERBS);
  const nearest = findNearest(name, names);
  const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  throw new UsageError(`there is no verb ${name}.${hint} There are: ${names.join(", ")}, help`);
}

/** Tells why the command ended, in one line. @returns the exit code that says so. */
function tellFailure(reporter: Reporter, error: unknown): number {
  const code = findExitCode(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code !== undefined) {
    reporter.log({ level: "error", message, fields: { exitCode: code } });
    return code;
  }
  const hint = "nobody expected this; --log-level debug tells where it came from";
  reporter.log({ level: "error", message: `${message} (${hint})`, fields: { exitCode: 1, error } });
  return 1;
}

function findExitCode(error: unknown): number | undefined {
  if (error instanceof UsageError || error instanceof ConfigurationError || error instanceof DocumentError) return 2;
  if (error instanceof Failure) return error.exitCode;
  if (error instanceof StateFileError || error instanceof ListenError) return 3;
  return undefined;
}
