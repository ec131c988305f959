import type { Document } from "../../openapi/document.js";
import { listRules } from "./list-rules.js";
import type { Proof } from "./proof-record.js";

/** A line of the table of evidence. */
export interface EvidenceRow {
  /** `api.operationId`. */
  readonly operation: string;
  /** `undefined`: the operation as it is documented. */
  readonly rule: string | undefined;
  readonly evidence: string;
  readonly about: string;
  /** Id of the check that proved it, or that would. */
  readonly check: string;
  readonly proved: Pick<Proof, "provedAt" | "target"> | undefined;
}

/** On what each operation and each of its rules rests, and when a target was last seen to keep it. */
export function listEvidence(document: Document, proofs: readonly Proof[]): EvidenceRow[] {
  return document.operations.flatMap((operation) => {
    const name = `${document.name}.${operation.id}`;
    const whole = { rule: undefined, evidence: operation.evidence, about: "as documented", check: "C101" };
    return [whole, ...listRules(document, operation)].map((row) => {
      const proof = proofs.find((candidate) => candidate.operation === name && candidate.rule === row.rule);
      return { operation: name, ...row, check: proof?.check ?? row.check, proved: proof && toProved(proof) };
    });
  });
}

function toProved({ provedAt, target }: Proof): EvidenceRow["proved"] {
  return { provedAt, target };
}

/** The table for people. */
export function writeEvidence(rows: readonly EvidenceRow[]): string {
  const lines = rows.map(({ operation, rule, evidence, check, proved }) => [
    rule === undefined ? operation : `  ${rule}`,
    evidence,
    check,
    proved ? `${proved.provedAt.slice(0, 10)} on ${proved.target}` : "never",
  ]);
  const heads = ["operation, rule", "evidence", "check", "last proved"];
  const widths = heads.map((head, column) => Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)));
  return [heads, ...lines]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
