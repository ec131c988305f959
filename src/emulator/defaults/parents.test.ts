import { expect, test } from "vitest";
import { answers, inPath, takes } from "../../testing/serve-document.js";
import { makeBooks, serveLibrary } from "../../testing/tiny-library.js";

const page = { $ref: "#/components/schemas/Page" };
const missing = { description: "There is none." };

/** Two books, the first of which has a page. */
async function servePages() {
  const served = serveLibrary({
    schemas: { Page: { type: "object", properties: { id: { type: "string" }, text: { type: "string" } } } },
    paths: {
      "/books/{id}": {
        delete: { operationId: "deleteBook", responses: { "204": { description: "Gone." }, "404": missing } },
      },
      "/books/{bookId}/pages": {
        parameters: [inPath("bookId")],
        get: {
          operationId: "listPages",
          responses: { "200": answers({ type: "array", items: page }), "404": missing },
        },
        post: { operationId: "addPage", requestBody: takes(page), responses: { "201": answers(page), "404": missing } },
      },
      "/books/{bookId}/pages/{pageId}": {
        parameters: [inPath("bookId"), inPath("pageId")],
        get: { operationId: "getPage", responses: { "200": answers(page), "404": missing } },
        delete: { operationId: "deletePage", responses: { "204": { description: "Gone." }, "404": missing } },
      },
    },
  });
  await makeBooks(served, { title: "Emma" }, { title: "Persuasion" });
  expect(await served.ask("POST /books/a/pages", { id: "p", text: "…" })).toMatchObject({ status: 201 });
  return served;
}

test("what belongs to a record is found under it, and under no other", async () => {
  const { ask } = await servePages();
  expect(await ask("GET /books/a/pages/p")).toMatchObject({ status: 200, body: { id: "p" } });
  expect((await ask("GET /books/b/pages")).body).toEqual([]);
  for (const line of ["GET /books/b/pages/p", "DELETE /books/b/pages/p", "GET /books/z/pages/p"]) {
    expect(await ask(line), line).toMatchObject({ status: 404 });
  }
  expect(await ask("GET /books/a/pages/p")).toMatchObject({ status: 200 });
});

test("under a record that is not there nothing is listed or made", async () => {
  const { ask } = await servePages();
  expect(await ask("GET /books/z/pages")).toMatchObject({ status: 404 });
  expect(await ask("POST /books/z/pages", { id: "q" })).toMatchObject({ status: 404 });
});

test("what belongs to a record goes with it", async () => {
  const { ask } = await servePages();
  expect(await ask("DELETE /books/a")).toMatchObject({ status: 204 });
  expect(await ask("GET /books/a/pages/p")).toMatchObject({ status: 404 });
  await ask("POST /books", { id: "a", title: "Emma" });
  expect((await ask("GET /books/a/pages")).body).toEqual([]);
});
