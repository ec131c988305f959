import { expect, test } from "vitest";
import { readDocument } from "../openapi/document.js";
import type { JsonObject } from "../openapi/json.js";
import { createSchemaValidators } from "../openapi/schema-validator.js";
import { createHostileDocument, startHostileServer } from "../testing/hostile-server.js";
import { createTestEmulator } from "../testing/test-emulator.js";
import { getApi, toContract, toTarget } from "../testing/verify-emulator.js";
import { createFrozenClock, systemClock, type Clock } from "../world/clock.js";
import { createContract } from "./create-contract.js";
import { createHttpTarget } from "./http-target.js";
import type { Target } from "./target.js";
import { verify } from "./verify.js";
import type { VerifyOptions } from "./verify-options.js";

/** The marker that a run leaves in what it makes, which no other run has. */
const MARKER = /standin-[\da-f]{10}/g;

/** A run on an emulator of one API, in process, with a credential of its first principal. */
async function aimAt(name: string, clock: Clock = systemClock): Promise<VerifyOptions & { readonly sent: string[] }> {
  const emulator = await createTestEmulator({ only: [name], clock });
  const api = getApi(emulator, name);
  const { credential: valid } = await emulator.issueCredential(name);
  const sent: string[] = [];
  const target = toTarget(emulator, api);
  return {
    contract: toContract(api),
    target: {
      ...target,
      send(request) {
        sent.push(`${request.method} ${request.path}`);
        return target.send(request);
      },
    },
    credentials: { valid },
    fixedPoints: true,
    sent,
  };
}

/** The same target, taken for one on another machine. */
function elsewhere<Options extends VerifyOptions>(options: Options): Options {
  return { ...options, target: { ...options.target, isLoopback: false, baseUrl: "https://api.example" }, interval: 0 };
}

const INSTITUTION = "0f9c0b0b4f0c6b0017f0e3b1";

test("on another machine a run only reads, finds ids in lists, and judges what it reads", async () => {
  const options = elsewhere(await aimAt("fassport"));
  const { mode, level, gaps, checks, records } = await verify({ ...options, params: { institutionId: INSTITUTION } });
  expect({ mode, level, gaps }).toEqual({ mode: "read-only", level: "published", gaps: [] });
  expect(options.sent.filter((line) => !line.startsWith("GET "))).toEqual([]);
  const judged = checks.filter((check) => check.judged > 0).map(({ id }) => id);
  expect(judged).toEqual(expect.arrayContaining(["C002", "C004", "C006", "C108", "C301", "C306", "C401", "C901"]));
  expect(records).toMatchObject({ created: 0, spent: [], foreignTouched: 0 });
});

test("what is missing leaves its operations untested, and the run says which flag gives it and is not conclusive", async () => {
  const { exitCode, gaps, coverage } = await verify(elsewhere(await aimAt("fassport")));
  expect(exitCode).toBe(3);
  expect(gaps.join("\n")).toContain("give --param institutionId=VALUE (The institution whose integrations are meant)");
  expect(coverage.find(({ operation }) => operation === "fassport.getIntegration")?.untested).toContain(
    "institutionId",
  );
});

test("to write elsewhere, the host must be allowed and the ledger be kept", async () => {
  const options: VerifyOptions = { ...elsewhere(await aimAt("fassport")), mode: "own-data" };
  await expect(verify(options)).rejects.toThrow("unless its host is allowed: --allow-host api.example");
  await expect(verify({ ...options, allowHosts: ["api.example"] })).rejects.toThrow("needs a ledger on disk");
});

test("a share list elsewhere is changed and put back only where the account is named, and nothing is disconnected", async () => {
  const options = elsewhere(await aimAt("supervity"));
  const writing = { mode: "own-data", allowHosts: ["api.example"], ledger: { append: () => undefined } } as const;
  const params = { organisation: "demo", teamKey: "finance" };
  await verify({ ...options, ...writing, params });
  expect(options.sent.filter((line) => !line.startsWith("GET "))).toEqual([]);
  const own = [["accounts", "019d2470-0db1-7000-8591-0000000000a1"]] as const;
  const { records } = await verify({ ...options, ...writing, params, own });
  expect(options.sent.some((line) => line.startsWith("PATCH "))).toBe(true);
  expect(options.sent.filter((line) => line.startsWith("DELETE "))).toEqual([]);
  expect(records).toMatchObject({ restored: 1, leftovers: [], spent: [] });
});

test("a credential that is refused everywhere is a fault of the set-up, not of the API", async () => {
  const options = await aimAt("fassport");
  const { exitCode, gaps, findings } = await verify({ ...options, credentials: { valid: "nobody's" } });
  expect(exitCode).toBe(3);
  expect(gaps.join("\n")).toContain("check the credential");
  expect(findings.filter(({ blame }) => blame !== "set-up")).toEqual([]);
});

