import { expect, test } from "vitest";
import type { JsonObject } from "../../openapi/json.js";
import { applyOverlay, parseOverlay } from "../../openapi/overlay.js";
import { answers, serveDocument, takes } from "../../testing/serve-document.js";

const report: JsonObject = { type: "object", properties: { id: { type: "string" }, title: { type: "string" } } };
const list = answers({ type: "array", items: report });

function extend(extension?: JsonObject): JsonObject {
  return extension ? { "x-standin": extension } : {};
}

/** A collection that is searched at a path of its own, and an operation that looks like one that makes a record. */
function describePaths(says: { readonly search?: JsonObject; readonly create?: JsonObject } = {}): JsonObject {
  return {
    "/reports": {
      get: { operationId: "listReports", responses: { "200": list } },
      post: {
        operationId: "runReport",
        requestBody: takes(report),
        responses: { "201": answers(report) },
        ...extend(says.create),
      },
    },
    "/lookup": { get: { operationId: "lookUp", responses: { "200": list }, ...extend(says.search) } },
  };
}

test("an operation that the document says does nothing keeps nothing", async () => {
  const plain = serveDocument({ paths: describePaths(), isEmpty: true });
  await plain.ask("POST /reports", { id: "r", title: "One" });
  expect((await plain.ask("GET /reports")).body).toEqual([{ id: "r", title: "One" }]);

  const told = serveDocument({ paths: describePaths({ create: { does: "nothing" } }), isEmpty: true });
  expect(await told.ask("POST /reports", { id: "r", title: "One" })).toMatchObject({ status: 201 });
  expect((await told.ask("GET /reports")).body).toEqual([]);
});

test("an operation does with a collection what the document says", async () => {
  const search = { does: "search", collection: "reports" };
  const { ask } = serveDocument({ paths: describePaths({ search }), isEmpty: true });
  await ask("POST /reports", { id: "r", title: "One" });
  expect((await ask("GET /lookup")).body).toEqual([{ id: "r", title: "One" }]);
});

test("an overlay corrects what was inferred as well as the document does", async () => {
  const overlay = parseOverlay(
    `overlay: 1.0.0
info: { title: Corrections, version: "1" }
actions:
  - target: $.paths['/reports'].post
    update: { x-standin: { does: nothing } }`,
    "corrections.yaml",
  );
  const { ask } = serveDocument({
    paths: describePaths(),
    overlay: (document) => applyOverlay(document, overlay).document,
    isEmpty: true,
  });
  await ask("POST /reports", { id: "r", title: "One" });
  expect((await ask("GET /reports")).body).toEqual([]);
});
