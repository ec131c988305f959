// The work of bare-server.mjs, written by hand with fastify.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/**
 * As much of fastify as is used here; it is not installed with the project.
 * @typedef {{ params: { institution: string, id: string }, body: object }} Request
 * @typedef {{ callNotFound(): void }} Reply
 * @typedef {(path: string, handler: (request: Request, reply: Reply) => unknown) => void} Route
 * @typedef {{ get: Route, post: Route, listen(options: { port: number, host: string }): Promise<string> }} Fastify
 * @typedef {{ _id: string, institution: string }} Item
 */

const [, , port, file, entry] = process.argv;
const module = /** @type {{ default: () => Fastify }} */ (await import(pathToFileURL(String(entry)).href)); // fastify's own entry
const given = /** @type {Item[]} */ (JSON.parse(readFileSync(String(file), "utf8"))); // what the bench has written
/** @type {Map<string, Map<string, Item>>} */
const institutions = new Map();
for (const item of given) keep(item);

const app = module.default();
app.get("/api/v1/institution/:institution/integration/", ({ params }, reply) => {
  const items = institutions.get(params.institution);
  return items ? [...items.values()] : reply.callNotFound();
});
app.get("/api/v1/institution/:institution/integration/:id", ({ params }, reply) => {
  return institutions.get(params.institution)?.get(params.id) ?? reply.callNotFound();
});
app.post("/api/v1/institution/:institution/integration/", ({ params: { institution }, body }) => {
  const now = new Date().toISOString();
  const id = (institutions.get(institution)?.size ?? 0).toString(16).padStart(24, "0");
  const item = { _id: id, institution, ...body, status: "Active", statusHistory: [], createdAt: now, updatedAt: now };
  keep(item);
  return item;
});
await app.listen({ port: Number(port), host: "127.0.0.1" });

/** @param {Item} item */
function keep(item) {
  const items = institutions.get(item.institution);
  if (items) items.set(item["_id"], item);
  else institutions.set(item.institution, new Map([[item["_id"], item]]));
}
