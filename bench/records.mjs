import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../scripts/house/project.mjs";

/** The institution that has 100 integrations, whatever the size of the state. */
export const LISTED = "0f9c0b0b4f0c6b0017f0e3b1";

/** The institution that has all the others, and gets those that are made. */
export const LARGE = "679c41d05be2a10018d3f602";

/** How many integrations are listed. */
export const ROWS = 100;

/** What is posted. */
export const NEW = { name: "Measured", type: "Email", provider: "Gmail", config: { folder: "Inbox", pollMinutes: 5 } };

/** @typedef {typeof NEW & { _id: string, institution: string, status: string, statusHistory: never[], createdAt: string, updatedAt: string }} Integration */

/** So many integrations, the same ones each time. @param {number} count @returns {Integration[]} */
export function createRecords(count) {
  return Array.from({ length: count }, (_, index) => ({
    _id: toId(index),
    institution: index < ROWS ? LISTED : LARGE,
    ...NEW,
    name: `Integration ${index}`,
    status: "Active",
    statusHistory: [],
    createdAt: "2026-01-01T00:00:00.000Z",
    updatedAt: "2026-01-01T00:00:00.000Z",
  }));
}

/** The identity of the integration at that place. @param {number} index */
export function toId(index) {
  return `6790b2b1c3a84d00${index.toString(16).padStart(8, "0")}`;
}

/** @param {string} institution @param {string} [id] */
export function toPath(institution, id = "") {
  return `/api/v1/institution/${institution}/integration/${id}`;
}

/**
 * The records as a fixture of Fassport: its demo's principals and keys, to whom both institutions are open.
 * @param {readonly Integration[]} integrations
 */
export async function createFixture(integrations) {
  const text = await readFile(join(ROOT, "fixtures/fassport/demo.json"), "utf8");
  // A fixture of ours, which tests hold to its form.
  const demo = /** @type {{ api: string, collections: Record<string, object[]> }} */ (JSON.parse(text));
  return {
    ...demo,
    name: "measured",
    about: "Made to be measured.",
    collections: { ...demo.collections, integrations },
  };
}
