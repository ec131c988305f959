import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "src/**/*.test.ts",
      "contract-tests/**/*.test.ts",
      "examples/**/*.test.{ts,js,mjs}",
      "scripts/**/*.test.ts",
      "bench/**/*.test.ts",
      "docs/**/*.test.ts",
    ],
    globalSetup: "scripts/house/vitest-setup.mjs",
    pool: "forks",
    // Vitest leaves a core to its own; many tests wait for a process that they started, so all cores have work.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A test that needs a second try is broken, and so is one that runs alone.
    retry: 0,
    allowOnly: false,
  },
});
