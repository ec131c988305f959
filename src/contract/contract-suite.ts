import { readFileSync } from "node:fs";
import { readDocument } from "../openapi/document.js";
import { loadDocumentText } from "../openapi/load-document.js";
import { createSchemaValidators } from "../openapi/schema-validator.js";
import { createContract } from "./create-contract.js";
import { createHttpTarget } from "./http-target.js";
import { createInProcessTarget, type PlainHandler } from "./in-process-target.js";
import { isFailure, type Report } from "./report/report.js";
import { writeConsole } from "./report/write-console.js";
import { openLedgerFile } from "./safety/ledger-file.js";
import type { Target } from "./target.js";
import { verify } from "./verify.js";
import type { VerifyOptions } from "./verify-options.js";

/** What a suite judges, and how far it may go; what `verify` takes beside contract and target, it takes too. */
export interface ContractSuiteOptions extends Omit<VerifyOptions, "contract" | "target"> {
  /** Path of an OpenAPI document, JSON or YAML. */
  readonly document: string | URL;
  /** A server by its URL (the path of the document's first server is appended unless it ends in it), an emulator, or any target. */
  readonly target: string | PlainHandler | Target;
  /** Heading of the tests; the API's name and the target's by default. */
  readonly name?: string;
}

/**
 * Judges a target and makes a vitest test of each check that judged something, so that a suite fails by the check's name.
 * To be awaited where tests are collected. @throws what `verify` throws.
 */
export async function contractSuite({ document, target, name, ...options }: ContractSuiteOptions): Promise<Report> {
  const { describe, expect, test } = await import("vitest");
  const path = String(document);
  const text = readFileSync(document, "utf8");
  const { source } = loadDocumentText(text, path);
  const contract = createContract(readDocument(source, createSchemaValidators(source)), {
    file: path,
    text: () => text,
  });
  const judged = toTarget(target, contract.document.servers[0] ?? "/");
  const ledger =
    options.ledger ?? (judged.isLoopback || options.mode !== "own-data" ? undefined : openLedgerFile(toLedgerPath()));
  const report = await verify({ ...options, contract, target: judged, ...(ledger && { ledger }) });
  await judged.close();
  describe(name ?? `${contract.document.name} at ${judged.name}`, () => {
    for (const check of report.checks.filter((each) => each.notRun === undefined)) {
      test(`${check.id}: ${check.title}`, () => {
        const failures = report.findings.filter((finding) => finding.check === check.id && isFailure(finding));
        expect(failures.length, failures.length === 0 ? "" : writeConsole(report)).toBe(0);
      });
    }
    test("the run saw all that it should, and left nothing behind", () => {
      expect(report.gaps.concat(report.records.leftovers), writeConsole(report)).toEqual([]);
    });
  });
  return report;
}

function toTarget(target: ContractSuiteOptions["target"], server: string): Target {
  if (typeof target !== "string" && "send" in target) return target;
  const path = new URL(server, "http://localhost").pathname.replace(/\/+$/, "");
  if (typeof target !== "string") return createInProcessTarget(target, { baseUrl: `http://localhost${path}` });
  const given = target.replace(/\/+$/, "");
  return createHttpTarget({ baseUrl: given.endsWith(path) ? given : given + path });
}

function toLedgerPath(): string {
  return `.standin/ledgers/${new Date().toISOString().replaceAll(/[:.]/g, "-")}-${process.pid}.jsonl`;
}
