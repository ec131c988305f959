import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toPlainAsks, toRows } from "./plain-asks.mjs";

/** Scalar's mock server with handlers on its store, which is seeded by the document. @type {import("../contenders.mjs").PreparePeer} */
export async function scalar(folder, { state, cwd, port }) {
  const { listed, large } = toRows(await readFile(state.records, "utf8"));
  const schema = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
  const responses = { 200: { description: "ok", content: { "application/json": { schema } } } };
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  const document = {
    openapi: "3.1.1",
    info: { title: "Measured", version: "1" },
    components: { schemas: { Integration: { ...schema, "x-seed": writeSeed({ listed, large }) } } },
    paths: {
      "/listed": { get: { "x-handler": "return store.list('listed')", responses } },
      "/listed/{id}": {
        get: { parameters: [id], "x-handler": "return store.get('listed', req.params.id)", responses },
      },
      "/large": {
        post: {
          requestBody: { content: { "application/json": { schema } } },
          "x-handler": "return store.create('large', req.body)",
          responses,
        },
      },
    },
  };
  await writeFile(join(cwd, "openapi.json"), JSON.stringify(document));
  const asks = toPlainAsks(listed);
  const args = [join(import.meta.dirname, "scalar-server.mjs"), folder, "openapi.json", `${port}`];
  return { command: { args, cwd, port, first: asks.list[0] }, asks };
}

/** A program in its sandbox that makes the records: as data they would take longer than it gives. @param {Record<string, { id: string }[]>} rows */
function writeSeed(rows) {
  return Object.entries(rows)
    .flatMap(([name, [model, ...others]]) => {
      if (model === undefined) return [];
      const ids = JSON.stringify([model, ...others].map(({ id }) => id).join(" "));
      return `for (const id of ${ids}.split(" ")) store.create('${name}', { ...${JSON.stringify(model)}, id, _id: id });`;
    })
    .join("\n");
}
