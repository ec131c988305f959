import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulatorOptions, type TestRequest } from "../testing/test-emulator.js";
import { ACTIVATE_PLAIN, ACTIVATE_WITH_SCHEMA, OF_BOB, VERSORI } from "../testing/versori-demo.js";

const start = (options: TestEmulatorOptions = {}) => createTestEmulator({ only: ["versori"], ...options });

function activate(json: object): TestRequest {
  return { line: `POST ${VERSORI}/activations`, as: "versori.admin", json };
}

/** Sets the variables of bob's activation, which has region eu and batchSize 10. */
function put(json: object): TestRequest {
  return { line: `PUT ${VERSORI}/activations/${OF_BOB}/variables`, as: "versori.bob", json };
}

test("V-VAR-1: ActivateIntegration takes a body without variables and ignores them when they are sent", async () => {
  const { send } = await start();
  const without = await send(activate(ACTIVATE_PLAIN));
  expect(without.status).toBe(200);
  const empty = await send(activate({ ...ACTIVATE_PLAIN, variables: [] }));
  expect(empty.status).toBe(200);
  const some = await send(activate({ ...ACTIVATE_PLAIN, variables: [{ name: "region", value: "moon" }] }));
  expect(some.status).toBe(200);
});

test("V-VAR-2: an integration without a schema takes any variables, and none", async () => {
  const { send } = await start();
  for (const variables of [{}, { dynamicVariables: {} }, { dynamicVariables: { any: [{ thing: null }] } }]) {
    const reply = await send(activate({ ...ACTIVATE_PLAIN, ...variables }));
    expect(reply.status).toBe(200);
  }
});

for (const [what, dynamicVariables, field] of [
  ["a mismatching variable", { region: "eu", batchSize: "many" }, "dynamicVariables.batchSize"],
  ["a value that is not among those allowed", { region: "moon" }, "dynamicVariables.region"],
  ["a missing required variable", { batchSize: 1 }, "dynamicVariables.region"],
  ["an unknown variable", { region: "eu", colour: "green" }, "dynamicVariables.colour"],
  ["a fault deep inside", { region: "eu", filters: [{ field: 7 }] }, "dynamicVariables.filters[0].field"],
] as const) {
  test(`V-VAR-2: ActivateIntegration refuses ${what} and names it`, async () => {
    const { send } = await start();
    const reply = await send(activate({ ...ACTIVATE_WITH_SCHEMA, dynamicVariables }));
    expect(reply).toMatchObject({ status: 400, body: { code: "400000", fields: [{ field }] } });
  });

  test(`V-VAR-2: UpdateDynamicVariables refuses ${what} and names it`, async () => {
    const { send } = await start();
    const reply = await send(put({ dynamicVariables }));
    expect(reply).toMatchObject({ status: 400, body: { code: "400000", fields: [{ field }] } });
  });
}

test("V-VAR-2: a schema that says so is open to unknown variables, in whatever draft it is written", async () => {
  const emulator = await start();
  const { collections, ...frozen } = emulator.freeze();
  const variablesSchema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties: { region: { type: "string" } },
    additionalProperties: true,
  };
  const integrations = collections["versori.integrations"]?.map((each) => ({ ...each, variablesSchema }));
  const { send } = await start({
    frozen: { ...frozen, collections: { ...collections, "versori.integrations": integrations ?? [] } },
  });
  const open = await send(activate({ ...ACTIVATE_WITH_SCHEMA, dynamicVariables: { colour: "green" } }));
  expect(open.status).toBe(200);
  const wrong = await send(activate({ ...ACTIVATE_WITH_SCHEMA, dynamicVariables: { region: 7 } }));
  expect(wrong).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables.region" }] } });
});

test("V-VAR-2: variables that are left out are an empty object, which a required variable does not allow", async () => {
  const { send } = await start();
  const { dynamicVariables: _left, ...body } = ACTIVATE_WITH_SCHEMA;
  const reply = await send(activate(body));
  expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables.region" }] } });
});

test("variables that are no object are 400", async () => {
  const { send } = await start();
  const activated = await send(activate({ ...ACTIVATE_PLAIN, dynamicVariables: [] }));
  expect(activated).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables" }] } });
  const updated = await send(put({ dynamicVariables: null }));
  expect(updated).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables" }] } });
});

test("V-VARS-PUT: UpdateDynamicVariables puts the variables in the place of all that were there", async () => {
  const emulator = await start();
  const reply = await emulator.send(put({ dynamicVariables: { region: "us" } }));
  expect(reply).toMatchObject({ status: 200, body: { dynamicVariables: { region: "us" } }, evidence: "assumed" });
  const stored = emulator.freeze().collections["versori.activations"];
  expect(stored).toContainEqual(expect.objectContaining({ id: OF_BOB, dynamicVariables: { region: "us" } }));
});

test("V-VARS-PUT: where replacing and merging come to the same, the reply rests on what is published", async () => {
  const { send } = await start();
  const reply = await send(put({ dynamicVariables: { region: "us", batchSize: 3 } }));
  expect(reply).toMatchObject({
    status: 200,
    body: { dynamicVariables: { region: "us", batchSize: 3 } },
    evidence: "published",
  });
});

test("V-VARS-PUT: a body without variables means none", async () => {
  const { send } = await start();
  const made = await send(activate({ ...ACTIVATE_PLAIN, dynamicVariables: { any: "thing" } }));
  const { id } = made.body as { id: string }; // checked by its document
  const reply = await send({ line: `PUT ${VERSORI}/activations/${id}/variables`, as: "versori.ada", json: {} });
  expect(reply).toMatchObject({ status: 200, body: { dynamicVariables: {} } });
});
