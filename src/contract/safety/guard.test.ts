import { expect, test } from "vitest";
import { readDocument } from "../../openapi/document.js";
import type { JsonObject } from "../../openapi/json.js";
import { createSchemaValidators } from "../../openapi/schema-validator.js";
import { createHostileDocument } from "../../testing/hostile-server.js";
import { readApiModel } from "../api-model.js";
import { Refusal } from "../refusal.js";
import { createGuard, type Permit } from "./guard.js";
import { createKnownValues } from "./known-values.js";
import { createLedger, forgetfulStore } from "./ledger.js";
import { createRunValues } from "./run-values.js";

interface Situation {
  readonly mode?: "read-only" | "own-data";
  readonly isLoopback?: boolean;
  readonly own?: readonly (readonly [string, string])[];
  /** Merged into the hostile document. */
  readonly change?: (document: JsonObject) => void;
}

/** Judges `METHOD /path` where the run made the pet `pet-own`; gives the permit, or why there is none. */
function judge(
  line: string,
  { mode = "own-data", isLoopback = true, own = [], change }: Situation = {},
  json?: object,
) {
  const source = createHostileDocument();
  change?.(source);
  const model = readApiModel(readDocument(source, createSchemaValidators(source)));
  const ledger = createLedger(forgetfulStore);
  ledger.write({ kind: "may-create", entry: 1, operation: "createPet", collection: "pets", path: {}, marked: true });
  ledger.write({ kind: "made", entry: 1, id: "pet-own" });
  const values = createRunValues(model, { params: {}, own, fixedPoints: false });
  const known = createKnownValues(source);
  const guard = createGuard({ model, mode, isLoopback, ledger, values, known });
  const [method = "", path = ""] = line.split(" ");
  const body = json && new TextEncoder().encode(JSON.stringify(json));
  const headers = json ? [["content-type", "application/json"] as const] : [];
  try {
    return guard.judge({ method, path, headers, ...(body && { body }) });
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

const SENT: Partial<Permit> = { mutates: true };

test.each([
  ["DELETE /pets/pet-own", {}],
  ["PUT /pets/pet-own", {}],
  ["PUT /pets/pet-own/", {}],
  ["PUT /pets/pet%2Down", {}],
  ["DELETE /pets/pet-own", { isLoopback: false }],
] as const)("%s of a record of the run's own goes, %j", (line, situation) => {
  expect(judge(line, situation)).toMatchObject(SENT);
});

test.each([
  // Another's, which the document's example names; on this machine, too.
  ["DELETE /pets/pet-of-others-1", {}, "none of the run's own"],
  ["PUT /pets/pet-of-others-1", { isLoopback: false }, "none of the run's own"],
  // What a server may read in another way than we do.
  ["DELETE /pets/pet-own/../pet-of-others-1", {}, "no path of the document"],
  ["DELETE /pets/pet-own%2F..%2Fpet-of-others-1", {}, "no path of the document"],
  ["DELETE /pets/%2e%2e", {}, "no path of the document"],
  ["DELETE /pets/pet-own%00", {}, "no path of the document"],
  ["DELETE /pets/%ff", {}, "no path of the document"],
  ["DELETE //pets/pet-own", {}, "no path of the document"],
  // What might remove everything.
  ["DELETE /pets", {}, "might remove or replace everything"],
  ["PUT /pets/", {}, "might remove or replace everything"],
  ["POST /elsewhere", {}, "no path of the document"],
  // On another machine nothing is tried.
  ["DELETE /pets/made-up", { isLoopback: false }, "none of the run's own"],
  ["PATCH /pets/pet-own", { isLoopback: false }, "on this machine only"],
  ["TRACE /pets", { isLoopback: false }, "on this machine only"],
  // Named is not enough for a delete, nor for a change that nobody knows how to take back.
  ["DELETE /pets/pet-named", { own: [["pets", "pet-named"]] }, "none of the run's own"],
  ["PUT /pets/pet-named", { own: [["pets", "pet-named"]], isLoopback: false }, "does not say how"],
  // Reads alone.
  ["POST /pets", { mode: "read-only" }, "only reads"],
  ["DELETE /pets/pet-own", { mode: "read-only" }, "only reads"],
  ["HEAD /pets", { mode: "read-only" }, "documented reads"],
] as const)("%s is kept from the socket, %j", (line, situation, why) => {
  expect(judge(line, situation)).toContain(why);
});

test("a read with a body is kept back where only reads go", () => {
  expect(judge("GET /pets", { mode: "read-only" }, {})).toContain("without a body");
  expect(judge("GET /pets", { mode: "read-only" })).toMatchObject({ mutates: false });
});

test("what could make a record needs an entry in the ledger first, whatever it is made of", () => {
  expect(judge("POST /pets")).toMatchObject({ creates: { collection: "pets" } });
  expect(judge("PUT /pets/made-up")).toMatchObject({ creates: { id: "made-up" }, absent: { id: "made-up" } });
  expect(judge("DELETE /pets/made-up")).toMatchObject({ creates: undefined, absent: { id: "made-up" } });
});

/** Both change a document that is as `createHostileDocument` makes it. */
function sayHowToPutBack(document: JsonObject): void {
  const paths = document["paths"] as Record<string, Record<string, JsonObject>>; // as it is made
  const update = paths["/pets/{petId}"]?.["put"];
  if (update) update["x-standin-effect"] = { restore: { read: "getPet", fields: { name: "name" } } };
}

function markOwner(document: JsonObject): void {
  const { schemas } = document["components"] as { schemas: Record<string, { properties: JsonObject }> }; // as it is made
  const input = schemas["PetInput"];
  if (input) input.properties["owner"] = { type: "string", "x-standin-param": "ownerId" };
}

test("a record that was named is changed where the document says how it is put back", () => {
  const situation = { change: sayHowToPutBack, own: [["pets", "pet-named"]] as const, isLoopback: false };
  expect(judge("PUT /pets/pet-named", situation)).toMatchObject({ changes: { id: "pet-named" } });
});

test("on another machine a body may name only what the run made or was given", () => {
  const situation = { change: markOwner, isLoopback: false };
  expect(judge("POST /pets", situation, { name: "x", owner: "somebody else" })).toContain('names "somebody else"');
  expect(judge("POST /pets", situation, { name: "x", owner: "pet-own" })).toMatchObject(SENT);
});
