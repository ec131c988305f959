import { expect, test } from "vitest";
import { answers, inPath, takes } from "../../testing/serve-document.js";
import { makeBooks, serveLibrary } from "../../testing/tiny-library.js";

const JSON_PATCH = "application/json-patch+json";
const MERGE_PATCH = "application/merge-patch+json";

async function serveBook(mediaType: string) {
  const patch = {
    operationId: "patchBook",
    requestBody: takes(true, mediaType),
    responses: {
      "200": answers({ $ref: "#/components/schemas/Book" }),
      "404": { description: "There is none." },
      "409": { description: "It can't be done." },
    },
  };
  const library = serveLibrary({
    properties: { tags: { type: "array", items: { type: "string" } }, about: { type: "object" } },
    paths: { "/books/{id}": { parameters: [inPath("id")], patch } },
  });
  await makeBooks(library, { title: "Emma", tags: ["old"], about: { pages: 400, cover: "hard" } });
  return library;
}

test.each([
  [[{ op: "replace", path: "/title", value: "Persuasion" }], { title: "Persuasion" }],
  [[{ op: "add", path: "/tags/-", value: "good" }], { tags: ["old", "good"] }],
  [[{ op: "add", path: "/tags/0", value: "good" }], { tags: ["good", "old"] }],
  [[{ op: "remove", path: "/about/cover" }], { about: { pages: 400 } }],
  [[{ op: "copy", from: "/title", path: "/about/cover" }], { about: { pages: 400, cover: "Emma" } }],
  [[{ op: "move", from: "/about/cover", path: "/title" }], { title: "hard", about: { pages: 400 } }],
  [
    [
      { op: "test", path: "/title", value: "Emma" },
      { op: "replace", path: "/tags", value: [] },
    ],
    { tags: [] },
  ],
])("a JSON Patch is applied: %j", async (patch, changed) => {
  const { ask } = await serveBook(JSON_PATCH);
  const before = { id: "a", title: "Emma", tags: ["old"], about: { pages: 400, cover: "hard" } };
  expect(await ask("PATCH /books/a", patch, JSON_PATCH)).toMatchObject({ status: 200 });
  expect((await ask("GET /books/a")).body).toEqual({ ...before, ...changed });
});

test.each([
  [
    [
      { op: "replace", path: "/title", value: "X" },
      { op: "test", path: "/title", value: "Emma" },
    ],
  ],
  [[{ op: "remove", path: "/nothing" }]],
  [[{ op: "invent", path: "/title" }]],
])("a JSON Patch that can't be applied whole changes nothing: %j", async (patch) => {
  const { ask } = await serveBook(JSON_PATCH);
  expect(await ask("PATCH /books/a", patch, JSON_PATCH)).toMatchObject({ status: 409 });
  expect((await ask("GET /books/a")).body).toMatchObject({ title: "Emma" });
});

test("a merge patch changes what it names, deep down, and takes out what it says is null", async () => {
  const { ask } = await serveBook(MERGE_PATCH);
  await ask("PATCH /books/a", { tags: null, about: { cover: null, weight: 1 } }, MERGE_PATCH);
  expect((await ask("GET /books/a")).body).toEqual({ id: "a", title: "Emma", about: { pages: 400, weight: 1 } });
});
