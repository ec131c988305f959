import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator, type TestRequest } from "../testing/test-emulator.js";
import { Problem } from "../emulator/problem.js";
import type { JsonObject } from "../openapi/json.js";

const INSTITUTION = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";
const ACTIVATIONS = "/api/embedded/v1/activations";

/** Why a request was answered as it was. */
async function explain(emulator: TestEmulator, request: TestRequest): Promise<JsonObject> {
  const { headers } = await emulator.send(request);
  const session = request.headers?.["x-standin-session"];
  const { status, body } = await emulator.send({
    line: `GET /__standin/requests/${headers["x-standin-request-id"]}/explain`,
    ...(session !== undefined && { headers: { "x-standin-session": session } }),
  });
  expect(status).toBe(200);
  return (body as { explanation: JsonObject }).explanation; // by its document
}

test("a record that is not there is named as what decided, with the rule and its evidence", async () => {
  const emulator = await createTestEmulator();
  const line = `GET ${INSTITUTION}6790b2b1c3a84d0012e5f7ff`;
  const why = await explain(emulator, { line, as: "fassport.admin" });
  expect(why).toMatchObject({
    operation: "fassport.getIntegration",
    status: 404,
    evidence: "source",
    step: "behaviour",
    response: { status: "404", evidence: "source" },
    rules: [{ id: "F-404-1.unknown", evidence: "source" }],
    violations: [],
    unread: [],
    reproduced: true,
    differences: [],
  });
  expect(why["lookups"]).toEqual([
    {
      collection: "fassport.institutions",
      field: "_id",
      value: "0f9c0b0b4f0c6b0017f0e3b1",
      found: ["0f9c0b0b4f0c6b0017f0e3b1"],
      count: 1,
    },
    { collection: "fassport.integrations", field: "_id", value: "6790b2b1c3a84d0012e5f7ff", found: [], count: 0 },
  ]);
  expect(why["because"]).toContain(
    'The last look among the records: fassport.integrations has no record with _id "6790b2b1c3a84d0012e5f7ff".',
  );
});

test("fields that nobody read are named: those that no document has, and those that a behaviour leaves alone", async () => {
  const emulator = await createTestEmulator();
  const json = { name: "Inbox", type: "Email", provider: "Gmail", status: "Error", owner: { name: "ada" } };
  const why = await explain(emulator, { line: `POST ${INSTITUTION}?dry=1&dry=2`, as: "fassport.admin", json });
  expect(why["unread"]).toEqual(["body.status", "body.owner", "query.dry"]);
});

test("a part of a body that is stored was read, to its depths", async () => {
  const emulator = await createTestEmulator();
  const json = { name: "Inbox", type: "Email", provider: "Gmail", config: { deep: [{ value: 1 }] } };
  expect(await explain(emulator, { line: `POST ${INSTITUTION}`, as: "fassport.admin", json })).toMatchObject({
    unread: [],
    reproduced: true,
  });
});

test("a violation of the document is told with the place of its schema", async () => {
  const emulator = await createTestEmulator();
  const json = { userId: "ada", integrationId: "x", connections: [{ templateId: 7 }] };
  const why = await explain(emulator, { line: `POST ${ACTIVATIONS}`, as: "versori.admin", json });
  expect(why).toMatchObject({ status: 400, step: "validation", unread: null, reproduced: true });
  expect(why["violations"]).toContainEqual({
    field: "body.integrationId",
    message: 'must match format "ulid"',
    keyword: "format",
    schemaPath: "#/components/schemas/Ulid/format",
    evidence: "source",
  });
  expect(why["violations"]).toMatchObject([
    {},
    { field: "body.connections[0]", schemaPath: "#/components/schemas/ActivationConnectionCreate/oneOf" },
    { field: "body.connections[0].templateId", schemaPath: "#/components/schemas/Ulid/type" },
  ]);
});

test("a violation of what a rule demands beyond the document names the rule", async () => {
  const emulator = await createTestEmulator();
  const why = await explain(emulator, { line: `POST ${INSTITUTION}`, as: "fassport.admin", json: { name: "Inbox" } });
  const media = "/requestBody/content/application~1json";
  const schemaPath = `#/paths/~1institution~1{institutionId}~1integration~1/post${media}/x-assumed/schema/required`;
  expect(why).toMatchObject({
    step: "validation",
    violations: [
      { field: "body.type", message: "is required", schemaPath, evidence: "assumed", rule: "F-CREATE-2" },
      { field: "body.provider", message: "is required", schemaPath, evidence: "assumed", rule: "F-CREATE-2" },
    ],
  });
});

test.each([
  ["no credential", { line: `GET ${INSTITUTION}` }, 401, "credential"],
  ["a role that does not suffice", { line: `POST ${INSTITUTION}`, as: "fassport.viewer" }, 401, "credential"],
  [
    "no JSON",
    { line: `POST ${INSTITUTION}`, as: "fassport.admin", body: "{", headers: { "content-type": "application/json" } },
    400,
    "reading",
  ],
  ["a parameter of another form", { line: `GET ${INSTITUTION}x`, as: "fassport.admin" }, 404, "validation"],
  ["a path that is none", { line: "GET /api/v1/institution" }, 404, "route"],
  ["a preference", { line: `GET ${INSTITUTION}`, headers: { prefer: "code=500" } }, 500, "injection"],
  ["a preference that can't be", { line: `GET ${INSTITUTION}`, headers: { prefer: "code=many" } }, 400, "session"],
] as const)(
  "what is refused for %s is explained by that step, and no behaviour was asked",
  async (_, request, status, step) => {
    const emulator = await createTestEmulator();
    expect(await explain(emulator, request)).toMatchObject({ status, step, lookups: [], unread: null });
  },
);

