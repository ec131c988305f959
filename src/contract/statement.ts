import { findWeakestEvidence, isEvidence, type Evidence } from "../openapi/evidence.js";
import { findSchemaWay } from "../openapi/find-schema-place.js";
import { isJsonObject } from "../openapi/json.js";
import { findAtPointer, joinPointer, type Pointer } from "../openapi/reference.js";
import type { Violation } from "../openapi/violation.js";
import type { Contract } from "./contract.js";

/** Something that the document says: where, and on what it rests. */
export interface Statement {
  readonly pointer: Pointer | undefined;
  readonly evidence: Evidence;
  readonly rule: string | undefined;
}

/** The statement that a value breaks, by the schema that it was judged by; `holder` is what the whole schema rests on. */
export function findBrokenStatement(
  contract: Contract,
  holder: Statement,
  schema: Pointer | undefined,
  violation: Violation,
): Statement {
  const way = schema === undefined ? undefined : findSchemaWay(contract.document.source, schema, violation);
  const last = way?.at(-1);
  if (!way || last === undefined) return { ...holder, pointer: schema ?? holder.pointer };
  const broken = way.reduce<Statement>((said, pointer) => specify(contract, said, pointer), holder);
  return { ...broken, pointer: joinPointer(last, violation.keyword) };
}

/** A statement within another one, at a pointer: never on better evidence than what it stands in. */
export function specify({ document }: Contract, whole: Statement, pointer: Pointer): Statement {
  const part = findAtPointer(document.source, pointer);
  const { "x-evidence": evidence, "x-rule": rule } = isJsonObject(part) ? part : {};
  return {
    pointer,
    evidence: weakest([whole.evidence, isEvidence(evidence) ? evidence : undefined, findRuleEvidence(document, rule)]),
    rule: typeof rule === "string" ? rule : whole.rule,
  };
}

/** The evidence of a rule by its id; `undefined` where the document has no such rule. */
export function findRuleEvidence({ rules }: Contract["document"], rule: unknown): Evidence | undefined {
  return typeof rule === "string" && Object.hasOwn(rules, rule) ? rules[rule]?.evidence : undefined;
}

/** The weakest of those evidences that are known. */
export function weakest(evidences: readonly (Evidence | undefined)[]): Evidence {
  return findWeakestEvidence(evidences.filter((evidence) => evidence !== undefined)) ?? "source";
}
