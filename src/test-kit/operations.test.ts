import { expect, test } from "vitest";
import { loadOperations } from "./operations.js";

const operations = await loadOperations(async () => ({
  routes: [
    { operation: "one.list", paths: ["/one/{id}"] },
    { operation: "two.list", paths: ["/two"] },
    { operation: "two.create", paths: ["/two", "/second/{key}"] },
    { operation: "standin.getHealth", paths: ["/__standin/health"] },
  ],
  basePaths: { one: ["/one", "/other"], two: [""] },
}));

test("an operation is known with its API, and without it where only one has it", () => {
  expect(operations.resolve("two.create")).toBe("two.create");
  expect(operations.resolve("create")).toBe("two.create");
  expect(() => operations.resolve("list")).toThrow("list may be one.list or two.list: say which.");
  expect(() => operations.resolve("two.creat")).toThrow("did you mean two.create?");
});

test("the control API's own operations are none that a session receives", () => {
  expect(() => operations.resolve("standin.getHealth")).toThrow("no operation");
});

test("a path's parameters are those of whichever path the operation was asked at", () => {
  expect(operations.readPathParams("two.create", "/second/a")).toEqual({ key: "a" });
  expect(operations.readPathParams("two.create", "/two")).toEqual({});
  expect(operations.readPathParams("two.create", "/elsewhere")).toEqual({});
});

test("an API's base path is its real one", () => {
  expect(operations.getBasePath("one")).toBe("/one");
  expect(operations.getBasePath("two")).toBe("");
  expect(() => operations.getBasePath("toString")).toThrow("serves no API");
});
