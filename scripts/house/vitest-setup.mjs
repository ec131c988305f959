import { buildWhenStale } from "./build-when-stale.mjs";

/** Brings `dist/` up to date once for all tests: those that start the `standin` command run what is built. */
export default async function setup() {
  try {
    await buildWhenStale();
  } catch (error) {
    // Most tests need no build; those that do fail by themselves, and `npm test` counts the failed build besides.
    process.stderr.write(`${String(error)}; tests that run the built command meet an older one or none\n`);
  }
}
