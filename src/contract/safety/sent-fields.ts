import { createHash } from "node:crypto";
import { isJsonObject, parseJson, type Json, type JsonObject } from "../../openapi/json.js";
import type { Texts } from "./ledger-entry.js";

/** What a body would put into the plain fields of a record, as digests: enough to know it again, and nothing to read. */
export function digestFields(body: Uint8Array | undefined): Texts {
  const fields = Object.entries((body && readObject(body)) ?? {});
  const plain = fields.filter(([, content]) => typeof content !== "object" || content === null);
  return Object.fromEntries(plain.map(([field, content]) => [field, digest(content)]));
}

/** How many of the fields that were sent a record has with the same content; `undefined` when it has one with another. */
export function countSameFields(sent: Texts, record: JsonObject): number | undefined {
  const shared = Object.entries(sent).filter(
    ([field]) => typeof record[field] !== "object" && Object.hasOwn(record, field),
  );
  return shared.every(([field, text]) => digest(record[field] ?? null) === text) ? shared.length : undefined;
}

function digest(content: Json): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 16);
}

function readObject(body: Uint8Array): JsonObject | undefined {
  try {
    const value = parseJson(new TextDecoder().decode(body));
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
