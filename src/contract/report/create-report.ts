import { EVIDENCE, type Evidence } from "../../openapi/evidence.js";
import type { Contract } from "../contract.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { getFindingId } from "./finding-id.js";
import { EXIT_CODES, isFailure, type Outcome, type Report, type ReportedFinding } from "./report.js";
import { toReportedExchange, type ShowExchangeOptions } from "./to-reported-exchange.js";
import { writeCurl } from "./write-curl.js";

/** What a run found out, before anything of it is told. */
export interface RunResult extends Pick<
  Report,
  "mode" | "level" | "seed" | "duration" | "checks" | "coverage" | "records" | "gaps"
> {
  readonly contract: Contract;
  readonly target: { readonly name: string; readonly baseUrl: string };
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  readonly exchanges: readonly Exchange[];
  readonly findings: readonly Finding[];
  /** Whether a budget or guard ended it. */
  readonly stopped: boolean;
}

/** What telling a run needs beside its result. */
export interface CreateReportOptions {
  readonly mask: ShowExchangeOptions["mask"];
  /** The reason for which a finding is known and fails no run; `undefined` when it is not known. */
  readonly findKnownGap?: (finding: Finding, id: string) => string | undefined;
  /** The file from which a finding can be replayed, where one is written. */
  readonly findReplay?: (id: string) => string | undefined;
}

/** Turns a run's result into its report: what fails it and what was only learned are told apart here, secrets are masked. */
export function createReport(result: RunResult, options: CreateReportOptions): Report {
  const { contract, target, mode, level, seed, startedAt, duration, checks, coverage, records, gaps } = result;
  const exchanges = result.exchanges.map((exchange) =>
    toReportedExchange(exchange, { baseUrl: target.baseUrl, mask: options.mask }),
  );
  const byId = new Map(exchanges.map((exchange) => [exchange.id, writeCurl(exchange)]));
  const all = mergeAlike(result.findings).map((alike) => toReported(alike, result, byId, options));
  const findings = all.filter((finding) => isAtLevel(finding, level));
  const outcomes = listOutcomes(result, findings);
  return {
    schemaVersion: 1,
    api: contract.document.name,
    document: { file: contract.file, title: contract.document.title, version: contract.document.version },
    target: target.name,
    mode,
    level,
    seed,
    startedAt: new Date(startedAt).toISOString(),
    duration: Math.round(duration),
    outcomes,
    exitCode: EXIT_CODES[outcomes[0]],
    findings,
    learned: all.filter((finding) => !isAtLevel(finding, level)),
    checks,
    coverage,
    records,
    gaps,
    exchanges,
  };
}

/** A finding as it was seen first, and how often it was seen. */
interface Alike {
  readonly id: string;
  readonly finding: Finding;
  readonly times: number;
}

function mergeAlike(findings: readonly Finding[]): Alike[] {
  const merged = new Map<string, Alike>();
  for (const finding of findings) {
    const id = getFindingId(finding);
    const { finding: first, times } = merged.get(id) ?? { finding, times: 0 };
    merged.set(id, { id, finding: first, times: times + 1 });
  }
  return [...merged.values()];
}

function toReported(
  { id, finding, times }: Alike,
  { contract, exchanges }: RunResult,
  curls: ReadonlyMap<number, string>,
  { mask, findKnownGap, findReplay }: CreateReportOptions,
): ReportedFinding {
  const shown = finding.exchanges.flatMap((number) => [...(exchanges[number - 1]?.chain ?? []), number]);
  return {
    ...finding,
    // Values of answers may hold a secret; a mask has nothing in it that JSON would write otherwise.
    received: JSON.parse(mask(JSON.stringify(finding.received))) as Finding["received"],
    message: mask(finding.message, "ours"),
    id,
    times,
    line: finding.pointer === undefined ? undefined : contract.findLine(finding.pointer),
    curl: [...new Set(shown)].flatMap((number) => curls.get(number) ?? []),
    replay: findReplay?.(id),
    knownGap: findKnownGap?.(finding, id),
  };
}

/** Whether a finding rests on evidence as strong as a run's level, and so may fail it. */
export function isAtLevel({ evidence }: Finding, level: Evidence): boolean {
  return EVIDENCE.indexOf(evidence) <= EVIDENCE.indexOf(level);
}

/** What holds of a run, the strongest first. */
type Outcomes = readonly [Outcome, ...Outcome[]];

function listOutcomes({ records, stopped, gaps }: RunResult, findings: readonly ReportedFinding[]): Outcomes {
  const outcomes: Outcome[] = [];
  if (records.leftovers.length > 0 || records.foreignTouched > 0) outcomes.push("leftovers");
  if (findings.some(isFailure)) outcomes.push("findings");
  if (stopped) outcomes.push("stopped");
  if (gaps.length > 0) outcomes.push("inconclusive");
  const [first = "conforms", ...others] = outcomes;
  return [first, ...others];
}
