import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator, type TestReply } from "../testing/test-emulator.js";
import { isJsonObject, type Json } from "../openapi/json.js";
import { findReplyMediaType, findResponse } from "../openapi/response.js";

/** An error as the control API tells it, by its document. */
interface Told {
  readonly api: string;
  readonly operation: string | null;
  readonly status: number;
  readonly about: string;
  readonly rules: readonly string[];
  readonly evidence: string;
  readonly body: Json;
  readonly byState: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly bodyBytes?: number;
    readonly principal: string | null;
    readonly switches: Readonly<Record<string, string>>;
    readonly times: number;
  } | null;
  readonly notByState?: string;
  readonly byPrefer: { readonly prefer: string } | null;
  readonly byFault: object | null;
}

const APIS = ["fassport", "supervity", "versori"];

async function listErrors(emulator: TestEmulator, query = ""): Promise<readonly Told[]> {
  const { status, body } = await emulator.send({ line: `GET /__standin/errors${query}` });
  expect(status).toBe(200);
  return (body as unknown as { errors: Told[] }).errors; // by its document, which it keeps
}

/** Sends the request that an error names as often as it says, in a session of its own; gives the last answer. */
async function provoke(emulator: TestEmulator, by: NonNullable<Told["byState"]>, session: string): Promise<TestReply> {
  const body = by.bodyBytes === undefined ? by.body : " ".repeat(by.bodyBytes);
  const request = {
    line: `${by.method} ${by.path}`,
    headers: { ...by.headers, "x-standin-session": session },
    ...(by.principal !== null && { as: by.principal }),
    ...(body !== undefined && { body }),
  };
  for (let sent = 1; sent < by.times; sent++) expect((await emulator.send(request)).status).toBeLessThan(300);
  return emulator.send(request);
}

/** What an operation's document has against an error's body. */
function judge(emulator: TestEmulator, { api, operation, status }: Told, body: unknown) {
  const document = emulator.apis.find(({ name }) => name === api)?.document;
  const found = document?.operations.find(({ id }) => `${api}.${id}` === operation);
  if (!found) return document?.validateError(body);
  const response = findResponse(found.responses, status);
  return response?.content.get((response && findReplyMediaType(response)) ?? "")?.(body);
}

test("every error that the documents have is told, each with a way to it or the reason why there is none", async () => {
  const emulator = await createTestEmulator();
  const told = await listErrors(emulator);
  const documented = emulator.apis
    .filter(({ name }) => APIS.includes(name))
    .flatMap(({ name, document }) =>
      document.operations.flatMap(({ id, responses }) =>
        responses
          .filter(({ status }) => status >= "400" && /^\d+$/.test(status))
          .map(({ status }) => `${name}.${id} ${status}`),
      ),
    );
  const ofOperations = told.filter(({ operation }) => operation !== null);
  expect(new Set(ofOperations.map(({ operation, status }) => `${operation} ${status}`))).toEqual(new Set(documented));
  const withoutState = told.filter(({ byState }) => byState === null);
  expect(withoutState.filter(({ notByState }) => notByState === undefined)).toEqual([]);
  expect(new Set(withoutState.map(({ api, status }) => `${api} ${status}`))).toEqual(
    new Set(["supervity 500", "versori 500"]),
  );
  expect(told.filter(({ operation, byPrefer, byFault }) => operation !== null && !(byPrefer && byFault))).toEqual([]);
});

test("what belongs to no operation is told for each API: unknown paths, bad encoding and other methods", async () => {
  const told = await listErrors(await createTestEmulator());
  const elsewhere = told.filter(({ operation }) => operation === null);
  expect(elsewhere.map(({ api, status }) => `${api} ${status}`)).toEqual(
    APIS.flatMap((api) => [`${api} 404`, `${api} 400`, `${api} 405`]),
  );
});

test("each error is told with rules that its API declares, and with no other", async () => {
  const emulator = await createTestEmulator();
  const rules = new Set(emulator.apis.flatMap(({ document }) => Object.keys(document.rules)));
  expect((await listErrors(emulator)).flatMap((error) => error.rules.filter((rule) => !rules.has(rule)))).toEqual([]);
});

