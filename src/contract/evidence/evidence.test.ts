import { describe, expect, test } from "vitest";
import { readDocument } from "../../openapi/document.js";
import { createSchemaValidators } from "../../openapi/schema-validator.js";
import { createExchange, createFinding, createSampleRun } from "../../testing/sample-run.js";
import { listProofs } from "./list-proofs.js";
import { mergeProofs, parseProofs, writeProofs, type Proof } from "./proof-record.js";
import { listEvidence, writeEvidence } from "./write-evidence.js";

const SOURCE = {
  openapi: "3.1.0",
  info: { title: "Notes", version: "1" },
  "x-standin": {
    api: "notes",
    error: { type: "object" },
    collections: {},
    rules: {
      "N-1": { evidence: "assumed", about: "A text is not empty." },
      "N-2": { evidence: "published", about: "A create is answered with 200." },
      "N-3": { evidence: "inferred", about: "Nobody names it." },
    },
  },
  paths: {
    "/notes": {
      post: {
        operationId: "createNote",
        requestBody: {
          content: {
            "application/json": {
              schema: { type: "object" },
              "x-assumed": { rule: "N-1", evidence: "assumed", status: 400, schema: { required: ["text"] } },
            },
          },
        },
        responses: { "200": { $ref: "#/components/responses/Made" } },
      },
    },
  },
  components: { responses: { Made: { description: "Made.", "x-rule": "N-2" } } },
};

const document = readDocument(SOURCE, createSchemaValidators(SOURCE));

const proof: Proof = {
  operation: "notes.createNote",
  rule: "N-2",
  check: "C101",
  provedAt: "2026-01-15T12:00:00.000Z",
  target: "https://notes.example",
};

describe("the table of evidence", () => {
  test("names each operation and the rules that the document names for it, each with the check that shows it", () => {
    expect(listEvidence(document, [])).toMatchObject([
      { operation: "notes.createNote", rule: undefined, evidence: "source", check: "C101" },
      { rule: "N-1", evidence: "assumed", check: "C102", about: "A text is not empty.", proved: undefined },
      { rule: "N-2", evidence: "published", check: "C002" },
    ]);
  });

  test("tells when and where a rule was last proved", () => {
    const text = writeEvidence(listEvidence(document, [proof]));
    expect(text).toMatch(/^ {2}N-1 +assumed +C102 +never$/m);
    expect(text).toMatch(/^ {2}N-2 +published +C101 +2026-01-15 on https:\/\/notes\.example$/m);
  });
});

describe("what a run proved", () => {
  test("is each operation and rule of an exchange without a finding", () => {
    const run = createSampleRun({ findings: [] });
    expect(listProofs(run).map(({ operation, check }) => `${operation} ${check}`)).toEqual([
      "notes.createNote C101",
      "notes.getNote C101",
    ]);
  });

  test("is nothing of an exchange that shows a finding, nor of one without an answer", () => {
    const made = createExchange(1, "createNote", "{}", undefined);
    const read = createExchange(2, "getNote", undefined, { status: 200 });
    expect(listProofs(createSampleRun({ exchanges: [made, read], findings: [createFinding()] }))).toEqual([]);
  });

  test("counts what was sent to set the stage, which the checks of messages judged", () => {
    const made = { ...createExchange(1, "createNote", "{}", { status: 200 }), sentBy: "set-up" };
    const proofs = listProofs(createSampleRun({ exchanges: [made], findings: [] }));
    expect(proofs).toMatchObject([{ operation: "notes.createNote", check: "C002" }]);
  });

  test("is kept in a file, the newest of each operation and rule, and read back", () => {
    const older = { ...proof, provedAt: "2025-01-01T00:00:00.000Z" };
    const whole = { ...proof, rule: undefined };
    const merged = mergeProofs([proof], [older, whole]);
    expect(merged).toEqual([whole, proof]);
    expect(parseProofs(writeProofs(merged), "record.json")).toEqual(merged);
  });
});

test.each([
  ["{", "not well-formed"],
  ["[]", "must be a JSON object"],
  ["{}", "no record of standin verify"],
  ['{"schemaVersion":1,"proofs":[{"operation":"a"}]}', "proof 1 of record.json needs"],
])("%s is refused as a record: %s", (text, words) => {
  expect(() => parseProofs(text, "record.json")).toThrow(words);
});
