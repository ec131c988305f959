import { expect, test } from "vitest";
import { createTestEmulator } from "../testing/test-emulator.js";
import { findReplyMediaType, findResponse } from "../openapi/response.js";

const PATH = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

async function prefer(line: string, preference: string) {
  const emulator = await createTestEmulator();
  return emulator.send({ line, headers: { prefer: preference } });
}

test("every status that an operation documents can be preferred, and its body is what the document has for it", async () => {
  const emulator = await createTestEmulator();
  const asked = emulator.apis
    .filter(({ definition }) => !definition.outsideBehaviours)
    .flatMap((api) => api.document.operations.map((operation) => ({ api, operation })));
  for (const { api, operation } of asked) {
    const path = `${api.basePaths[0]}${operation.pathTemplate.replace(/\{[^}]+\}/g, "x")}`;
    for (const { status } of operation.responses.filter((response) => /^\d+$/.test(response.status))) {
      const reply = await emulator.send({ line: `${operation.method} ${path}`, headers: { prefer: `code=${status}` } });
      const told = `${api.name}.${operation.id} ${status}`;
      expect(reply.status, told).toBe(Number(status));
      const response = findResponse(operation.responses, reply.status);
      const mediaType = response && findReplyMediaType(response);
      expect(mediaType === undefined, told).toBe(reply.body === undefined);
      expect(response?.content.get(mediaType ?? "")?.(reply.body) ?? [], told).toEqual([]);
    }
  }
});

test("an example can be preferred by its name, with or without its status", async () => {
  const role = { name: "Invalid Role", status: 401 };
  expect(await prefer(`GET ${PATH}`, "code=401, example=role")).toMatchObject({ status: 401, body: role });
  expect(await prefer(`GET ${PATH}`, "example=none")).toMatchObject({ status: 200, body: [] });
});

test("an example that is none is refused with the names of those that there are", async () => {
  expect(await prefer(`GET ${PATH}`, "example=best")).toMatchObject({
    status: 400,
    body: { message: 'listIntegrations has no example "best" for status 200; it has: one, none' },
  });
});

test("a status that is not documented is answered in the form of the API's errors", async () => {
  expect(await prefer(`GET ${PATH}`, "code=503")).toMatchObject({
    status: 503,
    body: { name: "Internal Server Error", status: 503 },
  });
  expect(await prefer("GET /api/v1/integrations/me", "code=418")).toMatchObject({
    status: 418,
    body: { error: "Bad Request" },
  });
});

test("a 401 brings the challenge that the operation's own has", async () => {
  expect((await prefer(`GET ${PATH}`, "code=401")).headers["www-authenticate"]).toBe("Bearer");
  const activations = "POST /api/embedded/v1/activations";
  expect((await prefer(activations, "code=401")).headers["www-authenticate"]).toBe("Bearer, JWT");
});
