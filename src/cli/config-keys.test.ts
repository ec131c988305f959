import { expect, test } from "vitest";
import { configKeys } from "./config-keys.js";

test("a configuration file may have keys of serve and of verify, each told once", () => {
  expect(configKeys).toEqual(expect.arrayContaining(["port", "target", "api"]));
  expect(new Set(configKeys).size).toBe(configKeys.length);
});
