import { expect, test } from "vitest";
import { createHeadReader, readHead } from "./received-head.js";

test("names are read in lower case, several values of one joined, whatever the names are", () => {
  const { headers } = readHead({ ACCEPT: ["a", "b"], constructor: "c", ["__proto__"]: "p", Empty: undefined });
  expect(Object.entries(headers)).toEqual([
    ["accept", "a, b"],
    ["constructor", "c"],
    ["__proto__", "p"],
    ["empty", undefined],
  ]);
  expect(headers["toString"]).toBeUndefined();
});

test.each([
  ["Bearer one", { scheme: "bearer", credential: "one" }],
  ["bASIC   dTpw  ", { scheme: "basic", credential: "dTpw" }],
  ["ApiKey a b", { scheme: "apikey", credential: "a b" }],
  ["Bearer", undefined],
  ["Bearer ", undefined],
  [" Bearer one", undefined],
  ["Bear:er one", undefined],
  ["", undefined],
])("of the authorization %j its scheme and credential are told", (authorization, expected) => {
  expect(readHead({ authorization }).authorization).toEqual(expected);
});

test("cookies are told in their order, decoded", () => {
  expect(readHead({ cookie: "a=1; b=%20x; c; a=%zz" }).cookies).toEqual([
    ["a", "1"],
    ["b", " x"],
    ["a", "%zz"],
  ]);
  expect(readHead({}).cookies).toEqual([]);
});

test("what came lately is known again, and nobody is taken for another", () => {
  const read = createHeadReader();
  const heads = Array.from({ length: 7 }, (_, at) => ({ Authorization: `Bearer ${at}` }));
  for (let round = 0; round < 3; round++) {
    for (const head of heads) {
      expect(read({ ...head })).toEqual(readHead(head));
      expect(read({ ...head })).toBe(read({ ...head }));
    }
  }
});
