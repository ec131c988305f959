import { expect, test } from "vitest";
import { parseJson } from "../openapi/json.js";
import { mergePatch } from "./merge-patch.js";

// The table of RFC 7396, appendix A.
test.each([
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', "{}"],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', "null", "null"],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ["[1,2]", '{"a":"b","c":null}', '{"a":"b"}'],
  ["{}", '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
])("%s with %s becomes %s", (target, patch, result) => {
  expect(mergePatch(parseJson(target), parseJson(patch))).toEqual(parseJson(result));
});

test("a member called __proto__ is data and sets no prototype", () => {
  const merged = mergePatch({}, parseJson('{"__proto__":{"polluted":true}}'));
  expect(Object.keys(merged ?? {})).toEqual(["__proto__"]);
  expect(merged).not.toHaveProperty("polluted");
});
