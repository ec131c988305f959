import { expect, test } from "vitest";
import type { Json } from "../openapi/json.js";
import { createTinyApi } from "../testing/tiny-api.js";
import { createEmulator } from "./emulator.js";

const ITEMS = { type: "array", items: { type: "object", required: ["id"] } };

const json = (schema: Json) => ({
  responses: { 200: { description: "ok", content: { "application/json": { schema } } } },
});

/** An API with a list that says what it is given, and a word. */
function createLister(list: readonly Json[], schema: Json = ITEMS) {
  const api = createTinyApi({
    paths: {
      "/list": { get: { operationId: "list", ...json(schema) } },
      "/word": { get: { operationId: "word", ...json({ type: "string" }) } },
    },
    behaviours: {
      list: () => ({ status: 200, body: list, rules: [] }),
      word: () => ({ status: 200, body: "word", rules: [] }),
    },
  });
  return createEmulator({ apis: [api] });
}

const toRow = (_: unknown, at: number): Json => ({ id: at, text: `row ${at}, "ä", 😀` });
const rows = Array.from({ length: 5500 }, toRow);

test("a long list is written as a short one is, without a defect", async () => {
  const emulator = createLister(rows);
  const { status, body, headers } = await emulator.handle({ method: "GET", url: "/list", headers: {} });
  expect(status).toBe(200);
  expect(body).toBe(JSON.stringify(rows));
  expect(headers).not.toHaveProperty("x-standin-violations");
});

test("while a long list is written, others are answered", async () => {
  const emulator = createLister(rows);
  const answered: string[] = [];
  const ask = async (url: string) => {
    await emulator.handle({ method: "GET", url, headers: {} });
    answered.push(url);
  };
  const listing = ask("/list");
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  await Promise.all([ask("/word"), listing]);
  expect(answered).toEqual(["/word", "/list"]);
});

test("a long list that its document does not allow is a defect, told with the place", async () => {
  const emulator = createLister(rows.toSpliced(4321, 1, { text: "without an id" }));
  const { headers } = await emulator.handle({ method: "GET", url: "/list", headers: {} });
  expect(headers["x-standin-violations"]).toBe("1");
  expect(emulator.defects.list().map(({ about }) => about)).toEqual([expect.stringContaining("[4321]")]);
});

test("a schema that says more of a list than of its items judges it as a whole", async () => {
  const emulator = createLister(rows, { ...ITEMS, maxItems: 5000 });
  const { headers } = await emulator.handle({ method: "GET", url: "/list", headers: {} });
  expect(headers["x-standin-violations"]).toBe("1");
});
