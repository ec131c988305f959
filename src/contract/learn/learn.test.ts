import { describe, expect, test } from "vitest";
import { readDocument } from "../../openapi/document.js";
import { createSchemaValidators } from "../../openapi/schema-validator.js";
import { createExchange, createFinding, createSampleRun } from "../../testing/sample-run.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { learn } from "./learn.js";

const SOURCE = {
  openapi: "3.1.0",
  info: { title: "Notes", version: "1" },
  "x-standin": { api: "notes", error: { type: "object" }, collections: {}, rules: {} },
  paths: {
    "/it's": {
      post: {
        operationId: "createNote",
        requestBody: {
          content: {
            "application/json": {
              schema: { type: "object" },
              "x-assumed": {
                rule: "N-1",
                evidence: "assumed",
                switch: "body",
                status: { strict: 400, lenient: null },
                schema: { required: ["text"] },
              },
            },
          },
        },
        responses: {
          "200": {
            description: "Made.",
            content: {
              "application/json": {
                schema: { type: "object", required: ["id", "text"], properties: { id: { type: "string" } } },
              },
            },
          },
        },
      },
    },
  },
};
const SCHEMA = "/paths/~1it's/post/responses/200/content/application~1json/schema";

/** What is learned of one finding that an exchange shows. */
function learnFrom(finding: Partial<Finding>, exchange: Partial<Exchange> & Pick<Exchange, "response">) {
  const document = readDocument(SOURCE, createSchemaValidators(SOURCE));
  const [operation] = document.operations;
  if (!operation) throw new Error("the document has an operation");
  const sample = createExchange(1, "createNote", "{}", { status: 200 });
  const sent = { ...sample, case: { ...sample.case, operation, expectation: "refused" as const }, ...exchange };
  const run = createSampleRun({
    contract: { document, file: "notes.yaml", findLine: () => 1 },
    exchanges: [sent],
    target: { name: "https://notes.example", baseUrl: "https://notes.example" },
  });
  const shown = createFinding({ evidence: "assumed", rule: "N-1", exchanges: [1], ...finding });
  return learn({ ...run, findings: [shown] }, [shown]);
}

function answer(status: number, body: string) {
  return createExchange(1, "createNote", "{}", { status, body }).response;
}

describe("an overlay of what was learned", () => {
  test("takes another status of a refusal into the rule's demand and documents it", () => {
    const { overlay, unused } = learnFrom({ check: "C002" }, { response: answer(422, "{}") });
    expect(unused).toEqual([]);
    expect(overlay).toMatchObject({
      overlay: "1.0.0",
      info: { title: "Notes, as https://notes.example was seen to answer" },
    });
    expect(overlay["actions"]).toMatchObject([
      {
        target: String.raw`$['paths']['/it\'s']['post']['responses']`,
        update: { "422": { "x-evidence": "observed", "x-rule": "N-1", content: { "application/json": {} } } },
      },
      { target: expect.stringMatching(/\['x-assumed'\]\['status'\]$/) as string, remove: true },
      { update: { status: { strict: 422, lenient: null } } },
    ]);
  });

  test("makes a rule demand nothing where the target accepts what it has refused", () => {
    const { overlay } = learnFrom({ check: "C102" }, { response: answer(200, "{}") });
    expect(overlay["actions"]).toMatchObject([
      { remove: true },
      { update: { status: { strict: null, lenient: null } } },
    ]);
  });

  test.each([
    { keyword: "type", at: `${SCHEMA}/properties/id/type`, received: 7, update: { type: ["string", "integer"] } },
    { keyword: "required", at: `${SCHEMA}/required`, received: { id: "n1" }, update: { required: ["id"] } },
  ])("widens a response's $keyword by what was seen", ({ at, received, update }) => {
    const { overlay } = learnFrom(
      { check: "C004", pointer: at, received, rule: undefined },
      { response: answer(200, "{}") },
    );
    expect(overlay["actions"]).toMatchObject([{ remove: true }, { update }, { update: { "x-evidence": "observed" } }]);
  });

  test("gets a field that the document does not name", () => {
    const { overlay } = learnFrom(
      { check: "C006", pointer: SCHEMA, received: { colour: "red" }, rule: undefined },
      { response: answer(200, "{}") },
    );
    expect(overlay["actions"]).toMatchObject([
      { update: { properties: { colour: { type: "string", "x-evidence": "observed" } } } },
    ]);
  });

  test("says of which finding nothing could be made", () => {
    const { overlay, unused } = learnFrom({ check: "C201", rule: undefined }, { response: answer(200, "{}") });
    expect(overlay["actions"]).toEqual([]);
    expect(unused).toMatchObject([{ check: "C201" }]);
  });

  test("changes nothing for a rule that demands nothing of the operation", () => {
    expect(learnFrom({ rule: "N-9" }, { response: answer(200, "{}") }).overlay["actions"]).toEqual([]);
  });
});
