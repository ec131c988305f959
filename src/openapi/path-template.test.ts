import { expect, test } from "vitest";
import { parsePathTemplate, splitPath } from "./path-template.js";

test("a path template is parsed into its literals and parameters", () => {
  expect(parsePathTemplate("/institution/{institutionId}/integration")).toEqual([
    { kind: "literal", text: "institution" },
    { kind: "parameter", name: "institutionId" },
    { kind: "literal", text: "integration" },
  ]);
});

test("a slash at the end of a path makes no difference", () => {
  expect(parsePathTemplate("/a/{b}/")).toEqual(parsePathTemplate("/a/{b}"));
  expect(splitPath("/a/")).toEqual(["a"]);
  expect(splitPath("/")).toEqual([]);
  expect(splitPath("//a")).toEqual(["", "a"]);
});

test("a segment may mix literal text and parameters", () => {
  const [segment] = parsePathTemplate("/{year}-{month}.json");
  if (segment?.kind !== "mixed") throw new Error("the segment should be mixed");
  expect(segment.names).toEqual(["year", "month"]);
  expect(segment.pattern.exec("2026-11.json")?.slice(1)).toEqual(["2026", "11"]);
  expect(segment.pattern.exec("2026-11xjson")).toBeNull();
});
