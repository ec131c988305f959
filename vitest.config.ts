import { defineConfig } from "vitest/config";
import { listTestsOfGlobals } from "./scripts/house/list-tests-of-globals.mjs";

/** Where tests are, beside what they test. */
const FOLDERS = ["src", "contract-tests", "examples", "scripts", "bench", "docs"];

/** Tests of what replaces globals of the process, or tells what it has loaded: each file of them has a process of its own. */
const OWN_PROCESS = [
  "src/adapters/{msw-*,middleware,loaded-modules}.test.ts",
  "examples/msw.test.mjs",
  ...listTestsOfGlobals(FOLDERS),
];

export default defineConfig({
  test: {
    globalSetup: "scripts/house/vitest-setup.mjs",
    pool: "forks",
    // Vitest leaves a core to its own; many tests wait for a process that they started, so all cores have work.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A test that needs a second try is broken, and so is one that runs alone.
    retry: 0,
    allowOnly: false,
    projects: [
      { extends: true, test: { name: "own process", include: OWN_PROCESS } },
      {
        extends: true,
        test: {
          name: "shared process",
          include: FOLDERS.map((folder) => `${folder}/**/*.test.{ts,js,mjs}`),
          exclude: OWN_PROCESS,
          // No module of ours has state, so files can share what they import: a quarter less time. It shows, too, if one has.
          isolate: false,
        },
      },
    ],
  },
});
