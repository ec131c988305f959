import { expect, test } from "vitest";
import { toAscii } from "./escape-texts.mjs";

test.each([
  ["a text", `"a – b, ü, 😀, \\n"`],
  ["a template", "`a – ${1 + 1} – b`"],
  ["a pattern", `"x–y".replace(/[–ü]/, "-")`],
  ["a pattern of code points", `["😀", "😁", "a"].map((text) => /^[\u{1f600}-😀–]$/u.test(text))`],
  ["a name", `(() => { const größe = 2; return größe + 1; })()`],
  ["a comment", `/* a – b */ 4 // 😀`],
])("a module's %s is the same in ASCII", (_, code) => {
  const ascii = toAscii(code, "tiny.js");
  expect(ascii).toMatch(/^[\n -~]*$/);
  expect(evaluate(ascii)).toEqual(evaluate(code));
});

test("a raw template is refused, in which an escape is another text", () => {
  expect(() => toAscii("String.raw`a – b`", "tiny.js")).toThrow("tiny.js has a character past ASCII");
  expect(toAscii("String.raw`a-b` + `–`", "tiny.js")).toBe("String.raw`a-b` + `\\u2013`");
});

function evaluate(code: string): unknown {
  // oxlint-disable-next-line no-eval -- what a program gives is what the test is about
  return (0, eval)(code);
}
