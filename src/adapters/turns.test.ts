import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTurns, doNow, type Work } from "./turns.js";

/** Work that tells its steps. */
function createWork(name: string, told: string[]): Work {
  return {
    prepare: () => void told.push(`prepare ${name}`),
    finish: () => void told.push(`finish ${name}`),
  };
}

test("the work of one turn is done step by step, in the order in which it came", async () => {
  const told: string[] = [];
  const doWork = createTurns();
  for (const name of ["a", "b", "c"]) doWork(createWork(name, told));
  expect(told).toEqual([]);
  await nextTurn();
  expect(told).toEqual(["prepare a", "prepare b", "prepare c", "finish a", "finish b", "finish c"]);
});

test("work that comes of finishing other work is that of the next turn", async () => {
  const told: string[] = [];
  const doWork = createTurns();
  const first = createWork("first", told);
  doWork({
    prepare: () => first.prepare(),
    finish() {
      first.finish();
      doWork(createWork("second", told));
    },
  });
  await nextTurn();
  expect(told).toEqual(["prepare first", "finish first"]);
  await nextTurn();
  expect(told.slice(2)).toEqual(["prepare second", "finish second"]);
});

test("where turns have but one work, it is done at once, until several come together again", async () => {
  const told: string[] = [];
  const doWork = createTurns();
  const countAtOnce = async (count: number) => {
    let atOnce = 0;
    for (let each = 0; each < count; each++) {
      const before = told.length;
      doWork(createWork("lonely", told));
      if (told.length > before) atOnce++;
      await nextTurn();
    }
    return atOnce;
  };
  expect(await countAtOnce(4)).toBe(0);
  // Each 65th is a try.
  expect(await countAtOnce(130)).toBe(128);
  await countAtOnce(64);
  for (const name of ["a", "b"]) doWork(createWork(name, told));
  await nextTurn();
  expect(told.slice(-4)).toEqual(["prepare a", "prepare b", "finish a", "finish b"]);
  expect(await countAtOnce(4)).toBe(0);
});

test("work that is done now takes both of its steps", () => {
  const told: string[] = [];
  doNow(createWork("a", told));
  expect(told).toEqual(["prepare a", "finish a"]);
});
