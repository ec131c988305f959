import { expect, test } from "vitest";
import { findMediaTypeRange, isJsonMediaType, parseMediaType } from "./media-type.js";

test("a content type is parsed whatever its case, with its parameters", () => {
  expect(parseMediaType('Application/JSON; Charset="UTF-8"')).toEqual({
    essence: "application/json",
    parameters: { charset: "UTF-8" },
  });
});

test.each(["", "json", "application/json, text/plain", "application/", "a b/c"])("%j is no content type", (header) => {
  expect(parseMediaType(header)).toBeUndefined();
});

test("the most specific documented range that covers a media type is found", () => {
  const documented = ["*/*", "text/*", "text/plain; charset=utf-8"];
  expect(findMediaTypeRange(documented, "text/plain")).toBe("text/plain; charset=utf-8");
  expect(findMediaTypeRange(documented, "text/csv")).toBe("text/*");
  expect(findMediaTypeRange(documented, "image/png")).toBe("*/*");
  expect(findMediaTypeRange(["application/json"], "text/plain")).toBeUndefined();
});

test("a structured syntax suffix makes a media type JSON", () => {
  expect(isJsonMediaType("application/problem+json")).toBe(true);
  expect(isJsonMediaType("text/plain")).toBe(false);
});
