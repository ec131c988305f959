import { expect, test } from "vitest";
import { UnfitValue } from "./option.js";
import { toFault } from "./to-fault.js";

test("a fault names its operation, its status, and how many requests it strikes", () => {
  expect(toFault("fassport.createIntegration:503:2")).toEqual({
    operation: "fassport.createIntegration",
    effect: { kind: "status", status: 503 },
    which: { kind: "first", count: 2 },
    point: "before",
  });
});

test("a fault can strike after the operation is done", () => {
  expect(toFault("versori.ActivateIntegration:500:1:after").point).toBe("after");
});

test.each([
  "",
  "fassport",
  "createIntegration:503:1",
  "a.b:200:1",
  "a.b:600:1",
  "a.b:503",
  "a.b:503:0",
  "a.b:503:1:later",
])("%j is no fault", (text) => {
  expect(() => toFault(text)).toThrow(UnfitValue);
});
