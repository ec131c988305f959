import { expect, test } from "vitest";
import { createFieldTexts } from "./field-texts.js";

test("every text is given back as it is, of a field with few texts, with many, and of none that is known", () => {
  const texts = createFieldTexts(["status", "_id"]);
  for (let at = 0; at < 1000; at++) {
    expect(texts.share("status", `status ${at % 3}`)).toBe(`status ${at % 3}`);
    expect(texts.share("_id", `id ${at}`)).toBe(`id ${at}`);
    expect(texts.share("__proto__", `other ${at}`)).toBe(`other ${at}`);
  }
  expect(texts.share("status", "x".repeat(10_000))).toBe("x".repeat(10_000));
});

test("a text of one field is not that of another", () => {
  const texts = createFieldTexts(["a", "b"]);
  expect([texts.share("a", "1"), texts.share("b", "2"), texts.share("a", "2")]).toEqual(["1", "2", "2"]);
});
