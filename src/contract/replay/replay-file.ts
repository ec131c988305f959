import { isEvidence, type Evidence } from "../../openapi/evidence.js";
import { isJsonObject, parseJson, type Json } from "../../openapi/json.js";
import type { Report, ReportedFinding } from "../report/report.js";
import { UnfitFile } from "../unfit-file.js";

/**
 * What it takes to see a finding again: a run of its check, and of the one that sent the request, on its operation alone and
 * with the same seed sends the same requests. It has no secret and no credential.
 */
export interface ReplayFile {
  readonly schemaVersion: 1;
  readonly api: string;
  readonly target: string;
  readonly seed: number;
  readonly mode: Report["mode"];
  readonly level: Evidence;
  /** Operations and checks to which the run is confined. */
  readonly only: readonly string[];
  readonly finding: Pick<ReportedFinding, "id" | "check" | "operation" | "message" | "received" | "documented">;
  /** The request that showed it, as the curl commands of its chain. */
  readonly curl: readonly string[];
  /** Method and operation of that request. */
  readonly request: string | undefined;
}

/** What is to be kept of a finding. */
export function createReplay(report: Report, finding: ReportedFinding): ReplayFile {
  const { api, target, seed, mode, level } = report;
  const { id, check, operation, message, received, documented, curl } = finding;
  const shown = report.exchanges.filter((exchange) => finding.exchanges.includes(exchange.id));
  const senders = shown.map(({ sentBy }) => sentBy).filter((sender) => /^C\d{3}$/.test(sender));
  const operations = shown.map((exchange) => exchange.operation);
  const last = shown.at(-1);
  return {
    schemaVersion: 1,
    api,
    target,
    seed,
    mode,
    level,
    only: [...new Set([...(operation === undefined ? [] : [operation]), ...operations, check, ...senders])],
    finding: { id, check, operation, message, received, documented },
    curl,
    request: last && describeRequest(last),
  };
}

/** A request by what is the same in every run. */
export function describeRequest({ request, operation }: Report["exchanges"][number]): string {
  return `${request.method} ${operation}`;
}

/** Parses a file of a finding to replay. @throws UnfitFile that says where it is none. */
export function parseReplay(text: string, file: string): ReplayFile {
  const value = parse(text, file);
  if (isReplay(value)) return value;
  throw new UnfitFile(`${file} is no replay file of standin verify, which --output writes for each finding`);
}

function parse(text: string, file: string): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new UnfitFile(`${file} is no replay file, nor well-formed JSON: ${String(error)}`, { cause: error });
  }
}

function isReplay(value: unknown): value is ReplayFile {
  if (!isJsonObject(value)) return false;
  const { schemaVersion, api, target, seed, mode, level, only, finding, curl } = value;
  return (
    schemaVersion === 1 &&
    [api, target].every((text) => typeof text === "string") &&
    Number.isSafeInteger(seed) &&
    (mode === "read-only" || mode === "own-data") &&
    isEvidence(level) &&
    [only, curl].every((list) => Array.isArray(list) && list.every((item) => typeof item === "string")) &&
    isJsonObject(finding) &&
    [finding["id"], finding["check"], finding["message"]].every((text) => typeof text === "string")
  );
}
