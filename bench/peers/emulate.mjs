import { join } from "node:path";
import { ROWS } from "../records.mjs";
import { send } from "../load/ask.mjs";

/** A token has 5,000 requests, so many take turns. */
const TOKENS = 400;

/**
 * vercel-labs/emulate, whose Stripe has what comes nearest: customers by id, a page of a hundred, and new ones.
 * @type {import("../contenders.mjs").PreparePeer}
 */
export async function emulate(folder, { cwd, port }) {
  const bin = join(folder, "node_modules/emulate/dist/index.js");
  const first = { path: "/v1/customers?limit=1", headers: toHeaders(0) };
  const args = [bin, "start", "--service", "stripe", "--port", `${port}`];
  return Promise.resolve({ command: { args, cwd, port, first }, asks: createCustomers });
}

/** @param {string} url @returns {Promise<import("../contenders.mjs").Asks>} */
async function createCustomers(url) {
  /** @type {string[]} */
  const ids = [];
  const json = { name: "Measured", email: "measured@example.com", metadata: { folder: "Inbox" } };
  for (let count = 0; count < ROWS; count++) {
    const text = await send(url, { method: "POST", path: "/v1/customers", headers: toHeaders(0), json });
    const { id } = /** @type {{ id: string }} */ (JSON.parse(text)); // as it documents it
    ids.push(id);
  }
  const turns = Array.from({ length: TOKENS }, (_, turn) => toHeaders(turn + 1));
  return {
    one: turns.map((headers, turn) => ({ path: `/v1/customers/${ids[turn % ids.length]}`, headers })),
    list: turns.map((headers) => ({ path: `/v1/customers?limit=${ROWS}`, headers })),
    create: turns.map((headers) => ({ method: "POST", path: "/v1/customers", headers, json })),
  };
}

/** @param {number} turn */
function toHeaders(turn) {
  return { authorization: `Bearer sk_test_${turn}` };
}
