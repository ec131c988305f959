import { expect, test } from "vitest";
import { createRequestIds } from "./counter.js";

test("requests are numbered one after the other, with six digits or as many as it takes", () => {
  const ids = Array.from({ length: 1_000_200 }, createRequestIds());
  expect([ids[0], ids[998_999], ids.at(-1)]).toEqual(["req-000001", "req-999000", "req-1000200"]);
  expect(ids.filter((id, at) => Number(id.slice("req-".length)) !== at + 1)).toEqual([]);
});