test("what only its adapter could tell was broken is explained as not read", async () => {
  const emulator = await createTestEmulator();
  const { headers } = emulator.refuse(
    { method: "POST", url: INSTITUTION, headers: {} },
    new Problem("malformed-body", { message: "The body ended too early." }),
  );
  const { body } = await emulator.send({
    line: `GET /__standin/requests/${headers["x-standin-request-id"]}/explain`,
  });
  expect(body).toMatchObject({ explanation: { status: 400, step: "reading", reproduced: null } });
});

test("to explain changes nothing: neither the records, nor the journal, nor the ids that come", async () => {
  const [asked, unasked] = [await createTestEmulator(), await createTestEmulator()];
  const request = { line: `POST ${INSTITUTION}`, as: "fassport.admin", json: { name: "A", type: "B", provider: "C" } };
  await explain(asked, request);
  await unasked.send(request);
  const [after, without] = [await asked.send(request), await unasked.send(request)];
  expect(after.body).toEqual(without.body);
  expect(asked.sessions.base.journal.list()).toHaveLength(2);
});

test("an exchange is explained as its World was then, in its session, whatever became of it", async () => {
  const emulator = await createTestEmulator();
  const headers = { "x-standin-session": "mine" };
  const request = { line: `DELETE ${INSTITUTION}6790b2b1c3a84d0012e5f7a1`, as: "fassport.admin", headers };
  const first = await emulator.send(request);
  expect((await emulator.send(request)).status).toBe(404);
  const id = first.headers["x-standin-request-id"];
  const { body } = await emulator.send({ line: `GET /__standin/requests/${id}/explain`, headers });
  expect(body).toMatchObject({ explanation: { status: 200, reproduced: true, lookups: [{}, { count: 1 }] } });
});

test("an answer that does not come again is told to differ", async () => {
  const emulator = await createTestEmulator();
  const sent = await emulator.send({ line: `GET ${INSTITUTION}`, as: "fassport.admin" });
  const id = sent.headers["x-standin-request-id"] ?? "";
  const { journal } = emulator.sessions.base;
  const entry = journal.find(id);
  if (!entry) throw new Error(`there is no ${id}`);
  journal.add({ ...entry, id: "req-x", rules: ["F-LIST-1.array"], reply: { ...entry.reply, status: 201, body: "[]" } });
  const { body } = await emulator.send({ line: "GET /__standin/requests/req-x/explain" });
  expect(body).toMatchObject({
    explanation: {
      reproduced: false,
      differences: ["the status is 200 now", "the body is another now", expect.stringMatching(/^the rules are F-LIST/)],
    },
  });
});

test("every exchange of the three APIs' stories comes again as it was when it is explained", async () => {
  const emulator = await createTestEmulator();
  const headers = { "x-active-org": "demo" };
  const share = "/api/v1/integrations/accounts/019d2470-0db1-7000-8591-0000000000a1/sharing";
  const requests: readonly TestRequest[] = [
    { line: "GET /api/v1/integrations/me", as: "supervity.ada", headers },
    { line: `PATCH ${share}`, as: "supervity.ada", json: { shareWithTeamKeys: ["support", "support"] } },
    { line: "DELETE /api/v1/integrations/google-workspace/actions/all", as: "supervity.ada" },
    {
      line: `POST ${ACTIVATIONS}`,
      as: "versori.admin",
      json: {
        userId: "ada",
        integrationId: "01J0000000000000000000DEM1",
        connections: [{ templateId: "01J0000000000000000000TMP1", connectionId: "01J0000000000000000000CNX1" }],
      },
    },
    {
      line: `PUT ${ACTIVATIONS}/01J0000000000000000000ACT1/variables`,
      as: "versori.admin",
      json: { dynamicVariables: { region: "us" } },
    },
    { line: "GET /api/embedded/v1/embed/01J0000000000000000000HVB1/users/bob/activations?first=1", as: "versori.bob" },
    { line: `HEAD ${INSTITUTION}`, as: "fassport.admin" },
    { line: `DELETE ${INSTITUTION}6790b2b1c3a84d0012e5f7a1`, as: "fassport.admin" },
  ];
  for (const request of requests) {
    const { step, reproduced, unread, differences } = await explain(emulator, request);
    expect({ step, reproduced, unread, differences }, request.line).toEqual({
      step: "behaviour",
      reproduced: true,
      unread: [],
      differences: [],
    });
  }
});

test("an exchange that is none is 404", async () => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: "GET /__standin/requests/req-999999/explain" })).toMatchObject({
    status: 404,
    body: { error: "not-found", message: 'The journal has no request "req-999999"; it is empty.' },
  });
});
