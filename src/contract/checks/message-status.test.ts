import { expect, test } from "vitest";
import { createExchange, createTinyContract, type TinyAnswer } from "../../testing/tiny-contract.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import { c001 } from "./c001-server-errors.js";
import { c002 } from "./c002-documented-status.js";
import { c403 } from "./c403-valid-credential.js";

const contract = createTinyContract(
  {
    "/pets/{id}": {
      get: {
        operationId: "getPet",
        security: [{ token: [] }],
        responses: { "200": { description: "" }, "4XX": { description: "" } },
      },
      put: {
        operationId: "putPet",
        responses: {
          "200": { description: "" },
          "400": { description: "", "x-evidence": "assumed", "x-rule": "T-1" },
          "500": { description: "" },
        },
      },
      delete: { operationId: "deletePet", responses: { "204": { description: "" }, default: { description: "" } } },
    },
  },
  {
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    "x-standin": { api: "tiny", error: {}, collections: {}, rules: { "T-1": { evidence: "assumed", about: "So." } } },
  },
);

function judge(check: Check, answer: TinyAnswer, operation = "getPet", held: Contract = contract) {
  return check.judge?.(createExchange(held, answer, operation), { contract: held });
}

test("C001 notices a status of 5xx, also where it is documented, and rests on HTTP", () => {
  expect(judge(c001, { status: 503 })).toMatchObject([{ check: "C001", received: 503, evidence: "published" }]);
  expect(judge(c001, { status: 500 }, "putPet")).toHaveLength(1);
});

test("C001 notices a connection that ends or hangs, and takes a server that nobody reached for no failure", () => {
  expect(judge(c001, { failure: { kind: "reset", message: "socket hang up" } })).toHaveLength(1);
  expect(judge(c001, { failure: { kind: "timeout", message: "10 s" } })).toMatchObject([{ blame: "undecided" }]);
  expect(judge(c001, { failure: { kind: "unreachable", message: "no route" } })).toBeUndefined();
});

test("C001 lets a failure pass that was asked for, and every other status", () => {
  expect(judge(c001, { status: 503, request: { headers: [["Prefer", "wait=1, code=503"]] } })).toBeUndefined();
  expect(judge(c001, { status: 404 })).toEqual([]);
});

test("C002 notices a status that is documented neither exactly, nor in a range, nor by default", () => {
  expect(judge(c002, { status: 201 })).toMatchObject([{ check: "C002", received: 201, evidence: "source" }]);
  expect(judge(c002, { status: 200 })).toEqual([]);
  expect(judge(c002, { status: 418 })).toEqual([]);
  expect(judge(c002, { status: 302 }, "deletePet")).toEqual([]);
});

test("C002 rests on the weakest of what is said of the status's class, or on the rule that the request broke", () => {
  expect(judge(c002, { status: 422 }, "putPet")).toMatchObject([{ evidence: "assumed", rule: "T-1" }]);
  expect(judge(c002, { status: 201, sent: { rule: "T-1" } }, "putPet")).toMatchObject([{ evidence: "assumed" }]);
});

test("C002 takes the document for at fault where HTTP itself has the status for the case", () => {
  expect(judge(c002, { status: 404 }, "putPet")).toMatchObject([{ blame: "document" }]);
  expect(judge(c002, { status: 206 }, "putPet")).toMatchObject([{ blame: "undecided" }]);
});

test("C002 leaves methods that are not documented, and failures, to others", () => {
  expect(judge(c002, { status: 405, sent: { method: "PATCH" } })).toBeUndefined();
  expect(judge(c002, { status: 502 })).toBeUndefined();
});

test("C403 notices a valid credential that is answered with 401, and no other one", () => {
  expect(judge(c403, { status: 401 })).toMatchObject([{ check: "C403", blame: "undecided" }]);
  expect(judge(c403, { status: 403 })).toEqual([]);
  expect(judge(c403, { status: 401, sent: { credential: "expired" } })).toBeUndefined();
  expect(judge(c403, { status: 401 }, "putPet")).toBeUndefined();
});
