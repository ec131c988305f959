import { expect, test } from "vitest";
import { answers, serveDocument } from "../../testing/serve-document.js";

test("an answer that the document makes impossible is given, marked, and told once as the document's defect", async () => {
  const impossible = { type: "object", required: ["size"], properties: { size: { type: "string", not: {} } } };
  const get = { operationId: "getReport", responses: { "200": answers(impossible) } };
  const { emulator, logged } = serveDocument({ paths: { "/report": { get } } });
  for (let times = 0; times < 3; times++) {
    const { status, headers } = await emulator.handle({ method: "GET", url: "/report", headers: {} });
    expect([status, headers["x-standin-violations"]]).toEqual([200, "1"]);
  }
  expect(emulator.defects.count).toBe(3);
  const told = logged.filter(({ message }) => message.startsWith("defect of"));
  expect(told).toMatchObject([
    { level: "warn", message: expect.stringContaining("of the document: shop.getReport") as unknown },
  ]);
});
