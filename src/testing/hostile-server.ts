import type { IncomingMessage, ServerResponse } from "node:http";
import { isJsonObject, parseJson, type Json, type JsonObject } from "../openapi/json.js";
import { serveListener } from "./serve-listener.js";

/** A server that a contract run must not be led astray by: it keeps records of others among which the run makes its own. */
export interface HostileServer {
  readonly url: string;
  /** Every request that could have changed something, as `METHOD /path`, with the record that it named. */
  readonly mutations: readonly { readonly line: string; readonly record: string | undefined; readonly at: string }[];
  /** Ids of the records that are there. */
  listIds(): string[];
  /** The mutations of a record that was there before the run. */
  listForeignMutations(): string[];
}

/** What it does to a run. */
export type Trick =
  | "none"
  | "location-of-another"
  | "id-of-another"
  | "redirects-writes"
  | "delete-fails-once"
  | "delete-is-slow"
  | "delete-lies"
  | "delete-is-never-allowed"
  | "asks-to-wait-for-ever"
  | "tells-no-id"
  | "names-nothing"
  | "makes-what-it-refuses";

const OTHERS = ["pet-of-others-1", "pet-of-others-2", "pet-of-others-3"];

/** Starts one that plays a trick; it is closed when the test ends. */
export async function startHostileServer(trick: Trick): Promise<HostileServer> {
  const pets = new Map<string, JsonObject>(
    OTHERS.map((id) => [id, { id, name: `standing for ${id}`, owner: "somebody else" }]),
  );
  const mutations: { line: string; record: string | undefined; at: string }[] = [];
  const failed = new Set<string>();
  let count = 0;
  const toTold = ({ id = null, ...pet }: JsonObject) => (trick === "names-nothing" ? pet : { id, ...pet });
  const makePet = (body: JsonObject): JsonObject => {
    count += 1;
    const pet = { ...body, id: `pet-made-${count}` };
    pets.set(pet.id, pet);
    return pet;
  };

  async function answer(request: IncomingMessage, response: ServerResponse, at: string): Promise<void> {
    const { method = "", url = "" } = request;
    const [, id] = /^\/pets\/([^/?]+)/.exec(url) ?? [];
    const body = await readBody(request);
    const reply = (status: number, value?: Json, headers: Record<string, string> = {}) => {
      const json = value === undefined ? undefined : JSON.stringify(value);
      response
        .writeHead(status, { ...(json !== undefined && { "content-type": "application/json" }), ...headers })
        .end(json);
    };
    if (method !== "GET") mutations.push({ line: `${method} ${url}`, record: id, at });
    if (trick === "asks-to-wait-for-ever" && method !== "GET")
      return reply(429, { error: "slow down" }, { "retry-after": "0" });
    if (trick === "redirects-writes" && method !== "GET") {
      return reply(307, undefined, { location: id === undefined ? `${elsewhere}/pets` : `${here}/pets/${OTHERS[0]}` });
    }
    if (!/^\/pets\/?(\?|$)/.test(url) && id === undefined) return reply(404, { error: "no such path" });
    if (id === undefined) return answerCollection(method, body, reply);
    return answerItem(method, decodeURIComponent(id), body, reply);
  }

  function answerCollection(method: string, body: Json | undefined, reply: Reply): void {
    if (method === "GET") return reply(200, [...pets.values()].map(toTold));
    if (method !== "POST") return reply(405, { error: "not allowed" }, { allow: "GET, POST" });
    if (!isJsonObject(body) || typeof body["name"] !== "string" || body["name"] === "") {
      if (trick === "makes-what-it-refuses" && isJsonObject(body)) makePet({ owner: "run", ...body });
      return reply(400, { error: "name must be a text" });
    }
    const pet = makePet(body);
    if (trick === "id-of-another") return reply(201, { ...pet, id: OTHERS[1] ?? "" });
    if (trick === "tells-no-id" || trick === "names-nothing") return reply(201, { name: body["name"] });
    const location = trick === "location-of-another" ? OTHERS[0] : `pet-made-${count}`;
    return reply(201, pet, { location: `/pets/${location}` });
  }

  function answerItem(method: string, id: string, body: Json | undefined, reply: Reply): void {
    const pet = pets.get(id);
    if (!pet) return reply(404, { error: "no such pet" });
    if (method === "GET") return reply(200, pet);
    if (method === "PUT") {
      if (!isJsonObject(body) || typeof body["name"] !== "string") return reply(400, { error: "name must be a text" });
      pets.set(id, { ...pet, ...body, id });
      return reply(200, pets.get(id));
    }
    if (method !== "DELETE") return reply(405, { error: "not allowed" }, { allow: "GET, PUT, DELETE" });
    if (trick === "delete-lies") return reply(204);
    if (trick === "delete-is-never-allowed") return reply(403, { error: "not for you" });
    if (trick === "delete-fails-once" && !failed.has(id)) {
      failed.add(id);
      return reply(503, { error: "try again" });
    }
    if (trick === "delete-is-slow") {
      // Longer than the run waits for an answer; it is done all the same.
      setTimeout(() => {
        pets.delete(id);
        reply(204);
      }, 150);
      return undefined;
    }
    pets.delete(id);
    return reply(204);
  }

  const here = await serveListener((request, response) => void answer(request, response, "here"));
  const elsewhere = await serveListener((request, response) => void answer(request, response, "elsewhere"));
  return {
    url: here,
    mutations,
    listIds: () => [...pets.keys()],
    listForeignMutations: () =>
      mutations
        .filter(({ record, at }) => at === "elsewhere" || OTHERS.includes(decodeURIComponent(record ?? "")))
        .map(({ line, at }) => `${line} (${at})`),
  };
}

