import { expect, test } from "vitest";
import { createTestEmulator, type TestEmulator } from "../testing/test-emulator.js";
import { ACTIVATE_WITH_SCHEMA, OF_BOB, PLAIN, VERSORI, WITH_SCHEMA } from "../testing/versori-demo.js";

const OF_BOBS = `/integrations/${WITH_SCHEMA}/users/bob/variables`;

const start = () => createTestEmulator({ only: ["versori"] });
const ask = ({ send }: TestEmulator, line: string, json?: object) =>
  send({ line: line.replace(" ", ` ${VERSORI}`), as: "versori.admin", ...(json && { json }) });

test("GetDynamicVariables has the variables with which the user activated the integration", async () => {
  const reply = await ask(await start(), `GET ${OF_BOBS}`);
  expect(reply).toMatchObject({ status: 200, evidence: "assumed" });
  expect(reply.body).toEqual({ dynamicVariables: { region: "eu", batchSize: 10 } });
});

test("V-VARS-PUT: UpdateDynamicVariablesInternal replaces the variables, and the activation has the same", async () => {
  const emulator = await start();
  const put = await ask(emulator, `PUT ${OF_BOBS}`, { dynamicVariables: { region: "us" } });
  expect(put).toMatchObject({ status: 204, body: undefined });
  expect((await ask(emulator, `GET ${OF_BOBS}`)).body).toEqual({ dynamicVariables: { region: "us" } });
  await ask(emulator, `PUT /activations/${OF_BOB}/variables`, { dynamicVariables: { region: "eu" } });
  expect((await ask(emulator, `GET ${OF_BOBS}`)).body).toEqual({ dynamicVariables: { region: "eu" } });
});

test("V-VAR-2: UpdateDynamicVariablesInternal refuses what does not fit the integration's schema, at its place", async () => {
  const emulator = await start();
  const reply = await ask(emulator, `PUT ${OF_BOBS}`, { dynamicVariables: { region: "eu", colour: "green" } });
  expect(reply).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables.colour" }] } });
  const none = await ask(emulator, `PUT ${OF_BOBS}`, {});
  expect(none).toMatchObject({ status: 400, body: { fields: [{ field: "dynamicVariables.region" }] } });
  expect((await ask(emulator, `GET ${OF_BOBS}`)).body).toEqual({ dynamicVariables: { region: "eu", batchSize: 10 } });
});

test("V-VARS-USER: of several activations the latest is meant, and without one it is 404", async () => {
  const emulator = await start();
  const path = `/integrations/${WITH_SCHEMA}/users/ada/variables`;
  for (const region of ["eu", "us"]) {
    await ask(emulator, "POST /activations", { ...ACTIVATE_WITH_SCHEMA, dynamicVariables: { region } });
  }
  expect((await ask(emulator, `GET ${path}`)).body).toEqual({ dynamicVariables: { region: "us" } });
  for (const line of [
    `GET /integrations/${PLAIN}/users/ada/variables`,
    `PUT /integrations/${PLAIN}/users/ada/variables`,
  ]) {
    const reply = await ask(emulator, line, line.startsWith("PUT") ? { dynamicVariables: {} } : undefined);
    expect(reply, line).toMatchObject({ status: 404, body: { code: "404000" }, evidence: "assumed" });
  }
});

test("V-UID-1.path: GetDynamicVariables knows the user by either id, in the integration's hub", async () => {
  const emulator = await start();
  const internal = `/integrations/${WITH_SCHEMA}/users/01J0000000000000000000VSR2/variables`;
  expect((await ask(emulator, `GET ${internal}?identifier_type=internal`)).status).toBe(200);
  expect((await ask(emulator, `GET ${internal}`)).status).toBe(404);
  expect((await ask(emulator, `GET /integrations/${WITH_SCHEMA}/users/nobody/variables`)).status).toBe(404);
});
