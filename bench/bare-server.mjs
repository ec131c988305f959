// What `node:http` alone takes for the same replies: no document, no validation, no credentials, nothing on disk.
// Against this file everything is measured, so it stays as it is.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/** @typedef {{ _id: string, institution: string }} Item */

const [, , port, file] = process.argv;
const given = /** @type {Item[]} */ (JSON.parse(readFileSync(String(file), "utf8"))); // what the bench has written
/** @type {Map<string, Map<string, Item>>} */
const institutions = new Map();
for (const item of given) keep(item);

const server = createServer((request, response) => {
  const [path = ""] = (request.url ?? "").split("?", 1);
  // /api/v1/institution/{institution}/integration/{id}
  const [, , , , institution = "", , id = ""] = path.split("/");
  if (request.method === "POST") {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk) => (text += chunk));
    request.on("end", () => reply(response, create(institution, text)));
    return;
  }
  const items = institutions.get(institution);
  const found = id === "" ? items && [...items.values()] : items?.get(id);
  reply(response, found);
});
server.listen(Number(port), "127.0.0.1");

/** @param {string} institution @param {string} text */
function create(institution, text) {
  const now = new Date().toISOString();
  const id = (institutions.get(institution)?.size ?? 0).toString(16).padStart(24, "0");
  const body = /** @type {object} */ (JSON.parse(text)); // nobody sends anything else
  const item = { _id: id, institution, ...body, status: "Active", statusHistory: [], createdAt: now, updatedAt: now };
  keep(item);
  return item;
}

/** @param {Item} item */
function keep(item) {
  const items = institutions.get(item.institution);
  if (items) items.set(item["_id"], item);
  else institutions.set(item.institution, new Map([[item["_id"], item]]));
}

/** @param {import("node:http").ServerResponse} response @param {unknown} value */
function reply(response, value) {
  const body = JSON.stringify(value ?? null);
  response.writeHead(value === undefined ? 404 : 200, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}
