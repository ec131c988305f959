import type { JsonObject } from "../../openapi/json.js";

const error = {
  description: "It could not be done.",
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
};

function answer(schema: JsonObject): JsonObject {
  return { description: "Done.", content: { "application/json": { schema } } };
}

function body(schema: JsonObject): JsonObject {
  return { required: true, content: { "application/json": { schema } } };
}

function inPath(name: string, schema: JsonObject): JsonObject {
  return { name, in: "path", required: true, schema };
}

const shelf: JsonObject = { $ref: "#/components/schemas/Shelf" };
const book: JsonObject = { $ref: "#/components/schemas/Book" };
const number: JsonObject = { type: "integer", minimum: 1 };

/** A small document of our own with much that documents have: an envelope, a nested collection, an action, a singleton, text. */
export const bookshop: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Bookshop", version: "1" },
  paths: {
    "/shelves": {
      get: {
        operationId: "listShelves",
        parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
        responses: {
          "200": answer({
            type: "object",
            required: ["shelves", "total"],
            properties: {
              shelves: { type: "array", items: shelf },
              total: { type: "integer" },
              next: { type: ["string", "null"] },
            },
          }),
        },
      },
      post: { operationId: "createShelf", requestBody: body(shelf), responses: { "201": answer(shelf), "422": error } },
    },
    "/shelves/{shelfId}": {
      parameters: [inPath("shelfId", { type: "string", format: "uuid" })],
      get: { operationId: "getShelf", responses: { "200": answer(shelf), "4XX": error } },
      delete: { operationId: "deleteShelf", responses: { "204": { description: "Gone." }, "404": error } },
    },
    "/shelves/{shelfId}/books": {
      parameters: [inPath("shelfId", { type: "string", format: "uuid" })],
      get: { operationId: "listBooks", responses: { "200": answer({ type: "array", items: book }), "404": error } },
      post: {
        operationId: "addBook",
        requestBody: body(book),
        responses: { "201": answer({ type: "object", required: ["book"], properties: { book } }), default: error },
      },
    },
    "/shelves/{shelfId}/books/{isbn}": {
      parameters: [
        inPath("shelfId", { type: "string", format: "uuid" }),
        inPath("isbn", { type: "string", pattern: "^97[89]-[0-9]{10}$" }),
      ],
      get: { operationId: "getBook", responses: { "200": answer(book), "404": error } },
      patch: {
        operationId: "changeBook",
        requestBody: body({ type: "object", properties: { title: { type: "string" } } }),
        responses: { "200": answer(book), "404": error },
      },
    },
    "/shelves/{shelfId}/books/{isbn}/archive": {
      parameters: [
        inPath("shelfId", { type: "string", format: "uuid" }),
        inPath("isbn", { type: "string", pattern: "^97[89]-[0-9]{10}$" }),
      ],
      post: { operationId: "archiveBook", responses: { "200": answer(book), "409": error } },
    },
    "/motto": {
      get: {
        operationId: "getMotto",
        responses: { "200": { description: "Done.", content: { "text/plain": { schema: { type: "string" } } } } },
      },
    },
    "/settings": {
      get: { operationId: "getSettings", responses: { "200": answer({ $ref: "#/components/schemas/Settings" }) } },
      put: {
        operationId: "putSettings",
        requestBody: body({ $ref: "#/components/schemas/Settings" }),
        responses: { "200": answer({ $ref: "#/components/schemas/Settings" }) },
      },
    },
  },
  components: {
    schemas: {
      Shelf: {
        type: "object",
        required: ["id", "label", "createdAt"],
        properties: {
          id: { type: "string", format: "uuid", readOnly: true },
          label: { type: "string", minLength: 3 },
          rows: { ...number, maximum: 12, default: 4 },
          createdAt: { type: "string", format: "date-time", readOnly: true },
        },
        additionalProperties: false,
      },
      Book: {
        type: "object",
        required: ["isbn", "title", "format"],
        properties: {
          isbn: { type: "string", pattern: "^97[89]-[0-9]{10}$" },
          title: { type: "string" },
          archived: { type: "boolean", readOnly: true },
          format: {
            oneOf: [{ $ref: "#/components/schemas/Paper" }, { $ref: "#/components/schemas/File" }],
            discriminator: { propertyName: "kind" },
          },
        },
      },
      Paper: { type: "object", required: ["kind", "pages"], properties: { kind: { type: "string" }, pages: number } },
      File: {
        type: "object",
        required: ["kind", "bytes"],
        properties: { kind: { type: "string" }, bytes: { ...number, multipleOf: 512 } },
      },
      Settings: {
        type: "object",
        required: ["open"],
        properties: {
          open: { type: "boolean" },
          hours: { type: "array", items: { type: "string" }, uniqueItems: true },
        },
      },
      Error: {
        type: "object",
        required: ["code", "message"],
        properties: { code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};
