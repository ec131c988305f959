import type { Json, JsonObject } from "../openapi/json.js";
import { answers, inPath, serveDocument, takes } from "./serve-document.js";

/** What a document of books differs in from the plainest one. */
export interface Library {
  /** Query parameters of the list. */
  readonly query?: readonly JsonObject[];
  /** Schema of what is around the list, by the schema of the list; the list alone without it. */
  readonly envelope?: (books: Json) => JsonObject;
  /** Headers of the list's answer. */
  readonly headers?: JsonObject;
  /** More properties of a book. */
  readonly properties?: JsonObject;
  /** Operations and whole paths beside those of the plainest one, merged by path. */
  readonly paths?: Readonly<Record<string, JsonObject>>;
  readonly schemas?: JsonObject;
  readonly extension?: JsonObject;
}

const book: JsonObject = { $ref: "#/components/schemas/Book" };
const missing: JsonObject = { description: "There is none." };

/** Serves a document of books, which can be listed, made and read, and holds what was made only. */
export function serveLibrary(library: Library = {}) {
  const { query = [], envelope = (books: Json) => books, headers, schemas = {}, extension } = library;
  const properties = { id: { type: "string" }, title: { type: "string" }, ...library.properties };
  const listed = { ...answers(envelope({ type: "array", items: book })), ...(headers && { headers }) };
  const paths: Record<string, JsonObject> = {
    "/books": {
      get: { operationId: "listBooks", parameters: [...query], responses: { "200": listed } },
      post: {
        operationId: "createBook",
        requestBody: takes(book),
        responses: { "201": answers(book), "409": { description: "It is there." } },
      },
    },
    "/books/{id}": {
      parameters: [inPath("id")],
      get: { operationId: "getBook", responses: { "200": answers(book), "404": missing } },
    },
  };
  for (const [path, item] of Object.entries(library.paths ?? {})) paths[path] = { ...paths[path], ...item };
  return serveDocument({
    paths,
    schemas: { Book: { type: "object", properties }, ...schemas },
    ...(extension && { extension }),
    isEmpty: true,
  });
}

/** Query parameters, each of any text. */
export function inQuery(...names: readonly string[]): JsonObject[] {
  return names.map((name) => ({ name, in: "query", schema: { type: "string" } }));
}

/** Makes books of the ids `a`, `b` and so on. */
export async function makeBooks({ ask }: Pick<ReturnType<typeof serveLibrary>, "ask">, ...books: JsonObject[]) {
  for (const [at, one] of books.entries()) {
    await ask("POST /books", { id: String.fromCodePoint(97 + at), ...one });
  }
}
