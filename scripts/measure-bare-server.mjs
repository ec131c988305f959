// What `node:http` alone takes for the same replies: no document, no validation, no credentials, no state file.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/** @typedef {{ _id: string }} Item */

const [, , file] = process.argv;
const given = /** @type {Item[]} */ (file === undefined ? [] : JSON.parse(readFileSync(file, "utf8"))); // a list that the stand-in gave
const items = new Map(given.map((item) => [item["_id"], item]));

const server = createServer((request, response) => {
  const id = request.url?.split("/").at(-1) ?? "";
  if (request.method === "POST") {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      const item = { _id: items.size.toString(16).padStart(24, "0"), .../** @type {object} */ (JSON.parse(text)) };
      items.set(item["_id"], item);
      reply(response, item);
    });
    return;
  }
  // A created one is not listed, so that lists are as long as the stand-in's are when they are measured.
  reply(response, id === "" ? given : items.get(id));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, pid: process.pid }));
});
process.on("SIGTERM", () => process.exit(0));

/** @param {import("node:http").ServerResponse} response @param {unknown} value */
function reply(response, value) {
  const body = JSON.stringify(value) ?? "";
  response.writeHead(200, { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) });
  response.end(body);
}
