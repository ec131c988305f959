import { expect, test } from "vitest";
import { inQuery, makeBooks, serveLibrary } from "../../testing/tiny-library.js";

async function serveShelf() {
  const served = serveLibrary({
    query: inQuery("language", "shelfNumber", "filter[language]", "q", "sort", "order", "order_by", "unrelated"),
    properties: { language: { type: "string" }, shelf_number: { type: "integer" } },
  });
  await makeBooks(
    served,
    { title: "Emma", language: "en", shelf_number: 2 },
    { title: "Effi Briest", language: "de", shelf_number: 10 },
    { title: "Persuasion", language: "en", shelf_number: 1 },
  );
  return served;
}

test.each([
  ["language=en", "ac"],
  ["language=fr", ""],
  ["shelfNumber=10", "b"],
  ["filter[language]=de", "b"],
  ["q=BRIEST", "b"],
  ["q=e&language=en", "ac"],
  ["sort=title", "bac"],
  ["sort=-title", "cab"],
  ["sort=shelf_number", "cab"],
  ["sort=language,-shelf_number", "bac"],
  ["sort=title&order=desc", "cab"],
  ["order_by=title:desc", "cab"],
  ["unrelated=x", "abc"],
])("a list is chosen and put in order by ?%s", async (query, ids) => {
  const { ask } = await serveShelf();
  const { body } = await ask(`GET /books?${query}`);
  expect(body).toEqual(ids.split("").map((id): unknown => expect.objectContaining({ id })));
});
