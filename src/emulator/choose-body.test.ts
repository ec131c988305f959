import { expect, test } from "vitest";
import type { JsonObject } from "../openapi/json.js";
import { createTinyApi } from "../testing/tiny-api.js";
import { answers, jsonContent, serveDocument, takes } from "../testing/serve-document.js";
import { createEmulator } from "./emulator.js";

const PET: JsonObject = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" }, name: { type: "string" } },
};

const ANSWERED: JsonObject = {
  description: "Done.",
  content: {
    "application/xml": { schema: PET },
    ...jsonContent(PET),
    "text/csv": { schema: { type: "string" }, example: "id,name" },
  },
};

/** Pets, of which one can be read as JSON, XML or CSV. */
function servePets(others: JsonObject = {}) {
  const { emulator } = serveDocument({
    paths: {
      "/pets": { post: { operationId: "createPet", requestBody: takes(PET), responses: { 201: ANSWERED, ...others } } },
      "/pets/{id}": {
        get: {
          operationId: "readPet",
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: { 200: ANSWERED, 404: answers({ type: "object" }), ...others },
        },
      },
    },
  });
  const headers = { "content-type": "application/json" };
  return {
    emulator,
    create: (accept: string) =>
      emulator.handle({
        method: "POST",
        url: "/pets",
        headers: { ...headers, accept },
        body: '{"id":"a","name":"Rex"}',
      }),
    read: (accept?: string) =>
      emulator.handle({ method: "GET", url: "/pets/a", headers: accept === undefined ? {} : { accept } }),
  };
}

test.each([
  [undefined, "application/json; charset=utf-8", '{"id":"a","name":"Rex"}'],
  ["*/*", "application/json; charset=utf-8", '{"id":"a","name":"Rex"}'],
  ["application/xml", "application/xml; charset=utf-8", expect.stringContaining("<name>Rex</name>") as string],
  [
    "application/json;q=0.5, application/*",
    "application/xml; charset=utf-8",
    expect.stringContaining("<id>a</id>") as string,
  ],
  ["text/csv, application/json;q=0.9", "text/csv; charset=utf-8", "id,name"],
])("what is asked for with Accept: %s is answered as %s", async (accept, mediaType, body) => {
  const { emulator, create, read } = servePets();
  await create("*/*");
  const { status, headers, body: answered } = await read(accept);
  expect({ status, mediaType: headers["content-type"], body: answered }).toEqual({ status: 200, mediaType, body });
  expect(emulator.defects.list()).toEqual([]);
});

test("where nothing that is accepted is documented, what is documented is answered, and is inferred", async () => {
  const { create, read } = servePets();
  expect(await create("image/png")).toMatchObject({ status: 201, headers: { "x-standin-evidence": "inferred" } });
  const { status, headers } = await read("image/png");
  expect([status, headers["content-type"]]).toEqual([200, "application/json; charset=utf-8"]);
});

test("status 406 is answered where it is documented, and then nothing is done", async () => {
  const { emulator, create, read } = servePets({
    406: answers({ type: "object", properties: { message: { type: "string" } } }),
  });
  expect(await create("image/png")).toMatchObject({
    status: 406,
    body: expect.stringContaining("application/json or application/xml or text/csv") as string,
  });
  expect(await read()).toMatchObject({ status: 404 });
  expect(await create("application/xml")).toMatchObject({ status: 201 });
  expect(emulator.defects.list()).toEqual([]);
});

test("a behaviour of one's own is answered in the media type that is accepted, where that can say it", async () => {
  const api = createTinyApi({
    paths: { "/pet": { get: { operationId: "readPet", responses: { 200: ANSWERED } } } },
    behaviours: { readPet: () => ({ status: 200, body: { id: "a" }, rules: [] }) },
  });
  const emulator = createEmulator({ apis: [api] });
  const read = async (accept: string) => {
    const { headers } = await emulator.handle({ method: "GET", url: "/pet", headers: { accept } });
    return [headers["content-type"], headers["x-standin-evidence"]];
  };
  expect(await read("application/xml")).toEqual(["application/xml; charset=utf-8", "source"]);
  expect(await read("text/csv, application/xml;q=0.1")).toEqual(["application/xml; charset=utf-8", "source"]);
  expect(await read("text/csv")).toEqual(["application/json; charset=utf-8", "inferred"]);
});