test.each([
  ["nine of ten", 10, "of the set-up, and the run not conclusive", 3],
  ["four of five", 5, "the API's", 1],
] as const)("where %s requests are refused, one in %i not, the fault is %s", async (share, oneIn, _fault, exitCode) => {
  const options = await aimAt("fassport");
  let sent = 0;
  const target: Target = {
    ...options.target,
    send(request) {
      sent += 1;
      if (sent % oneIn === 0) return options.target.send(request);
      const body = new TextEncoder().encode(
        JSON.stringify({ name: "NotFound", message: "Entity not found", status: 404 }),
      );
      const headers = [["content-type", "application/json"]] as const;
      return Promise.resolve({ status: 404, headers, body, faults: [], duration: 0 });
    },
  };
  const { gaps, ...report } = await verify({ ...options, target, only: ["fassport.listIntegrations"] });
  expect(report.exitCode, share).toBe(exitCode);
  expect(gaps.some((gap) => gap.includes("check the credential"))).toBe(exitCode === 3);
});

/** What a run sends, line by line, but for its marker and its token. */
async function listSent(seed: number): Promise<string[]> {
  const options = await aimAt("fassport", createFrozenClock("2026-01-15T12:00:00.000Z"));
  const lines: string[] = [];
  const send: Target["send"] = (request) => {
    const { method, path, headers, body } = request;
    lines.push(JSON.stringify([method, path, headers, body && Buffer.from(body).toString("latin1")]));
    return options.target.send(request);
  };
  await verify({ ...options, target: { ...options.target, send }, seed });
  return lines.map((line) => line.replaceAll(MARKER, "MARKER").replaceAll(options.credentials?.valid ?? "", "TOKEN"));
}

test("the same seed sends the same requests, to the letter but for the run's marker, and another seed others", async () => {
  const [first, again, other] = [await listSent(7), await listSent(7), await listSent(8)];
  expect(first.length).toBeGreaterThan(500);
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test("where nothing answers, nothing can be left behind, and the set-up is at fault", async () => {
  const { contract, credentials } = await aimAt("fassport");
  const target = createHttpTarget({ baseUrl: "http://127.0.0.1:1/api/v1" });
  const options = { contract, credentials: credentials ?? {}, target, fixedPoints: true };
  const { records, gaps, findings } = await verify(options);
  expect(records).toMatchObject({ created: 0, leftovers: [] });
  expect(gaps.join("\n")).toContain("answered not at all: check the credential, the target's URL");
  expect(findings.filter(({ blame }) => blame !== "set-up")).toEqual([]);
});

test("a document without examples and declarations is judged by what its schemas say, what is only read left out", async () => {
  const server = await startHostileServer("none");
  const source = createHostileDocument();
  // As `createHostileDocument` makes them.
  const { paths, components } = source as unknown as {
    paths: Record<string, Record<string, JsonObject>>;
    components: { schemas: Record<string, JsonObject> };
  };
  const pet = {
    required: ["id", "name"],
    properties: { id: { type: "string", readOnly: true }, name: { type: "string", minLength: 1 } },
  };
  components.schemas["PetInput"] = { type: "object", ...pet };
  for (const operation of [paths["/pets"]?.["post"], paths["/pets/{petId}"]?.["put"]]) {
    if (operation)
      operation["requestBody"] = {
        required: true,
        content: { "application/json": { schema: { $ref: "#/components/schemas/PetInput" } } },
      };
  }
  const contract = createContract(readDocument(source, createSchemaValidators(source)), { file: "pets.yaml" });
  const target = createHttpTarget({ baseUrl: server.url });
  const { coverage, records } = await verify({ contract, target, checks: [] });
  expect(coverage.filter(({ untested }) => untested !== undefined)).toEqual([]);
  expect(records).toMatchObject({ leftovers: [] });
  expect(records.created).toBeGreaterThan(0);
});

test("a spent budget stops the run, which clears away all the same", async () => {
  const { exitCode, outcomes, records } = await verify({ ...(await aimAt("fassport")), budget: { requests: 12 } });
  expect(exitCode).toBe(5);
  expect(outcomes).toContain("stopped");
  expect(records).toMatchObject({ leftovers: [] });
  expect(records.deleted).toBe(records.created);
});

test("a filter that matches nothing makes the run inconclusive", async () => {
  const { exitCode, gaps } = await verify({ ...(await aimAt("supervity")), skip: ["C999"] });
  expect([exitCode, gaps]).toEqual([3, ["--skip C999 matched neither an operation nor a check"]]);
});

test("a target that gives credentials back in its answers has none of them told", async () => {
  const options = await aimAt("supervity");
  const { valid = "" } = options.credentials ?? {};
  const forms = [valid, encodeURIComponent(valid), Buffer.from(valid).toString("base64")];
  const target: Target = {
    ...options.target,
    async send(request) {
      const answer = await options.target.send(request);
      return "failure" in answer ? answer : { ...answer, headers: [...answer.headers, ["x-echo", forms.join(" ")]] };
    },
  };
  const report = JSON.stringify(await verify({ ...options, target }));
  for (const form of forms) expect(report).not.toContain(form);
});
