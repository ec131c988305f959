import { createEmulator, type Emulator } from "standin";
import { listen, loadApis } from "standin/node";
import { onTestFinished, test } from "vitest";
import { tellFassportStory } from "./fassport-story.js";
import { createTeller, type StoryTarget, type Tell } from "./story.js";
import { tellSupervityStory } from "./supervity-story.js";
import { tellVersoriLife, tellVersoriStory } from "./versori-story.js";

const STORIES: [name: string, tell: (tell: Tell) => Promise<void>, seed?: string][] = [
  ["Fassport: the life of an integration", tellFassportStory],
  ["Supervity: an account is shared, seen, revoked and disconnected", tellSupervityStory],
  ["Versori: an integration is activated, refused, listed, changed and ended", tellVersoriStory],
  ["Versori: from an empty organisation to an activated integration and back", tellVersoriLife, "empty"],
];

async function startEmulator(seed = "demo"): Promise<Emulator> {
  return createEmulator({ apis: await loadApis(), seed, rules: { "supervity.sharedAccounts": "list" } });
}

function toTarget(emulator: Emulator, fetch: StoryTarget["fetch"]): StoryTarget {
  return {
    fetch,
    async credential(principal) {
      const [api = "", name] = principal.split(".");
      return (await emulator.issueCredential(api, { as: name })).headers;
    },
  };
}

test.each(STORIES)("in process: %s", async (_name, tellStory, seed) => {
  const emulator = await startEmulator(seed);
  await tellStory(createTeller(toTarget(emulator, (path, init) => emulator.fetch(path, init))));
});

test.each(STORIES)("over HTTP: %s", async (_name, tellStory, seed) => {
  const emulator = await startEmulator(seed);
  const server = await listen(emulator, { port: 0 });
  onTestFinished(() => server.close());
  await tellStory(createTeller(toTarget(emulator, (path, init) => fetch(server.url + path, init))));
});
