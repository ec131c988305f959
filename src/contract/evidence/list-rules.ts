import type { Document } from "../../openapi/document.js";
import type { Evidence } from "../../openapi/evidence.js";
import type { Operation } from "../../openapi/operation.js";
import { listOperationParts } from "../walk-operation.js";

/** A rule on which something of an operation rests. */
export interface OperationRule {
  readonly rule: string;
  readonly evidence: Evidence;
  /** What it says. */
  readonly about: string;
  /** Id of the check that shows whether a target keeps it. */
  readonly check: string;
}

/** The rules that a document names anywhere in what it says of an operation, in the document's order of rules. */
export function listRules({ source, rules }: Document, operation: Operation): OperationRule[] {
  const named = new Map<string, string>();
  for (const { pointer, value } of listOperationParts(source, operation)) {
    const rule = pointer.endsWith("/x-assumed") ? value["rule"] : value["x-rule"];
    if (typeof rule === "string" && !named.has(rule)) named.set(rule, findCheck(pointer));
  }
  return Object.entries(rules).flatMap(([rule, { evidence, about }]) => {
    const check = named.get(rule);
    return check === undefined ? [] : [{ rule, evidence, about, check }];
  });
}

/** Where a rule stands tells by which check it shows: what is demanded of requests, what is answered, and in which form. */
function findCheck(pointer: string): string {
  if (pointer.endsWith("/x-assumed") || /\/(requestBody|parameters|requestBodies)(\/|$)/.test(pointer)) return "C102";
  if (/\/schemas?\//.test(pointer)) return "C004";
  return /\/headers\//.test(pointer) ? "C005" : "C002";
}
