import { expect, test } from "vitest";
import { makeBooks, serveLibrary } from "../../testing/tiny-library.js";

test("an identity that a client chooses can't be taken twice", async () => {
  const served = serveLibrary();
  await makeBooks(served, { title: "Emma" });
  expect(await served.ask("POST /books", { id: "a", title: "Persuasion" })).toMatchObject({ status: 409 });
  expect((await served.ask("GET /books/a")).body).toMatchObject({ title: "Emma" });
});

test("fields that the document declares to be unique can't be the same in two records", async () => {
  const served = serveLibrary({
    extension: {
      collections: { books: { schema: { $ref: "#/components/schemas/Book" }, identity: "id", unique: [["title"]] } },
    },
  });
  await makeBooks(served, { title: "Emma" });
  expect(await served.ask("POST /books", { id: "b", title: "Emma" })).toMatchObject({ status: 409 });
  expect(await served.ask("POST /books", { id: "b", title: "Persuasion" })).toMatchObject({ status: 201 });
});
