import { expect, test } from "vitest";
import { createTestEmulator } from "../testing/test-emulator.js";

test("health tells that the stand-in is well, what it serves and that it has no defects", async () => {
  const emulator = await createTestEmulator();
  const { status, body, evidence } = await emulator.send({ line: "GET /__standin/health" });
  expect(status).toBe(200);
  expect(evidence).toBe("source");
  expect(body).toEqual({
    schemaVersion: 1,
    status: "ok",
    defects: 0,
    apis: ["fassport", "supervity", "versori", "standin"],
  });
});

test("version tells the version of each API's document", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const { body } = await emulator.send({ line: "GET /__standin/version" });
  expect(body).toEqual({ schemaVersion: 1, apis: { fassport: "1.0.0", standin: "1.0.0" } });
});

test("routes tells every operation by the name that commands and headers have for it", async () => {
  const emulator = await createTestEmulator();
  const { body } = await emulator.send({ line: "GET /__standin/routes" });
  const names = emulator.apis.flatMap(({ name, document }) => document.operations.map(({ id }) => `${name}.${id}`));
  const { routes } = body as { routes: { operation: string }[] }; // by its document, which it keeps
  expect(routes.map(({ operation }) => operation)).toEqual(names);
  expect(routes).toContainEqual({
    operation: "versori.ActivateIntegration",
    method: "POST",
    paths: ["/api/embedded/v1/activations", "/embedded/v1/activations"],
    evidence: "source",
  });
});

test.each(["fassport", "supervity", "versori", "standin"])("the document of %s is served as it is", async (name) => {
  const emulator = await createTestEmulator();
  const { status, body } = await emulator.send({ line: `GET /__standin/openapi/${name}` });
  expect(status).toBe(200);
  expect(body).toEqual(emulator.apis.find((api) => api.name === name)?.document.source);
});

test("the document of an unknown API is 404 with the names that there are", async () => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: "GET /__standin/openapi/nobody" })).toMatchObject({
    status: 404,
    body: {
      error: "not-found",
      message: 'There is no API "nobody"; there are: fassport, supervity, versori, standin.',
    },
  });
});

test.each([
  ["GET /__standin/nothing", 404, "unknown-path"],
  ["POST /__standin/health", 405, "method-not-allowed"],
  ["GET /__standin/openapi/%zz", 400, "malformed-url"],
])("%s is refused in the control API's own form", async (line, status, error) => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line })).toMatchObject({ status, body: { schemaVersion: 1, error } });
});
