import type { CheckRecord, JudgedMutant, SelfTest } from "./self-test-table.js";
import { summarize } from "./self-test-table.js";
import { WHY_CHECKS_STAY } from "./why-checks-stay.js";

/** Writes what a self-test found out as a page in Markdown; nothing of it depends on the machine or the time. */
export function writeSelfTest(test: SelfTest): string {
  const kinds = [...new Set(test.judged.map(({ mutant }) => mutant.kind))];
  return [
    "# The kit's own proof",
    "",
    "A judge has to be judged. Each mutant below is the stand-in of one API with one planted fault, and the check that should",
    "notice it; the list was written down before any check was tuned by it. This page is written by",
    "`standin verify --self-test --output docs`, and a test of the full counts proves it current.",
    "",
    `${summarize(test)}.`,
    "",
    ...writeMisses(test),
    "## Checks",
    "",
    "| check | mutants that it noticed | that it alone noticed |",
    "| --- | --- | --- |",
    ...test.checks.map(writeCheck),
    "",
    ...kinds.flatMap((kind) => writeKind(kind, test.judged)),
  ].join("\n");
}

function writeMisses({ judged }: SelfTest): string[] {
  const missed = judged.filter(({ isNoticed }) => !isNoticed);
  if (missed.length === 0) return [];
  const lines = missed.map(({ mutant, verdict }) => {
    const others = verdict.noticedBy.length > 0 ? `noticed by ${verdict.noticedBy.join(", ")}` : "noticed by none";
    return `- \`${mutant.id}\`, ${mutant.api} ${mutant.about}: ${others}, not ${mutant.noticedBy}. ${mutant.missedBecause ?? ""}`.trim();
  });
  return ["## Not noticed by the right check", "", ...lines, ""];
}

function writeCheck({ check, noticed, alone }: CheckRecord): string {
  const stays = WHY_CHECKS_STAY.get(check);
  const only =
    alone.length > 0
      ? alone.map((id) => `\`${id}\``).join(", ")
      : stays === undefined
        ? "none"
        : `none; stays: ${stays}`;
  return `| ${check} | ${noticed.length} | ${only} |`;
}

function writeKind(kind: string, judged: readonly JudgedMutant[]): string[] {
  const rows = judged.filter(({ mutant }) => mutant.kind === kind);
  return [
    `## ${kind}`,
    "",
    "| id | API | what it does | should be noticed by | noticed by |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(
      ({ mutant, verdict }) =>
        `| \`${mutant.id}\` | ${mutant.api} | ${mutant.about} | ${mutant.noticedBy} | ${verdict.noticedBy.join(" ") || "none"} |`,
    ),
    "",
  ];
}
