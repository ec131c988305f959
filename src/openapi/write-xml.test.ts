import { expect, test } from "vitest";
import { writeXml } from "./write-xml.js";

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

test("members are elements, a list one for each item", () => {
  expect(writeXml({ id: 1, tags: ["a", "b"], none: null }, "Pet")).toBe(
    `${HEAD}<Pet><id>1</id><tags>a</tags><tags>b</tags><none/></Pet>`,
  );
});

test("a list has one root, names are fit, and text is escaped", () => {
  expect(writeXml([{ "1 & 2": "<a>\u0000" }], "all pets")).toBe(
    `${HEAD}<all_pets><item><_1___2>&lt;a&gt;\ufffd</_1___2></item></all_pets>`,
  );
});
