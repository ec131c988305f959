import { expect, test } from "vitest";
import { matchMixed, parsePathTemplate, splitPath } from "./path-template.js";

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
  expect(matchMixed(segment, "2026-11.json")).toEqual(["2026", "11"]);
  expect(matchMixed(segment, "2026-11xjson")).toBeUndefined();
});

test("a segment of many parameters is matched without going back", () => {
  const names = Array.from({ length: 30 }, (_, at) => `{p${at}}`).join("-");
  const [segment] = parsePathTemplate(`/${names}x`);
  if (segment?.kind !== "mixed") throw new Error("the segment should be mixed");
  expect(matchMixed(segment, "-".repeat(16_000))).toBeUndefined();
  expect(matchMixed(segment, `${"-".repeat(16_000)}x`)).toHaveLength(30);
});

test.each([
  ["/v{a}", "v", undefined],
  ["/v{a}", "v1", ["1"]],
  ["/{a}{b}", "x", undefined],
  ["/{a}{b}", "xyz", ["x", "yz"]],
  ["/{a}.{b}", "a.b.c", ["a", "b.c"]],
  ["/{a}.{b}", "..x", [".", "x"]],
  ["/{a}-{b}-x", "a-b-x", ["a", "b"]],
  ["/{a}-{b}-x", "a-x", undefined],
  ["/{a}aa", "aaa", ["a"]],
  ["/a{a}a", "aa", undefined],
])("%s has of %s the parameters %j", (template, text, values) => {
  const [segment] = parsePathTemplate(template);
  if (segment?.kind !== "mixed") throw new Error("the segment should be mixed");
  expect(matchMixed(segment, text)).toEqual(values);
  // What a pattern of the same meaning says.
  const pattern = segment.texts.map((part) => part.replaceAll(".", String.raw`\.`)).join("(.+?)");
  expect(new RegExp(`^${pattern}$`, "s").exec(text)?.slice(1)).toEqual(values);
});
