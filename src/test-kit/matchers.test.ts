import { loadApis } from "../adapters/load-apis.js";
import { createEmulator } from "../emulator/emulator.js";
import { createTest, expect, test, type Standin } from "../vitest.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

/** Creates an integration of that name and gives its id. */
async function create(standin: Standin, name: string): Promise<string> {
  const { headers } = await standin.credential("fassport.admin");
  const response = await standin.fetch(INTEGRATIONS, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ name, type: "Email", provider: "Gmail", config: { folders: ["a", "b"] } }),
  });
  const { _id: id } = (await response.json()) as { _id: string }; // as the document says
  return id;
}

async function get(standin: Standin, id: string): Promise<void> {
  const { headers } = await standin.credential("fassport.admin");
  await standin.fetch(INTEGRATIONS + id, { headers });
}

/** What a matcher says when it fails, colours left out. */
async function tellFailure(claim: Promise<unknown>): Promise<string> {
  const failure = await claim.then(
    () => new Error("it holds"),
    (error: unknown) => error,
  );
  return failure instanceof Error ? failure.message : String(failure);
}

test("a received request matches by its operation, with or without its API", async ({ standin }) => {
  await create(standin, "Inbox");
  await expect(standin).toHaveReceived("createIntegration");
  await expect(standin).toHaveReceived("fassport.createIntegration");
  await expect(standin).not.toHaveReceived("getIntegration");
});

test.for([
  [{ body: { name: "Inbox" } }],
  [{ body: { config: { folders: ["a", "b"] } } }],
  [{ body: { name: /^In/, provider: expect.any(String) as unknown } }],
  [{ body: expect.objectContaining({ type: "Email" }) as unknown }],
  [{ params: { institutionId: "0f9c0b0b4f0c6b0017f0e3b1" } }],
  [{ status: 200 }],
  [{ principal: "admin" }],
  [{ principal: "fassport.admin" }],
  [{ headers: { "content-type": /json/ } }],
  [{ body: { name: "Inbox" }, status: 200, principal: /^adm/ }],
])("a received request matches by a part of it: %j", async ([expected], { standin }) => {
  await create(standin, "Inbox");
  await expect(standin).toHaveReceived("createIntegration", expected);
  await expect(standin).toHaveReceivedTimes("createIntegration", 1, expected);
});

test.for([
  [{ body: { name: "Outbox" } }, 'body.name: expected "Outbox", received "Inbox"'],
  [{ body: { config: { folders: ["a"] } } }, 'body.config.folders: expected ["a"], received ["a","b"]'],
  [{ body: { nothing: null } }, "body.nothing: expected null, there is none"],
  [{ body: { name: expect.any(Number) as unknown } }, 'body.name: expected Any<Number>, received "Inbox"'],
  [{ body: [1] }, 'body: expected [1], received {"name":"Inbox"'],
  [{ params: { institutionId: 7 } }, 'params.institutionId: expected "7", received "0f9c0b0b4f0c6b0017f0e3b1"'],
  [{ status: 201 }, "status: expected 201, received 200"],
  [{ principal: "viewer" }, 'principal: expected "viewer", received "admin"'],
  [{ headers: { "x-none": "a" } }, 'headers.x-none: expected "a", there is none'],
] as const)(
  "a request that is not as expected is told with its difference: %j",
  async ([expected, told], { standin }) => {
    await create(standin, "Inbox");
    const message = await tellFailure(expect(standin).toHaveReceived("createIntegration", expected));
    expect(message).toContain(told);
  },
);

test("a failure tells what was expected and what came instead", async ({ standin }) => {
  await create(standin, "Inbox");
  await create(standin, "Outbox");
  const claim = expect(standin).toHaveReceived("createIntegration", { body: { name: "Outbox", type: "Chat" } });
  expect(await tellFailure(claim)).toMatch(
    /^Expected: at least 1 request of fassport\.createIntegration with\n {4}body\.name: "Outbox"\n {4}body\.type: "Chat"\nReceived: 0 requests like that\nOthers of that operation:\n {2}req-\d+ fassport\.createIntegration POST \/api\/v1\/institution\/0f9c0b0b4f0c6b0017f0e3b1\/integration\/ 200 as admin\n {4}body\.type: expected "Chat", received "Email"\n {2}req-\d+ .* 200 as admin\n {4}body\.name: expected "Outbox", received "Inbox"\n {4}body\.type: .*$/,
  );
});

