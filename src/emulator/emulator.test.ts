import { expect, test } from "vitest";
import { createTestEmulator } from "../testing/test-emulator.js";

test("a created integration can be read", async () => {
  const emulator = await createTestEmulator({ only: ["fassport", "supervity"] });
  const path = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
  const created = await emulator.send({
    line: `POST ${path}`,
    as: "fassport.admin",
    json: { name: "a", type: "Email", provider: "Gmail" },
  });
  console.log(created);
  const list = await emulator.send({ line: `GET ${path}`, as: "fassport.admin" });
  console.log(list.status, list.evidence);
  for (const r of [
    { line: "GET /api/v1/x" },
    { line: "GET /nope" },
    { line: `PATCH ${path}` },
    { line: `OPTIONS ${path}` },
    { line: `HEAD ${path}`, as: "fassport.viewer" },
    { line: `POST ${path}`, as: "fassport.admin", body: "{", headers: { "content-type": "application/json" } },
    { line: "GET /__standin/health" },
    { line: `POST ${path}`, as: "fassport.admin" },
  ])
    console.log(await emulator.send(r));
  expect(created.status).toBe(200);
});
