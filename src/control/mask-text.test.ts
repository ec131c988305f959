import { expect, test } from "vitest";
import { maskText } from "./mask-text.js";

test.each([
  ['{"password":"hush', '{"xxxxxxxx":"xxxx'],
  ["{'name':1}", "{'xxxx':1}"],
  ['{"a":hush}', '{"x":xxxx}'],
  ['{"pin":4711,}', '{"xxx":1111,}'],
  ['{"a":tru', '{"x":tru'],
  [String.raw`{"a":"h\u00fcsh\n"`, String.raw`{"x":"x\u0078xx\n"`],
  ['{"a":"h\nush"}', '{"x":"x\nxxx"}'],
  ["password=hush&a=b", "xxxxxxxx=xxxx&x=x"],
])("%j is masked as %j", (text, masked) => {
  expect(maskText(text)).toBe(masked);
  expect(maskText(text)).toHaveLength(text.length);
});
