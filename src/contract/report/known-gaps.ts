import { parse } from "yaml";
import { isJsonObject, type Json } from "../../openapi/json.js";
import type { Finding } from "../finding.js";
import { UnfitFile } from "../unfit-file.js";
import { getFindingId } from "./finding-id.js";

/** A finding that is known, and does not fail a run until a day. */
export interface KnownGap {
  /** Id of the check. */
  readonly check: string;
  /** `api.operationId`; any operation without it. */
  readonly operation: string | undefined;
  /** Id of the one finding, as reports tell it; any of the check without it. */
  readonly finding: string | undefined;
  readonly reason: string;
  /** The last day on which it is known, `YYYY-MM-DD`, UTC. */
  readonly expires: string;
}

/** What known gaps make of the findings of a run. */
export interface GapsApplied {
  /** The reasons for which findings are known, by the findings' ids. */
  readonly reasons: ReadonlyMap<string, string>;
  /** What is wrong with the gaps themselves: those that have expired and those that match nothing, which fail the run. */
  readonly findings: readonly Finding[];
}

/**
 * Parses a file of known gaps: a list, in YAML or JSON, of entries with `check`, `reason` and `expires`, and where they
 * are narrower `operation` or `finding`. @throws UnfitFile that names the entry.
 */
export function parseKnownGaps(text: string, file: string): KnownGap[] {
  const entries = parseYaml(text, file);
  if (!Array.isArray(entries)) throw new UnfitFile(`${file} must be a list of known gaps, each with ${MEMBERS}`);
  return entries.map((entry, index) => readGap(entry, `entry ${index + 1} of ${file}`));
}

const MEMBERS = "check, reason and expires (YYYY-MM-DD), and, if it is narrower, operation or finding";

function parseYaml(text: string, file: string): Json {
  try {
    return parse(text, { maxAliasCount: 0 }) as Json; // YAML's core schema gives nothing else
  } catch (error) {
    throw new UnfitFile(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function readGap(entry: Json, place: string): KnownGap {
  if (!isJsonObject(entry)) throw new UnfitFile(`${place} must be an object with ${MEMBERS}`);
  const unknown = Object.keys(entry).filter((key) => !KEYS.has(key));
  if (unknown.length > 0) throw new UnfitFile(`${place} has ${unknown.join(", ")}; it may have ${MEMBERS}`);
  const { check, operation, finding, reason, expires } = entry;
  if (typeof check !== "string" || !/^C\d{3}$/.test(check)) {
    throw new UnfitFile(`check of ${place} must be the id of a check, such as C002`);
  }
  if (typeof reason !== "string" || reason.trim() === "") {
    throw new UnfitFile(`reason of ${place} must say why the gap is known`);
  }
  if (typeof expires !== "string" || !isDay(expires)) {
    throw new UnfitFile(`expires of ${place} must be a day such as 2027-01-31`);
  }
  return {
    check,
    operation: readText(operation, `operation of ${place}`),
    finding: readText(finding, `finding of ${place}`),
    reason,
    expires,
  };
}

const KEYS: ReadonlySet<string> = new Set(["check", "operation", "finding", "reason", "expires"]);

function readText(value: Json | undefined, place: string): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new UnfitFile(`${place} must be a text (in quotes, where it looks like a number)`);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Tells which findings are known on a day, and what is wrong with the gaps themselves. */
export function applyKnownGaps(gaps: readonly KnownGap[], findings: readonly Finding[], today: string): GapsApplied {
  const reasons = new Map<string, string>();
  const wrong: Finding[] = [];
  for (const gap of gaps) {
    const matched = findings.filter((finding) => isMatch(gap, finding));
    if (matched.length === 0) wrong.push(tell(gap, "matches no finding: what it was for is mended, or never was"));
    else if (gap.expires < today) wrong.push(tell(gap, `has expired on ${gap.expires}`));
    else for (const finding of matched) reasons.set(getFindingId(finding), gap.reason);
  }
  return { reasons, findings: wrong };
}

function isMatch({ check, operation, finding: id }: KnownGap, finding: Finding): boolean {
  return (
    finding.check === check &&
    (operation === undefined || finding.operation === operation) &&
    (id === undefined || getFindingId(finding) === id)
  );
}

function tell({ check, operation, finding, reason }: KnownGap, what: string): Finding {
  const gap = [check, operation, finding].filter((word) => word !== undefined).join(" ");
  return {
    check: "C902",
    operation,
    message: `The known gap ${gap} ${what}`,
    blame: "set-up",
    why: "the file of known gaps no longer says what is so",
    received: reason,
    documented: "each known gap matches a finding until it expires",
    pointer: undefined,
    // What was told to a run holds whatever the level.
    evidence: "source",
    rule: undefined,
    severity: "failure",
    exchanges: [],
  };
}
