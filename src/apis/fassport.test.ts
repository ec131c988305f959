import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createTestEmulator } from "../testing/test-emulator.js";

/** Read once for all tests of this file: no emulator changes them. */
const apis = await loadApis(["fassport"]);

/** vitest types its matchers as `any`; as `unknown` they may stand in an expected value. */
const ANY_TEXT: unknown = expect.any(String);

const HARBOR = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration";
const INBOX = "6790b2b1c3a84d0012e5f7a1";
const FOREIGN = "67978805c3a84d0012e5f7a2";
const UNKNOWN = "aaaaaaaaaaaaaaaaaaaaaaaa";

const NOT_FOUND = { name: "Entity not found", message: "Entity not found", status: 404 };
const INTERNAL = { name: "Internal Server Error", message: "Internal Server Error", status: 500 };

const IN_INSTITUTION = [
  ["listIntegrations", "GET", ""],
  ["createIntegration", "POST", ""],
] as const;
const OF_INTEGRATION = [
  ["getIntegration", "GET", ""],
  ["updateIntegration", "PUT", ""],
  ["updateIntegrationStatus", "PUT", "/status"],
  ["deleteIntegration", "DELETE", ""],
  ["archiveIntegration", "POST", "/archive"],
  ["unarchiveIntegration", "POST", "/unarchive"],
  ["testIntegration", "POST", "/test"],
] as const;

const BODIES: Readonly<Record<string, object>> = {
  createIntegration: { name: "Inbox", type: "Email", provider: "Gmail" },
  updateIntegration: { name: "Renamed" },
  updateIntegrationStatus: { status: "Inactive" },
};

/** A request of an operation that does well but for what a test changes about its path. */
function toRequest(operation: string, method: string, path: string) {
  const json = BODIES[operation];
  return { line: `${method} ${path}`, as: "fassport.admin", ...(json && { json }) };
}

test("F-404-1.institution: listIntegrations of an unknown institution is the documented 404", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `GET /api/v1/institution/${UNKNOWN}/integration/`, as: "fassport.admin" });
  expect(reply).toMatchObject({ status: 404, body: NOT_FOUND, evidence: "inferred" });
});

for (const [operation, method, tail] of [...IN_INSTITUTION, ...OF_INTEGRATION]) {
  const rest = IN_INSTITUTION.some(([name]) => name === operation) ? "/" : `/${INBOX}${tail}`;

  test(`F-404-1.institution: ${operation} of another's institution is the documented 404`, async () => {
    const { send } = await createTestEmulator({ apis });
    const request = toRequest(operation, method, HARBOR + rest);
    const reply = await send({ ...request, as: "fassport.stranger" });
    expect(reply).toMatchObject({ status: 404, body: NOT_FOUND, evidence: "inferred" });
  });

  test(`F-404-2 malformedId=not-found: ${operation} of a malformed institution id is the documented 404`, async () => {
    const { send } = await createTestEmulator({ apis });
    const reply = await send(toRequest(operation, method, `/api/v1/institution/none/integration${rest}`));
    expect(reply).toMatchObject({ status: 404, body: NOT_FOUND, evidence: "assumed" });
  });

  test(`F-404-2 malformedId=internal-error: ${operation} of a malformed institution id is the documented 500`, async () => {
    const { send } = await createTestEmulator({ apis, rules: { "fassport.malformedId": "internal-error" } });
    const reply = await send(toRequest(operation, method, `/api/v1/institution/none/integration${rest}`));
    expect(reply).toMatchObject({ status: 500, body: INTERNAL, evidence: "assumed" });
  });

  test(`F-BODY: ${operation} refuses a body over 1 MiB with 413`, async () => {
    const { send } = await createTestEmulator({ apis });
    const request = { line: `${method} ${HARBOR}${rest}`, as: "fassport.admin", json: { name: "x".repeat(1_048_577) } };
    const reply = await send(request);
    expect(reply).toMatchObject({ status: 413, body: { name: "Payload Too Large", status: 413 }, evidence: "assumed" });
  });
}

