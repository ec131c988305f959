import { expect, test } from "vitest";
import { answers, inPath } from "../../testing/serve-document.js";
import { makeBooks, serveLibrary } from "../../testing/tiny-library.js";

const book = { $ref: "#/components/schemas/Book" };

function act(verb: string) {
  const post = { operationId: `${verb}Book`, responses: { "200": answers(book), "404": { description: "None." } } };
  return { [`/books/{id}/${verb}`]: { parameters: [inPath("id")], post } };
}

async function serveActions() {
  const served = serveLibrary({
    properties: {
      archived: { type: "boolean", default: false },
      archivedAt: { type: ["string", "null"], format: "date-time" },
      status: { type: "string", enum: ["draft", "published", "cancelled"], default: "draft" },
    },
    paths: { ...act("archive"), ...act("unarchive"), ...act("publish"), ...act("cancel"), ...act("print") },
  });
  await makeBooks(served, { title: "Emma" });
  return served;
}

test("an action sets the flag and the time that tell of it, and its opposite takes them back", async () => {
  const { ask } = await serveActions();
  const { body } = await ask("POST /books/a/archive");
  expect(body).toMatchObject({ archived: true, archivedAt: expect.stringMatching(/^\d{4}-/) as unknown });
  expect((await ask("GET /books/a")).body).toEqual(body);
  expect((await ask("POST /books/a/unarchive")).body).toMatchObject({ archived: false, archivedAt: null });
});

test.each([
  ["publish", "published"],
  ["cancel", "cancelled"],
])("an action, %s, leads to the state that is called so", async (verb, status) => {
  const { ask } = await serveActions();
  await ask(`POST /books/a/${verb}`);
  expect((await ask("GET /books/a")).body).toMatchObject({ status });
});

test("an action of which no field tells changes nothing, and one on nothing is not found", async () => {
  const { ask } = await serveActions();
  const { body } = await ask("GET /books/a");
  expect(await ask("POST /books/a/print")).toMatchObject({ status: 200, body });
  expect(await ask("POST /books/z/print")).toMatchObject({ status: 404 });
});
