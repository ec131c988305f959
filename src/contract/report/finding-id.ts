import { createHash } from "node:crypto";
import type { Finding } from "../finding.js";

/**
 * A short id by which a finding is known in every run: of its check, operation, place and message, without what differs
 * from run to run (ids, instants, lengths) and the places of items in lists.
 */
export function getFindingId({ check, operation, pointer, message, rule }: Finding): string {
  const parts = [
    check,
    operation ?? "",
    pointer ?? "",
    rule ?? "",
    message.replaceAll(VARIABLE, "*").replaceAll(/\[\d+\]/g, "[*]"),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 8);
}

/** Words with a digit that are longer than a status or a small number: ids, instants and the like. */
const VARIABLE = /(?=[\w.:+-]*\d)[\w.:+-]{5,}/g;
