import { createInProcessTarget } from "../contract/in-process-target.js";
import type { Contract } from "../contract/contract.js";
import type { Target } from "../contract/target.js";
import { createContract } from "../contract/create-contract.js";
import { readDocument } from "../openapi/document.js";
import { isJsonObject, parseJson, type Json, type JsonObject } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import { parsePairs } from "../openapi/parameter-style.js";
import { createSchemaValidators } from "../openapi/schema-validator.js";

/** A request as the shop sees it. */
export interface ShopRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly token: string;
  readonly type: string;
  readonly text: string;
}

/** What the shop answers. */
export interface ShopReply {
  readonly status: number;
  readonly body?: Json;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is wrong with a shop: it sees each request, may ask for the right answer (to a caller of another token), and gives its own. */
export type ShopFault = (
  request: ShopRequest,
  answerRightly: (token?: string) => ShopReply,
  pets: Map<string, JsonObject>,
) => ShopReply;

const error = { description: "", content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } } };
const pet = { description: "", content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } };
const petInput = {
  required: true,
  content: {
    "application/json": {
      schema: { $ref: "#/components/schemas/PetInput" },
      example: {
        name: "Mia",
        kind: "cat",
        tags: ["small", "black"],
        owner: { email: "mia@owner.example" },
        weight: 1.5,
      },
    },
  },
};
const petId = { name: "petId", in: "path", required: true, schema: { type: "string" }, example: "pet-0001" };
const errors = { "400": error, "401": error, "403": error, "404": error, "415": error };

const ALL: JsonObject = {
  get: {
    operationId: "listPets",
    parameters: [
      { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 50 } },
      { name: "after", in: "query", "x-standin-param": "cursor", schema: { type: "string" } },
      { name: "kind", in: "query", schema: { type: "string", enum: ["cat", "dog"] } },
      { name: "x-shop", in: "header", required: true, schema: { type: "string", minLength: 2 }, example: "main" },
    ],
    responses: {
      "200": {
        description: "",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Pets" } } },
      },
      ...errors,
    },
  },
  post: {
    operationId: "createPet",
    "x-standin-effect": { does: "creates", collection: "pets", marker: "note" },
    requestBody: petInput,
    responses: { "201": pet, ...errors },
  },
};

const UPDATE: JsonObject = {
  operationId: "updatePet",
  parameters: [petId],
  requestBody: petInput,
  responses: { "200": pet, ...errors },
};

const REMOVE: JsonObject = {
  operationId: "deletePet",
  parameters: [petId],
  responses: { "204": { description: "" }, ...errors },
};

/** The document of a shop with pets, but for its paths. */
const SHOP: JsonObject = {
  openapi: "3.1.0",
  info: { title: "Shop", version: "1" },
  servers: [{ url: "/" }],
  security: [{ token: [] }],
  "x-standin": {
    api: "shop",
    error: { $ref: "#/components/schemas/Error" },
    collections: {
      pets: {
        schema: { type: "object" },
        identity: "id",
        cleanup: "delete",
        list: { operation: "listPets", rows: "/pets", next: "next", after: "after" },
      },
    },
    rules: {},
  },
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: {
      Error: { type: "object", required: ["code"], properties: { code: { type: "string" } } },
      PetInput: {
        type: "object",
        required: ["name", "kind"],
        properties: {
          name: { type: "string", minLength: 1, maxLength: 20 },
          kind: { enum: ["cat", "dog"] },
          note: { type: "string" },
          born: { type: "string", format: "date" },
          code: { type: "string", pattern: "^[A-Z]{3}$" },
          weight: { type: "number", minimum: 0, maximum: 90, multipleOf: 0.5 },
          tags: { type: "array", items: { type: "string" }, uniqueItems: true, maxItems: 3 },
          owner: { type: "object", required: ["email"], properties: { email: { type: "string", format: "email" } } },
        },
      },
      Pet: {
        allOf: [
          { $ref: "#/components/schemas/PetInput" },
          { required: ["id"], properties: { id: { type: "string" } } },
        ],
      },
      Pets: {
        type: "object",
        required: ["pets", "total"],
        properties: {
          pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } },
          total: { type: "integer" },
          next: { type: "string" },
        },
      },
    },
  },
};

/** The contract of the shop, with more said of the read of one pet, and of its update. */
export function createShopContract(ofRead: JsonObject = {}, ofUpdate: JsonObject = {}): Contract {
  const read = { operationId: "getPet", parameters: [petId], responses: { "200": pet, ...errors }, ...ofRead };
  const update = { ...UPDATE, ...ofUpdate };
  const source = { ...SHOP, paths: { "/pets": ALL, "/pets/{petId}": { get: read, put: update, delete: REMOVE } } };
  return createContract(readDocument(source, createSchemaValidators(source)), { file: "shop.yaml" });
}

/** The tokens that a shop knows, and whose they are: the second one's pets are others. */
export const TOKENS = { valid: "token-of-mia", second: "token-of-leo" };

