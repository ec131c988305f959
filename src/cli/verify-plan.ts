import { createInProcessTarget } from "../contract/in-process-target.js";
import { planRun as plan, type PlannedOperation } from "../contract/plan.js";
import type { Reporter } from "./create-reporter.js";
import type { PreparedRun } from "./verify-run.js";
import { issueDemoCredentials } from "./verify-target.js";

/** `standin verify --plan`: tells what a run would send and make; nothing of it reaches the target. */
export async function planRun({ subject, options }: PreparedRun, reporter: Reporter): Promise<void> {
  const { target, standIn, api } = subject;
  const rehearsal = createInProcessTarget(standIn, {
    name: target.name,
    baseUrl: `http://localhost${api.basePaths[0] ?? ""}`,
    isLoopback: target.isLoopback,
  });
  // The stand-in takes its own credentials, and none of the target's has to be told to it.
  const { as: _as, ...credentials } = await issueDemoCredentials(subject);
  const { mode, operations, requests, writes, most } = await plan({ ...options, credentials }, rehearsal);
  const lines = [
    `Plan for ${api.name} on ${target.name}, mode ${mode}. Nothing was sent.`,
    "",
    ...align(operations),
    "",
    `About ${requests} requests, ${writes} of which write; at most ${most} records of the run's own exist at one time.`,
    "Counted in a rehearsal on a stand-in in process; a real target's answers can make it more or less.",
  ];
  reporter.print(lines.join("\n"));
}

function align(operations: readonly PlannedOperation[]): string[] {
  const rows = operations.map(({ operation, impact, calls, why }) => [
    operation,
    impact,
    why === undefined ? `${calls} calls` : `not sent: ${why}`,
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
