import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toPlainAsks, toRows } from "./plain-asks.mjs";

/**
 * json-server on a file with two collections: the hundred that are listed, and the others.
 * @type {import("../contenders.mjs").PreparePeer}
 */
export async function jsonServer(folder, { state, cwd, port }) {
  const { listed, large } = toRows(await readFile(state.records, "utf8"));
  await writeFile(join(cwd, "db.json"), JSON.stringify({ listed, large }));
  // In production it looks for static files once and not at each request, and insists on their folder.
  await mkdir(join(cwd, "public"));
  const asks = toPlainAsks(listed);
  const bin = join(folder, "node_modules/json-server/lib/bin.js");
  const args = [bin, "--port", `${port}`, "--host", "127.0.0.1", "db.json"];
  return { command: { args, cwd, port, first: asks.list[0], env: { NODE_ENV: "production" } }, asks };
}