/** A shop that keeps its contract but for one fault. */
export function createShop(contract: Contract, fault: ShopFault = (_, answerRightly) => answerRightly()): Target {
  const pets = new Map<string, JsonObject>();
  for (let count = 1; count <= 5; count++) {
    const id = `pet-000${count}`;
    pets.set(id, { id, name: `Pet ${count}`, kind: count % 2 === 0 ? "dog" : "cat" });
  }
  return createInProcessTarget(
    {
      handle({ method, url, headers, body }) {
        const { pathname, searchParams } = new URL(url, "http://shop");
        const { authorization = "", "content-type": type = "" } = headers;
        const text = body === undefined ? "" : decode(body);
        const request = {
          method,
          path: pathname,
          query: searchParams,
          token: authorization.replace(/^Bearer /, ""),
          type,
          text,
        };
        const reply = fault(
          request,
          (token = request.token) => answer(contract, pets, { ...request, token }, headers),
          pets,
        );
        const json = reply.body === undefined ? undefined : JSON.stringify(reply.body);
        const told: Record<string, string> = json === undefined ? {} : { "content-type": "application/json" };
        return Promise.resolve({
          status: reply.status,
          headers: { ...told, ...reply.headers },
          body: reply.text ?? json,
        });
      },
    },
    { baseUrl: "http://localhost" },
  );
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    // What is no UTF-8 is no JSON either.
    return "{";
  }
}

function answer(
  contract: Contract,
  pets: Map<string, JsonObject>,
  request: ShopRequest,
  headers: Readonly<Record<string, string>>,
): ShopReply {
  const [, , id, more] = request.path.split("/");
  const template = id === undefined ? "/pets" : "/pets/{petId}";
  const ofPath = contract.document.operations.filter((operation) => operation.pathTemplate === template);
  if (!request.path.startsWith("/pets") || more !== undefined) return refuse(404);
  const operation = ofPath.find(({ method }) => method === request.method);
  if (!operation) return refuse(405, { allow: ofPath.map(({ method }) => method).join(", ") });
  if (request.token !== TOKENS.valid) {
    return request.token === TOKENS.second
      ? refuse(id === undefined ? 403 : 404)
      : refuse(401, { "www-authenticate": "Bearer" });
  }
  const refused = judge(operation, request, headers);
  if (refused) return refused;
  return id === undefined ? answerAll(pets, request) : answerOne(pets, decodeURIComponent(id), request);
}

function judge(
  operation: Operation,
  { query, type, text }: ShopRequest,
  headers: Readonly<Record<string, string>>,
): ShopReply | undefined {
  for (const parameter of operation.parameters.filter(({ location }) => location !== "path")) {
    const value = parameter.location === "query" ? parsePairs([...query], parameter) : headers[parameter.name];
    if (value === undefined ? parameter.required : parameter.validate(value).length > 0) return refuse(400);
  }
  if (!operation.requestBody) return undefined;
  if (text === "") return refuse(400);
  if (!/^application\/json(;|$)/.test(type)) return refuse(415);
  const body = parse(text);
  const validate = operation.requestBody.content.get("application/json")?.validate;
  return body === undefined || (validate?.(body) ?? []).length > 0 ? refuse(400) : undefined;
}

function answerAll(pets: Map<string, JsonObject>, { method, query, text }: ShopRequest): ShopReply {
  if (method === "POST") {
    // Never one that a pet had before.
    const id = `pet-${crypto.randomUUID().slice(0, 8)}`;
    const made = { ...toPet(text), id };
    pets.set(id, made);
    return { status: 201, body: made };
  }
  const rows = [...pets.values()].filter(({ kind }) => !query.has("kind") || kind === query.get("kind"));
  const from = Number(query.get("after") ?? 0);
  const to = from + Number(query.get("limit") ?? 50);
  const next: JsonObject = to < rows.length ? { next: String(to) } : {};
  return { status: 200, body: { pets: rows.slice(from, to), total: rows.length, ...next } };
}

function answerOne(pets: Map<string, JsonObject>, id: string, { method, text }: ShopRequest): ShopReply {
  const known = pets.get(id);
  if (!known) return refuse(404);
  if (method === "DELETE") {
    pets.delete(id);
    return { status: 204 };
  }
  if (method === "PUT") pets.set(id, { ...toPet(text), id });
  return { status: 200, body: pets.get(id) ?? {} };
}

/** Only what the shop knows is kept. */
function toPet(text: string): JsonObject {
  const body = parse(text);
  const known = new Set(["name", "kind", "note", "born", "code", "weight", "tags", "owner"]);
  return Object.fromEntries(Object.entries(isJsonObject(body) ? body : {}).filter(([key]) => known.has(key)));
}

function refuse(status: number, headers: Readonly<Record<string, string>> = {}): ShopReply {
  return { status, body: { code: String(status) }, headers };
}

function parse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
