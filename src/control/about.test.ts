import { expect, test } from "vitest";
import { createTinyApi } from "../testing/tiny-api.js";
import { createEmulator } from "../emulator/emulator.js";
import { loadApis } from "../adapters/load-apis.js";
import { createTestEmulator } from "../testing/test-emulator.js";

test("version tells the package's version where it is known", async () => {
  const emulator = await createTestEmulator({ only: ["fassport"], version: "1.2.3" });
  const { body } = await emulator.send({ line: "GET /__standin/version" });
  expect(body).toEqual({ schemaVersion: 1, version: "1.2.3", apis: { fassport: "1.0.0", standin: "1.0.0" } });
});

test("evidence tells on what every operation, every answer and every rule rests", async () => {
  const emulator = await createTestEmulator();
  const { status, body } = await emulator.send({ line: "GET /__standin/evidence" });
  expect(status).toBe(200);
  const { operations, rules } = body as unknown as { operations: { operation: string }[]; rules: object[] };
  const names = emulator.apis.flatMap(({ name, document }) => document.operations.map(({ id }) => `${name}.${id}`));
  expect(operations.map(({ operation }) => operation)).toEqual(names);
  expect(operations).toContainEqual({
    operation: "fassport.createIntegration",
    evidence: "source",
    responses: expect.objectContaining({ "401": expect.any(String) as unknown }) as unknown,
  });
  const { "F-LIST-2": rule } = emulator.apis[0]?.document.rules ?? {};
  expect(rules).toContainEqual({ api: "fassport", rule: "F-LIST-2", evidence: "assumed", about: rule?.about });
});

test("violations tells each reply that its document does not allow; there are none as a rule", async () => {
  const sound = await createTestEmulator();
  const none = { schemaVersion: 1, count: 0, violations: [] };
  expect((await sound.send({ line: "GET /__standin/violations" })).body).toEqual(none);
  const operation = { operationId: "get", responses: { "200": { description: "A reply." } } };
  const behaviours = { get: () => ({ status: 201, rules: [] }) };
  const tiny = createTinyApi({ paths: { "/thing": { get: operation } }, behaviours });
  const emulator = createEmulator({ apis: [tiny, ...(await loadApis([]))] });
  await emulator.handle({ method: "GET", url: "/thing", headers: {} });
  const { body } = await emulator.handle({ method: "GET", url: "/__standin/violations", headers: {} });
  expect(JSON.parse(body ?? "")).toEqual({
    schemaVersion: 1,
    count: 1,
    violations: [{ requestId: "req-000001", operation: "tiny.get", about: "status 201 is not documented" }],
  });
});
