import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { loadBuiltInStories } from "../adapters/load-stories.js";
import { createJudge } from "./judge-mutant.js";
import { listMutants } from "./list-mutants.js";

/** Some of the quickest API; `npm run test:all` judges all mutants of all. */
const SAMPLE = new Set(["status-3", "field-3", "keyword-8", "unknown-3", "update-8", "delete-8", "safe-2"]);

const [supervity] = await loadApis(["supervity"]);
if (!supervity) throw new Error("there is no API to judge");
const judge = await createJudge(supervity, await loadBuiltInStories("supervity"));

test("the correct stand-in raises nothing", async () => {
  expect(await judge.judge(undefined, 1)).toMatchObject({ messages: {} });
});

test.each(listMutants().filter(({ id }) => SAMPLE.has(id)))(
  "$id, $api that $about, is noticed by $noticedBy",
  async (mutant) => {
    const { noticedBy } = await judge.judge(mutant, 1);
    expect(noticedBy).toContain(mutant.noticedBy);
  },
);