test("a failure tells all that was received when nothing was of that operation", async ({ standin }) => {
  await create(standin, "Inbox");
  expect(await tellFailure(expect(standin).toHaveReceived("getIntegration"))).toMatch(
    /Received: 0 requests like that\nAll that was received:\n {2}req-\d+ fassport\.createIntegration POST/,
  );
});

test("a failure says so when nothing was received at all", async ({ standin }) => {
  expect(await tellFailure(expect(standin).toHaveReceived("getIntegration"))).toContain(
    "Nothing was received in this session.",
  );
});

test("a number of requests that is another is told with them", async ({ standin }) => {
  await create(standin, "One");
  await create(standin, "Two");
  await expect(standin).toHaveReceivedTimes("createIntegration", 2);
  await expect(standin).toHaveReceivedTimes("deleteIntegration", 0);
  await expect(standin).not.toHaveReceivedTimes("createIntegration", 1);
  const message = await tellFailure(expect(standin).toHaveReceivedTimes("createIntegration", 1));
  expect(message).toMatch(
    /^Expected: 1 request of fassport\.createIntegration\nReceived: 2 requests like that(\n {2}req-\d+ .*){2}$/,
  );
  await expect(expect(standin).toHaveReceivedTimes("createIntegration", -1)).rejects.toThrow("not -1");
});

test("what should not have come is told", async ({ standin }) => {
  await create(standin, "Inbox");
  const message = await tellFailure(expect(standin).not.toHaveReceived("createIntegration"));
  expect(message).toMatch(
    /^Expected: not at least 1 request .*\nReceived: 1 request like that\n {2}req-\d+ .* 200 as admin$/,
  );
});

test("an order holds with other requests in between, and not the other way round", async ({ standin }) => {
  const id = await create(standin, "Inbox");
  await create(standin, "Outbox");
  await get(standin, id);
  await expect(standin).toHaveReceivedInOrder([
    "createIntegration",
    { operation: "getIntegration", params: { integrationId: id } },
  ]);
  await expect(standin).toHaveReceivedInOrder(["createIntegration", "createIntegration"]);
  await expect(standin).not.toHaveReceivedInOrder(["getIntegration", "createIntegration"]);
  const claim = expect(standin).toHaveReceivedInOrder([
    { operation: "createIntegration", body: { name: "Outbox" } },
    { operation: "createIntegration", body: { name: "Inbox" } },
  ]);
  expect(await tellFailure(claim)).toMatch(
    /^Expected: one after the other\n {2}1\. fassport\.createIntegration with\n {4}body\.name: "Outbox"\n {2}2\. .*\n.*\nReceived: no number 2 after req-\d+\nAll that was received:(\n {2}req-\d+ .*){3}$/,
  );
});

test("an operation or a point that there is not is refused, also where nothing is expected", async ({ standin }) => {
  await expect(expect(standin).not.toHaveReceived("createIntegratoin")).rejects.toThrow(
    "did you mean createIntegration?",
  );
  // As JavaScript may write it.
  const misspelled = { boddy: {} } as object;
  await expect(expect(standin).not.toHaveReceived("createIntegration", misspelled)).rejects.toThrow(
    "did you mean body?",
  );
  await expect(expect(standin).toHaveReceivedInOrder([])).rejects.toThrow("at least one");
});

test("a matcher is for a session and for nothing else", async () => {
  const other: unknown = {};
  // As JavaScript may write it.
  const notStandin = other as Standin;
  await expect(expect(notStandin).toHaveReceived("createIntegration")).rejects.toThrow(
    "toHaveReceived is for the standin that a test is given",
  );
});

const testForgetful = createTest({
  emulator: async () => createEmulator({ apis: await loadApis(), journal: { count: 2, bytes: 1_000_000 } }),
});
testForgetful("what a session no longer remembers is not held against a test, nor for it", async ({ standin }) => {
  for (const name of ["One", "Two", "Three"]) await create(standin, name);
  await expect(standin).toHaveReceived("createIntegration", { body: { name: "Three" } });
  const forgotten = "remembers only its last 2 requests, not the 1 before them";
  await expect(expect(standin).not.toHaveReceived("getIntegration")).rejects.toThrow(forgotten);
  await expect(expect(standin).toHaveReceivedTimes("createIntegration", 2)).rejects.toThrow(forgotten);
  await expect(expect(standin).not.toHaveReceivedInOrder(["getIntegration"])).rejects.toThrow(forgotten);
});

test("a body that a list would cut is matched whole", async ({ standin }) => {
  const name = `${"x".repeat(5000)}end`;
  await create(standin, name);
  await expect(standin).toHaveReceived("createIntegration", { body: { name: /end$/, provider: "Gmail" } });
});