for (const [operation, method, tail] of OF_INTEGRATION) {
  test(`F-404-1.unknown: ${operation} of an unknown id is the documented 404`, async () => {
    const { send } = await createTestEmulator({ apis });
    const reply = await send(toRequest(operation, method, `${HARBOR}/${UNKNOWN}${tail}`));
    expect(reply).toMatchObject({ status: 404, body: NOT_FOUND, evidence: "source" });
  });

  test(`F-404-1.foreign: ${operation} of another institution's integration is the documented 404`, async () => {
    const { send } = await createTestEmulator({ apis });
    const reply = await send(toRequest(operation, method, `${HARBOR}/${FOREIGN}${tail}`));
    expect(reply).toMatchObject({ status: 404, body: NOT_FOUND, evidence: "inferred" });
  });

  test(`F-404-2 malformedId=not-found: ${operation} of a malformed id is the documented 404`, async () => {
    const { send } = await createTestEmulator({ apis });
    const reply = await send(toRequest(operation, method, `${HARBOR}/${INBOX}0${tail}`));
    expect(reply).toMatchObject({ status: 404, body: NOT_FOUND, evidence: "assumed" });
  });

  test(`F-404-2 malformedId=internal-error: ${operation} of a malformed id is the documented 500`, async () => {
    const { send } = await createTestEmulator({ apis, rules: { "fassport.malformedId": "internal-error" } });
    const reply = await send(toRequest(operation, method, `${HARBOR}/${INBOX}0${tail}`));
    expect(reply).toMatchObject({ status: 500, body: INTERNAL, evidence: "assumed" });
  });
}

for (const [operation, method, path] of [
  ["createIntegration", "POST", `${HARBOR}/`],
  ["updateIntegration", "PUT", `${HARBOR}/${INBOX}`],
  ["updateIntegrationStatus", "PUT", `${HARBOR}/${INBOX}/status`],
] as const) {
  test(`F-BODY: ${operation} refuses malformed JSON with 400`, async () => {
    const { send } = await createTestEmulator({ apis });
    const headers = { "content-type": "application/json" };
    const reply = await send({ line: `${method} ${path}`, as: "fassport.admin", body: '{"name":', headers });
    expect(reply).toMatchObject({ status: 400, body: { name: "Bad Request", status: 400 }, evidence: "assumed" });
  });

  test(`F-BODY: ${operation} refuses another media type with 415`, async () => {
    const { send } = await createTestEmulator({ apis });
    const headers = { "content-type": "text/plain" };
    const reply = await send({ line: `${method} ${path}`, as: "fassport.admin", body: "name", headers });
    const body = { name: "Unsupported Media Type", status: 415 };
    expect(reply).toMatchObject({ status: 415, body, evidence: "assumed" });
  });
}

test("F-404-2.form: an id means the same in upper and lower case", async () => {
  const { send } = await createTestEmulator({ apis });
  const lower = await send({ line: `GET ${HARBOR}/${INBOX}`, as: "fassport.admin" });
  const upper = await send({ line: `GET ${HARBOR}/${INBOX.toUpperCase()}`, as: "fassport.admin" });
  expect(upper.body).toEqual(lower.body);
});

test("F-SLASH: a list and an item answer with and without a slash at the end", async () => {
  const { send } = await createTestEmulator({ apis });
  for (const path of [HARBOR, `${HARBOR}/${INBOX}`]) {
    const without = await send({ line: `GET ${path}`, as: "fassport.admin" });
    const withSlash = await send({ line: `GET ${path}/`, as: "fassport.admin" });
    expect(without.status).toBe(200);
    expect(withSlash.body).toEqual(without.body);
  }
});

test("F-UNDEF: an unknown path is 404 in the error shape", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: "GET /api/v1/institution", as: "fassport.admin" });
  const body = { name: "Not Found", message: ANY_TEXT, status: 404 };
  expect(reply).toMatchObject({ status: 404, body, evidence: "assumed" });
});

test("F-UNDEF: an undocumented method is 405 with Allow in the error shape", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `PATCH ${HARBOR}/${INBOX}`, as: "fassport.admin", json: {} });
  expect(reply).toMatchObject({ status: 405, body: { name: "Method Not Allowed", status: 405 }, evidence: "assumed" });
  expect(reply.headers["allow"]?.split(", ")).toEqual(expect.arrayContaining(["GET", "PUT", "DELETE"]));
});

test("F-UNDEF: a path that cannot be decoded is 400 in the error shape", async () => {
  const { send } = await createTestEmulator({ apis });
  const reply = await send({ line: `GET ${HARBOR}/%zz`, as: "fassport.admin" });
  expect(reply).toMatchObject({ status: 400, body: { name: "Bad Request", status: 400 }, evidence: "assumed" });
});

test("F-FIELDS.status: the status in an error body is the HTTP status", async () => {
  const { send } = await createTestEmulator({ apis });
  for (const line of [`GET ${HARBOR}/${UNKNOWN}`, `PATCH ${HARBOR}`, "GET /api/v1/none"]) {
    const reply = await send({ line, as: "fassport.admin" });
    expect(reply.body).toMatchObject({ status: reply.status });
  }
});
