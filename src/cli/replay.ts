import { readFile } from "node:fs/promises";
import type { Recording } from "../control/recording-format.js";
import { readRecording } from "../control/read-recording.js";
import { replayRecording, type Replayed } from "../control/replay-recording.js";
import { createEmulator } from "../emulator/emulator.js";
import { parseJson } from "../openapi/json.js";
import { chooseApis } from "./choose-apis.js";
import { controlOptions } from "./control-options.js";
import type { Reporter } from "./create-reporter.js";
import { Failure } from "./failure.js";
import { loadSeed } from "./load-seed.js";
import { toText } from "./option.js";
import { UsageError } from "./usage-error.js";
import { defineVerb } from "./verb.js";
import { writeDifference } from "./write-difference.js";

/** `standin replay`: whether what was recorded comes out the same. */
export const replay = defineVerb({
  name: "replay",
  about: "send what was recorded to a fresh stand-in, and show the first answer that is another: exit code 1 then.",
  words: { usage: "FILE", most: 1 },
  options: {
    seed: {
      about:
        "a fixture that has the keys and other secrets of the recorded stand-in, where it was none of the built-in",
      takes: "FILE",
      parse: toText,
    },
    json: controlOptions.json,
    logLevel: controlOptions.logLevel,
    config: controlOptions.config,
  },
  examples: ["standin requests --export recording.json", "standin replay recording.json"],
  async run({ seed, json }, reporter, [path]) {
    if (path === undefined) throw new UsageError("replay needs a recording: standin replay FILE");
    const recording = await loadRecording(path);
    const apis = await chooseApis({ names: recording.apis });
    const fixtures = seed && (await loadSeed(seed.value, apis));
    if (typeof fixtures === "string")
      throw new UsageError(`--seed: ${fixtures} is no file; the built-in fixtures are known`);
    const { auth, rules, mounts, randomSeed, exchanges } = recording;
    const emulator = createEmulator({
      apis,
      auth,
      rules,
      mounts,
      randomSeed,
      // Every session of the recording is there at once, and none of them ends before the last exchange.
      sessions: { count: exchanges.length + 1, milliseconds: Infinity },
      journal: { count: 10, bytes: Infinity },
    });
    return tell(await replayRecording(emulator, recording, fixtures), json.value, reporter);
  },
});

async function loadRecording(path: string): Promise<Recording> {
  try {
    return readRecording(parseJson(await readFile(path, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`${path} can't be replayed: ${reason}`, { cause: error });
  }
}

function tell({ sent, unsent, first }: Replayed, json: boolean, reporter: Reporter): number {
  for (const { id, reason } of unsent) {
    if (json) reporter.print(JSON.stringify({ event: "not-sent", id, reason }));
    else reporter.print(`${id} was not sent: ${reason}`);
  }
  if (first) reporter.print(json ? JSON.stringify({ event: "difference", ...first }) : writeDifference(first));
  const same = first === undefined && sent > 0;
  const told = { event: "replayed", exchanges: sent, same, notSent: unsent.length };
  if (json) reporter.print(JSON.stringify(told));
  else if (same) reporter.print(`${sent} exchanges, all the same`);
  // What compares nothing proves nothing.
  if (sent === 0) throw new Failure("the recording has no exchange that can be sent again");
  return same ? 0 : 1;
}
