import { NEW, ROWS } from "../records.mjs";

/** @typedef {import("../records.mjs").Integration} Integration */
/** @typedef {Integration & { id: string }} Row A record under the name that most tools give to an identity. */

/** The records in two collections: the hundred that are listed, and the others. @param {string} text A state's records. */
export function toRows(text) {
  const records = /** @type {Integration[]} */ (JSON.parse(text)); // what the bench has written
  const rows = records.map((record) => ({ ...record, id: record["_id"] }));
  return { listed: rows.slice(0, ROWS), large: rows.slice(ROWS) };
}

/** What is asked of a tool that has those collections at `/listed` and `/large`. @param {readonly Row[]} listed */
export function toPlainAsks(listed) {
  return {
    one: listed.map(({ id }) => ({ path: `/listed/${id}` })),
    list: /** @type {[{ path: string }]} */ ([{ path: "/listed" }]), // exactly one
    create: [{ method: "POST", path: "/large", json: NEW }],
  };
}