test.each(APIS)("each error of %s comes by its request, on the rules and evidence that were promised", async (api) => {
  const told = (await listErrors(await createTestEmulator(), `?api=${api}`)).filter(({ byState }) => byState !== null);
  expect(told.length).toBeGreaterThan(20);
  for (const switches of new Set(told.map(({ byState }) => JSON.stringify(byState?.switches)))) {
    const emulator = await createTestEmulator({ rules: JSON.parse(switches) as Record<string, string> });
    const errors = told.filter(({ byState }) => JSON.stringify(byState?.switches) === switches);
    for (const [at, error] of errors.entries()) {
      if (!error.byState) continue;
      const reply = await provoke(emulator, error.byState, `try-${at}`);
      const entry = emulator.sessions.find(`try-${at}`)?.journal.list().at(-1);
      expect(
        { status: reply.status, operation: entry?.operation ?? null, rules: entry?.rules, evidence: reply.evidence },
        `${error.operation}: ${error.about}`,
      ).toEqual({ status: error.status, operation: error.operation, rules: error.rules, evidence: error.evidence });
      expect(judge(emulator, error, reply.body), `${error.operation}: ${error.about}`).toEqual([]);
    }
  }
});

test.each(APIS)("each error of %s comes by its preference with the body that was shown or one like it", async (api) => {
  const emulator = await createTestEmulator();
  for (const error of await listErrors(emulator, `?api=${api}`)) {
    if (!error.byPrefer || !error.operation) continue;
    const { method, path } = findGoodRequest(emulator, error.operation);
    const reply = await emulator.send({ line: `${method} ${path}`, headers: error.byPrefer });
    expect(reply.status, error.about).toBe(error.status);
    expect(reply.headers["x-standin-injected"]).toBe("prefer");
    expect(reply.headers["preference-applied"]).toBe(error.byPrefer.prefer);
    expect(judge(emulator, error, reply.body), error.about).toEqual([]);
    expect(judge(emulator, error, error.body), error.about).toEqual([]);
  }
});

test.each(APIS)("each error of %s comes by its fault, to the next request only", async (api) => {
  const emulator = await createTestEmulator();
  for (const error of await listErrors(emulator, `?api=${api}`)) {
    if (!error.byFault || !error.operation) continue;
    const armed = await emulator.send({ line: "PUT /__standin/faults", json: { faults: [error.byFault] } });
    expect(armed.status).toBe(200);
    const { method, path } = findGoodRequest(emulator, error.operation);
    const [struck, next] = [
      await emulator.send({ line: `${method} ${path}` }),
      await emulator.send({ line: `${method} ${path}` }),
    ];
    expect([struck.status, struck.headers["x-standin-injected"]], error.about).toEqual([error.status, "fault"]);
    expect(judge(emulator, error, struck.body), error.about).toEqual([]);
    expect(next.headers["x-standin-injected"]).toBeUndefined();
  }
});

function findGoodRequest(emulator: TestEmulator, operation: string) {
  for (const { name, document, basePaths } of emulator.apis) {
    const found = document.operations.find(({ id }) => `${name}.${id}` === operation);
    if (found) return { method: found.method, path: `${basePaths[0]}${found.pathTemplate.replace(/\{[^}]+\}/g, "x")}` };
  }
  throw new Error(`there is no ${operation}`);
}

test("errors are told for one API, operation or status alone", async () => {
  const emulator = await createTestEmulator();
  const told = await listErrors(emulator, "?operation=versori.ActivateIntegration&status=409");
  expect(told.map(({ rules }) => rules)).toEqual([["V-INT-2"], ["V-ACT-1.conflict"], ["V-CON-7"]]);
  expect(new Set((await listErrors(emulator, "?api=fassport")).map(({ api }) => api))).toEqual(new Set(["fassport"]));
});

test("a status that is none is refused, with the parameter named", async () => {
  const emulator = await createTestEmulator();
  const { status, body } = await emulator.send({ line: "GET /__standin/errors?status=many" });
  expect(status).toBe(400);
  expect(isJsonObject(body) && body["fields"]).toEqual([{ field: "status", message: "must be integer" }]);
});
