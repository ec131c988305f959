import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toPlainAsks, toRows } from "./plain-asks.mjs";

/** Prism with examples: it keeps no state, so each reply is the document's. @type {import("../contenders.mjs").PreparePeer} */
export async function prism(folder, { state, cwd, port }) {
  const { listed } = toRows(await readFile(state.records, "utf8"));
  const [record] = listed;
  const schema = { type: "object", required: ["name"], properties: { name: { type: "string" } } };
  const reply = (/** @type {unknown} */ example) => ({
    description: "ok",
    content: {
      "application/json": { schema: Array.isArray(example) ? { type: "array", items: schema } : schema, example },
    },
  });
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
  const document = {
    openapi: "3.1.0",
    info: { title: "Measured", version: "1" },
    paths: {
      "/listed": { get: { responses: { 200: reply(listed) } } },
      "/listed/{id}": { get: { parameters: [id], responses: { 200: reply(record) } } },
      "/large": {
        post: { requestBody: { content: { "application/json": { schema } } }, responses: { 201: reply(record) } },
      },
    },
  };
  await writeFile(join(cwd, "openapi.json"), JSON.stringify(document));
  const asks = toPlainAsks(listed);
  const bin = join(folder, "node_modules/@stoplight/prism-cli/dist/index.js");
  const args = [bin, "mock", "--port", `${port}`, "--host", "127.0.0.1", "--verboseLevel", "silent", "openapi.json"];
  return { command: { args, cwd, port, first: asks.list[0] }, asks };
}
