import { expect, test } from "vitest";
import { isJsonObject, toText, type Json, type JsonObject } from "../../openapi/json.js";
import { inQuery, makeBooks, serveLibrary, type Library } from "../../testing/tiny-library.js";

const FIVE = ["a", "b", "c", "d", "e"];

async function serveFive(library: Library) {
  const served = serveLibrary(library);
  await makeBooks(served, ...FIVE.map((title) => ({ title })));
  return served;
}

/** An envelope with the list under a name, and some facts beside it. */
function around(name: string, facts: JsonObject) {
  return (books: Json): JsonObject => ({ type: "object", required: [name], properties: { [name]: books, ...facts } });
}

function listIds(list: unknown): unknown[] {
  return (Array.isArray(list) ? list : []).map((one: unknown) => (one as { id: unknown }).id); // as the document has it
}

test.each([
  ["limit=2&offset=2", ["c", "d"]],
  ["limit=2&offset=4", ["e"]],
  ["limit=2&offset=9", []],
  ["per_page=2&page=1", ["a", "b"]],
  ["per_page=2&page=3", ["e"]],
  ["pageSize=3", ["a", "b", "c"]],
  ["$top=1&$skip=3", ["d"]],
  ["", FIVE],
])("a page is asked for by ?%s", async (query, ids) => {
  const names = ["limit", "offset", "per_page", "page", "pageSize", "$top", "$skip"];
  const { ask } = await serveFive({ query: inQuery(...names) });
  expect(listIds((await ask(`GET /books?${query}`)).body)).toEqual(ids);
});

test("pages are followed by their cursor until there are no more", async () => {
  const text = { type: ["string", "null"] };
  const { ask } = await serveFive({
    query: inQuery("cursor", "limit"),
    envelope: around("items", { next_cursor: text, has_more: { type: "boolean" } }),
  });
  const seen: unknown[] = [];
  let cursor = "";
  for (let pages = 0; pages < 3; pages++) {
    const { body } = await ask(`GET /books?limit=2${cursor && `&cursor=${cursor}`}`);
    if (!isJsonObject(body)) throw new Error("the list has no envelope");
    seen.push(...listIds(body["items"]));
    expect(body["has_more"]).toBe(pages < 2);
    cursor = encodeURIComponent(toText(body["next_cursor"] ?? ""));
  }
  expect([seen, cursor]).toEqual([FIVE, ""]);
});

const integer = { type: "integer" };

test.each<[string, ReturnType<typeof around>, JsonObject]>([
  ["data and total", around("data", { total: integer }), { total: 5 }],
  ["results and count", around("results", { total_count: integer, count: integer }), { total_count: 5, count: 2 }],
  [
    "the name of the collection and pages",
    around("books", { page: integer, total_pages: integer }),
    { page: 2, total_pages: 3 },
  ],
  [
    "an object beside the list",
    around("data", { meta: { type: "object", properties: { total: integer, perPage: integer } } }),
    { meta: { total: 5, perPage: 2 } },
  ],
  [
    "a URL of the next page",
    around("items", { next: { type: "string", format: "uri-reference" } }),
    { next: "/books?page=3" },
  ],
])("a list comes in its envelope: %s", async (_, envelope, facts) => {
  const { ask } = await serveFive({ query: inQuery("page", "limit"), envelope });
  const { body } = await ask("GET /books?page=2&limit=2");
  expect(body).toMatchObject(facts);
  const list = Object.values(isJsonObject(body) ? body : {}).find((value) => Array.isArray(value));
  expect(listIds(list)).toEqual(["c", "d"]);
});

const link: JsonObject = { Link: { schema: { type: "string" } }, "X-Total-Count": { schema: { type: "integer" } } };

test.each([
  [
    "limit=2&page=2",
    '</books?limit=2&page=3>; rel="next", </books?limit=2&page=1>; rel="prev", </books?limit=2&page=1>; rel="first", </books?limit=2&page=3>; rel="last"',
  ],
  ["limit=2", '</books?limit=2&page=2>; rel="next", </books?limit=2&page=3>; rel="last"'],
  ["limit=2&page=3", '</books?limit=2&page=2>; rel="prev", </books?limit=2&page=1>; rel="first"'],
  ["limit=9", undefined],
])("a Link header that the document declares leads to the other pages of ?%s", async (query, expected) => {
  const { ask } = await serveFive({ query: inQuery("page", "limit"), headers: link });
  const { headers } = await ask(`GET /books?${query}`);
  expect(headers["link"]).toBe(expected);
  expect(headers["x-total-count"]).toBe("5");
});

test("a Link header leads on by a cursor, and keeps what else was asked for", async () => {
  const { ask } = await serveFive({ query: inQuery("cursor", "limit", "sort"), headers: link });
  const { headers } = await ask("GET /books?limit=3&sort=-title");
  const next = /^<([^>]+)>; rel="next"/.exec(headers["link"] ?? "")?.[1] ?? "";
  expect(next).toContain("sort=-title");
  expect(listIds((await ask(`GET ${next}`)).body)).toEqual(["b", "a"]);
});

test("no Link header is given where none is declared", async () => {
  const { ask } = await serveFive({ query: inQuery("page", "limit") });
  expect((await ask("GET /books?limit=2")).headers).not.toHaveProperty("link");
});
