export type { Case, CaseBody, CredentialKind, Expectation } from "./contract/case.js";
export type { CaseWish, Check, CheckRun, JudgeContext, OwnRecord, Phase } from "./contract/check.js";
export { listChecks } from "./contract/checks/list-checks.js";
export { getOperationName, type Contract } from "./contract/contract.js";
export type { Effect, EffectKind, Restore } from "./contract/effect.js";
export type { Exchange } from "./contract/exchange.js";
export type { Blame, Finding, Verdict } from "./contract/finding.js";
export { Refusal } from "./contract/refusal.js";
export {
  EXIT_CODES,
  type CheckSummary,
  type OperationCoverage,
  type Outcome,
  type RecordBalance,
  type Report,
  type ReportedFinding,
} from "./contract/report/report.js";
export type { ReportedBody, ReportedExchange } from "./contract/report/reported-exchange.js";
export type { Target } from "./contract/target.js";
export { findHeader, type WireFailure, type WireHeader, type WireRequest, type WireResponse } from "./contract/wire.js";
export { listFormats, type ReportFormat } from "./contract/report/list-formats.js";
export { createReport, type CreateReportOptions, type RunResult } from "./contract/report/create-report.js";
export { listProofs } from "./contract/evidence/list-proofs.js";
export { mergeProofs, parseProofs, writeProofs, type Proof } from "./contract/evidence/proof-record.js";
export { listEvidence, writeEvidence, type EvidenceRow } from "./contract/evidence/write-evidence.js";
export { learn, type Learned } from "./contract/learn/learn.js";
export { judgeReplay, type ReplayVerdict } from "./contract/replay/judge-replay.js";
export { createReplay, parseReplay, type ReplayFile } from "./contract/replay/replay-file.js";
export { applyKnownGaps, parseKnownGaps, type GapsApplied, type KnownGap } from "./contract/report/known-gaps.js";
export { UnfitFile } from "./contract/unfit-file.js";
export { createContract } from "./contract/create-contract.js";
export type { Credentials } from "./contract/credential.js";
export { createInProcessTarget, type InProcessOptions, type PlainHandler } from "./contract/in-process-target.js";
export { runVerification, verify } from "./contract/verify.js";
export { tellRun } from "./contract/tell-run.js";
export { createHttpTarget, type HttpTargetOptions } from "./contract/http-target.js";
export type { VerifyOptions } from "./contract/verify-options.js";
export { contractSuite, type ContractSuiteOptions } from "./contract/contract-suite.js";