type Reply = (status: number, value?: Json, headers?: Record<string, string>) => void;

async function readBody(request: IncomingMessage): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  // What is nested deeper could not be written again.
  if (text.length > 5000) return undefined;
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** A document of that server, which shows the ids of others wherever it can. */
export function createHostileDocument(): JsonObject {
  const error = {
    description: "An error.",
    content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
  };
  const errors = { "400": error, "403": error, "404": error, "405": error, "429": error, "503": error };
  const pet = {
    "application/json": { schema: { $ref: "#/components/schemas/Pet" }, example: { id: OTHERS[0] ?? "", name: "Rex" } },
  };
  const body = {
    required: true,
    content: { "application/json": { schema: { $ref: "#/components/schemas/PetInput" }, example: { name: "Rex" } } },
  };
  return {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    servers: [{ url: "https://pets.example" }],
    paths: {
      "/pets": {
        get: {
          operationId: "listPets",
          responses: {
            "200": {
              description: "All.",
              content: {
                "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Pet" } } },
              },
            },
            ...errors,
          },
        },
        post: {
          operationId: "createPet",
          "x-standin-effect": { marker: "name" },
          requestBody: body,
          responses: { "201": { description: "Made.", content: pet }, ...errors },
        },
      },
      "/pets/{petId}": {
        parameters: [
          { name: "petId", in: "path", required: true, schema: { type: "string" }, example: OTHERS[0] ?? "" },
        ],
        get: { operationId: "getPet", responses: { "200": { description: "One.", content: pet }, ...errors } },
        put: {
          operationId: "updatePet",
          requestBody: body,
          responses: { "200": { description: "Changed.", content: pet }, ...errors },
        },
        delete: { operationId: "deletePet", responses: { "204": { description: "Gone." }, ...errors } },
      },
    },
    components: {
      schemas: {
        Pet: {
          type: "object",
          required: ["id", "name"],
          properties: { id: { type: "string" }, name: { type: "string" }, owner: { type: "string" } },
        },
        PetInput: {
          type: "object",
          required: ["name"],
          properties: { name: { type: "string", minLength: 1 }, owner: { type: "string" } },
        },
        Error: { type: "object", required: ["error"], properties: { error: { type: "string" } } },
      },
    },
    "x-standin": { api: "pets", error: { $ref: "#/components/schemas/Error" }, collections: {}, rules: {} },
  };
}
