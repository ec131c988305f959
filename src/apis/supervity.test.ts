import { importJWK, SignJWT } from "jose";
import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createTestEmulator, TEST_INSTANT, type TestEmulator, type TestRequest } from "../testing/test-emulator.js";

const BASE = "/api/v1/integrations";
const ME = `GET ${BASE}/me`;
const GOOGLE_OF_ADA = "019d2470-0db1-7000-8591-0000000000a1";
const SLACK_OF_ADA = "019d2470-0db1-7000-8591-0000000000a2";
const GITHUB_OF_ADA_IN_THE_LAB = "019d2470-0db1-7000-8591-0000000000a3";
const KID = "standin-supervity-development";
const ISSUER = "https://keycloak.invalid/realms/standin";
const LAB = { "x-active-org": "Lab No. 7" };
const DEMO = { "x-active-org": "demo" };

/** One request per operation, each of which ada may make. */
const OPERATIONS = [
  { name: "getMyIntegrations", request: { line: ME } },
  { name: "updateAccountSharing", request: { line: sharing(GOOGLE_OF_ADA), json: { shareWithTeamKeys: ["support"] } } },
  { name: "disconnectAction", request: { line: `DELETE ${BASE}/slack/actions/post-message` } },
];

function sharing(accountId: string): string {
  return `PATCH ${BASE}/accounts/${accountId}/sharing`;
}

interface Me {
  readonly integrations: {
    id: string;
    accountIdentifier: string;
    integrationSlug: string;
    baseUrl: string | null;
    sharedTeamKeys: string[];
  }[];
  readonly userActions: {
    action: { name: string; description: string; documentation: string[]; notes: string };
    group: { name: string; description: string; notes: string };
  }[];
}

async function getMe(emulator: TestEmulator, as: string, headers = {}): Promise<Me> {
  const reply = await emulator.send({ line: ME, as: `supervity.${as}`, headers });
  expect(reply.status).toBe(200);
  // The emulator has checked the reply against the document, which says that it has this form.
  return reply.body as unknown as Me;
}

function listSlugs({ integrations }: Me): string[] {
  return integrations.map(({ integrationSlug }) => integrationSlug);
}

function listActions({ userActions }: Me): string[] {
  return userActions.map(({ action, group }) => `${group.name}.${action.name}`);
}

async function issueToken(emulator: TestEmulator, as: string): Promise<string> {
  return (await emulator.issueCredential("supervity", { as })).credential;
}

/** What an error answer looks like: a status, and a body of nothing but the error. */
function refusal(status: number, error: unknown = expect.any(String)): unknown {
  return expect.objectContaining({ status, body: { error } });
}

// Success

test("getMyIntegrations shows the demo fixture's accounts and actions of ada", async () => {
  const emulator = await createTestEmulator();
  const me = await getMe(emulator, "ada");
  expect(me.integrations).toEqual([
    {
      id: GOOGLE_OF_ADA,
      accountIdentifier: "ada@demo.example",
      integrationSlug: "google-workspace",
      baseUrl: null,
      sharedTeamKeys: ["finance"],
    },
    {
      id: SLACK_OF_ADA,
      accountIdentifier: "demo.slack.example/ada",
      integrationSlug: "slack",
      baseUrl: null,
      sharedTeamKeys: [],
    },
  ]);
  expect(listActions(me)).toEqual([
    "google-workspace.send-email",
    "google-workspace.create-event",
    "slack.post-message",
  ]);
});

test("an action is shown with everything that is documented of it and of its integration", async () => {
  const emulator = await createTestEmulator();
  const { userActions } = await getMe(emulator, "ada");
  expect(userActions[0]).toEqual({
    action: {
      name: "send-email",
      displayName: "Send an e-mail",
      description: "Sends a message from the connected mailbox.",
      documentation: [
        "https://docs.demo.example/google-workspace/send-email",
        "https://docs.demo.example/google-workspace/attachments",
      ],
      notes: "Attachments may have 20 MB at most.",
    },
    group: {
      name: "google-workspace",
      displayName: "Google Workspace",
      description: "Mail, calendar and files.",
      notes: "",
    },
  });
});

test("HEAD asks for getMyIntegrations without its body", async () => {
  const emulator = await createTestEmulator();
  const reply = await emulator.send({ line: `HEAD ${BASE}/me`, as: "supervity.ada" });
  expect({ status: reply.status, body: reply.body }).toEqual({ status: 200, body: undefined });
});

// S-AUTH

test.each(OPERATIONS)(
  "S-AUTH-1: $name without a credential is answered 401 with the error Unauthorized",
  async ({ request }) => {
    const emulator = await createTestEmulator();
    const reply = await emulator.send(request);
    expect(reply).toEqual(refusal(401, "Unauthorized"));
    expect(reply.headers["www-authenticate"]).toBe("Bearer");
    expect(reply.evidence).toBe("observed");
  },
);

test.each([
  { about: "expired", wish: { expired: true } },
  { about: "signed with an unknown key", wish: { wrongKey: true } },
  { about: "not yet valid", wish: { notBefore: 60 } },
])("S-AUTH-1: a token that is $about is answered 401", async ({ wish }) => {
  const emulator = await createTestEmulator();
  const { headers } = await emulator.issueCredential("supervity", { as: "ada", ...wish });
  expect(await emulator.send({ line: ME, headers })).toEqual(refusal(401, "Unauthorized"));
});

test("S-AUTH-1: a credential that is no token, or a token of another algorithm or issuer, is answered 401", async () => {
  const emulator = await createTestEmulator();
  const claims = { sub: "019d2470-0db1-7000-8591-000000000001", organizations: ["demo"] };
  const unsigned = `${encode({ alg: "none", kid: KID })}.${encode(claims)}.`;
  const tokens = ["nonsense", "a.b.c", unsigned, await signToken({ ...claims, iss: "https://somebody.invalid" })];
  for (const token of tokens) {
    const reply = await emulator.send({ line: ME, headers: { authorization: `Bearer ${token}` } });
    expect(reply).toEqual(refusal(401, "Unauthorized"));
  }
});

test("S-AUTH-2: a token is taken from the cookie, the query and the Authorization header", async () => {
  const emulator = await createTestEmulator();
  const token = await issueToken(emulator, "ada");
  const ways: TestRequest[] = [
    { line: ME, headers: { cookie: `theme=dark; token=${token}` } },
    { line: `${ME}?token=${token}` },
    { line: ME, headers: { authorization: `Bearer ${token}` } },
  ];
  for (const way of ways) expect((await emulator.send(way)).status).toBe(200);
});

test("S-AUTH-2: of several tokens the cookie's decides, then the query's", async () => {
  const emulator = await createTestEmulator();
  const [ada, bob, erin] = await Promise.all(["ada", "bob", "erin"].map((name) => issueToken(emulator, name)));
  const all = { line: `${ME}?token=${bob}`, headers: { cookie: `token=${ada}`, authorization: `Bearer ${erin}` } };
  expect((await emulator.send(all)).body).toMatchObject({
    integrations: [{ accountIdentifier: "ada@demo.example" }, {}],
  });
  const two = { line: `${ME}?token=${bob}`, headers: { authorization: `Bearer ${erin}` } };
  expect((await emulator.send(two)).body).toMatchObject({ integrations: [{ accountIdentifier: "bob@demo.example" }] });
});

test("S-AUTH-2: a bad token that is present first is not made good by a later one", async () => {
  const emulator = await createTestEmulator();
  for (const cookie of ["token=nonsense", "token=a.b.c"]) {
    expect(await emulator.send({ line: ME, as: "supervity.ada", headers: { cookie } })).toEqual(
      refusal(401, "Unauthorized"),
    );
  }
  expect(await emulator.send({ line: `${ME}?token=nonsense`, as: "supervity.ada" })).toEqual(
    refusal(401, "Unauthorized"),
  );
});

test("S-AUTH-3: an API key with the external source calls as its principal", async () => {
  const emulator = await createTestEmulator();
  const headers = { authorization: "Bearer standin-development-robot-key", "x-source": "external" };
  const reply = await emulator.send({ line: ME, headers });
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({ integrations: [{ accountIdentifier: "reports@demo.example" }] });
});

test("S-AUTH-3: the credential of a principal without a signing key is an API key", async () => {
  const emulator = await createTestEmulator();
  const issued = await emulator.issueCredential("supervity", { as: "robot" });
  expect(issued.credential).toBe("standin-development-robot-key");
  expect(listSlugs(await getMe(emulator, "robot"))).toEqual(["google-workspace"]);
});

test.each([
  { about: "without a source", key: "ada", source: undefined },
  { about: "with another source", key: "ada", source: "web" },
  { about: "that is revoked", key: "revoked", source: "external" },
  { about: "that is unknown", key: "unknown", source: "external" },
])("S-AUTH-3: an API key $about is answered 401 like a bad token", async ({ key, source }) => {
  const emulator = await createTestEmulator();
  const headers = { authorization: `Bearer standin-development-${key}-key`, ...(source && { "x-source": source }) };
  expect(await emulator.send({ line: ME, headers })).toEqual(refusal(401, "Unauthorized"));
});

test("S-AUTH-3: a token may say where it comes from too", async () => {
  const emulator = await createTestEmulator();
  const reply = await emulator.send({ line: ME, as: "supervity.ada", headers: { "x-source": "external" } });
  expect(reply.status).toBe(200);
});

// S-ORG

test("S-ORG-1: the header chooses the organisation", async () => {
  const emulator = await createTestEmulator();
  const me = await getMe(emulator, "ada", LAB);
  expect(me.integrations.map(({ id }) => id)).toEqual([GITHUB_OF_ADA_IN_THE_LAB]);
});

test("S-ORG-1: without the header the stored preference holds, and without that the token's first organisation", async () => {
  const emulator = await createTestEmulator();
  // carol's token names demo first, but she prefers the laboratory; bob prefers nothing.
  expect(listSlugs(await getMe(emulator, "carol"))).toEqual(["slack"]);
  expect(listSlugs(await getMe(emulator, "bob"))).toEqual(["salesforce"]);
});

test("S-ORG-1: a header does not change the stored preference", async () => {
  const emulator = await createTestEmulator();
  await getMe(emulator, "carol", DEMO);
  expect(listSlugs(await getMe(emulator, "carol"))).toEqual(["slack"]);
});

test("S-ORG-1: an answer for the preferred organisation rests on the published rule", async () => {
  const emulator = await createTestEmulator();
  const line = `DELETE ${BASE}/slack/actions/post-message`;
  expect((await emulator.send({ line, as: "supervity.ada" })).evidence).toBe("published");
});

test("S-ORG-1: a user whom nothing but the token knows acts in the token's organisation", async () => {
  const emulator = await createTestEmulator();
  const token = await signToken({ sub: "019d2470-0db1-7000-8591-0000000000ff", organizations: ["demo"] });
  const reply = await emulator.send({ line: ME, headers: { authorization: `Bearer ${token}` } });
  expect(reply.body).toEqual({ integrations: [], userActions: [] });
});

test.each(OPERATIONS)(
  "S-ORG-2: $name for another or an unknown organisation is answered 403 Forbidden",
  async ({ request }) => {
    const emulator = await createTestEmulator();
    for (const organisation of ["Lab No. 7", "nowhere"]) {
      const reply = await emulator.send({ ...request, as: "supervity.bob", headers: { "x-active-org": organisation } });
      expect(reply).toEqual(refusal(403, "Forbidden"));
      expect(reply.evidence).toBe("assumed");
    }
  },
);

test("S-ORG-2: a token without any organisation is answered 403, and so is one that claims an unknown one", async () => {
  const emulator = await createTestEmulator();
  for (const organizations of [[], ["nowhere"]]) {
    const token = await signToken({ sub: "019d2470-0db1-7000-8591-0000000000ff", organizations });
    expect(await emulator.send({ line: ME, headers: { authorization: `Bearer ${token}` } })).toEqual(
      refusal(403, "Forbidden"),
    );
  }
});

test("S-ORG-2: an API key is bound to its principal's organisations", async () => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: ME, as: "supervity.robot", headers: LAB })).toEqual(refusal(403, "Forbidden"));
});

// S-BODY, S-UNDEF, S-500

test("S-BODY: malformed JSON is answered 400, another media type 415, too large a body 413", async () => {
  const emulator = await createTestEmulator();
  const line = sharing(GOOGLE_OF_ADA);
  const json = { "content-type": "application/json" };
  const text = { "content-type": "text/plain" };
  expect(await emulator.send({ line, as: "supervity.ada", body: '{"shareWith', headers: json })).toEqual(refusal(400));
  expect(await emulator.send({ line, as: "supervity.ada", body: "finance", headers: text })).toEqual(refusal(415));
  const large = JSON.stringify({ shareWithTeamKeys: ["x".repeat(2_000_000)] });
  expect(await emulator.send({ line, as: "supervity.ada", body: large, headers: json })).toEqual(refusal(413));
});

test("S-BODY: too large a body is refused by operations that take none", async () => {
  const emulator = await createTestEmulator();
  const body = "x".repeat(2_000_000);
  expect(await emulator.send({ line: ME, as: "supervity.ada", body })).toEqual(refusal(413));
  expect(await emulator.send({ line: `DELETE ${BASE}/slack/actions/all`, as: "supervity.ada", body })).toEqual(
    refusal(413),
  );
});

test("S-UNDEF: an unknown path is answered 404, and an undocumented method 405 with Allow", async () => {
  const emulator = await createTestEmulator();
  expect(await emulator.send({ line: `GET ${BASE}/accounts`, as: "supervity.ada" })).toEqual(refusal(404));
  const reply = await emulator.send({ line: `POST ${BASE}/me`, as: "supervity.ada" });
  expect(reply).toEqual(refusal(405));
  expect(reply.headers["allow"]).toBe("GET, HEAD, OPTIONS");
  expect(await emulator.send({ line: `GET ${BASE}/%zz`, as: "supervity.ada" })).toEqual(refusal(400));
});

test.each(OPERATIONS)("S-500: a failure inside $name is answered 500 and tells nothing", async ({ name, request }) => {
  const failing = () => {
    throw new Error(`the inside of ${name}`);
  };
  const [loaded] = await loadApis(["supervity"]);
  if (typeof loaded?.definition !== "object") throw new Error("supervity is not there");
  const behaviours = { ...loaded.definition.behaviours, [name]: failing };
  const apis = [{ ...loaded, definition: { ...loaded.definition, behaviours } }];
  const logged: string[] = [];
  const emulator = await createTestEmulator({ apis, log: ({ message }) => logged.push(message) });
  const reply = await emulator.send({ ...request, as: "supervity.ada" });
  expect(reply).toEqual(refusal(500, "Internal Server Error"));
  expect(logged.join()).toContain(`the inside of ${name}`);
});

// S-ME

test("S-ME-1 sharedAccounts=own: accounts that others share with the caller's team are not listed", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.sharedAccounts": "own" } });
  expect(listSlugs(await getMe(emulator, "bob"))).toEqual(["salesforce"]);
});

test("S-ME-1 sharedAccounts=list: accounts that others share with the caller's team are listed with their actions", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.sharedAccounts": "list" } });
  const me = await getMe(emulator, "bob");
  expect(me.integrations.map(({ accountIdentifier }) => accountIdentifier)).toEqual([
    "bob@demo.example",
    "ada@demo.example",
  ]);
  expect(listActions(me)).toContain("google-workspace.send-email");
});

test("S-ME-1 sharedAccounts=list: what is shared with no team, or in another organisation, stays its owner's alone", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.sharedAccounts": "list" } });
  expect(listSlugs(await getMe(emulator, "erin"))).toEqual([]);
  expect(listSlugs(await getMe(emulator, "ada"))).toEqual(["google-workspace", "slack", "salesforce", "github"]);
  expect(listSlugs(await getMe(emulator, "ada", LAB))).toEqual(["github", "google-workspace"]);
});

test("S-ME-2: each account carries the id that sharing needs, which no documentation names", async () => {
  const emulator = await createTestEmulator();
  const [account] = (await getMe(emulator, "bob")).integrations;
  const reply = await emulator.send({
    line: sharing(account?.id ?? ""),
    as: "supervity.bob",
    json: { shareWithTeamKeys: [] },
  });
  expect(reply.status).toBe(200);
  expect((await emulator.send({ line: ME, as: "supervity.bob" })).evidence).toBe("assumed");
});

test("S-ME-3: without accounts both lists are empty", async () => {
  const emulator = await createTestEmulator();
  const reply = await emulator.send({ line: ME, as: "supervity.erin", headers: DEMO });
  expect(reply.body).toEqual({ integrations: [], userActions: [] });
  expect(reply.evidence).toBe("inferred");
});

test("S-ME-3: an empty answer that leaves out shared accounts rests on the assumption that they are left out", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: `DELETE ${BASE}/salesforce/actions/all`, as: "supervity.bob" });
  const reply = await emulator.send({ line: ME, as: "supervity.bob", headers: DEMO });
  expect(reply.body).toEqual({ integrations: [], userActions: [] });
  expect(reply.evidence).toBe("assumed");
});

test("S-ME-3: with the fixture empty nobody has an account", async () => {
  const emulator = await createTestEmulator({ seed: "empty" });
  expect(await getMe(emulator, "ada")).toEqual({ integrations: [], userActions: [] });
});

test("S-ME-4: two accounts of one integration are two entries, but an action that both allow is listed once", async () => {
  const emulator = await createTestEmulator();
  const me = await getMe(emulator, "carol", DEMO);
  expect(listSlugs(me)).toEqual(["github", "microsoft-365", "microsoft-365"]);
  expect(listActions(me)).toEqual(["github.create-issue", "microsoft-365.send_mail", "microsoft-365.list_files"]);
});

test("S-ME-5: the base URL is null unless self-hosted, and what an action does not have is empty", async () => {
  const emulator = await createTestEmulator();
  const { integrations, userActions } = await getMe(emulator, "carol", DEMO);
  expect(integrations.map(({ baseUrl }) => baseUrl)).toEqual(["https://git.demo.example", null, null]);
  const listFiles = userActions.find(({ action }) => action.name === "list_files");
  expect(listFiles).toMatchObject({ action: { documentation: [], notes: "" }, group: { description: "", notes: "" } });
});

// S-PATCH

test("S-PATCH-1: the list replaces the old one", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: sharing(GOOGLE_OF_ADA), as: "supervity.ada", json: { shareWithTeamKeys: ["support"] } });
  const me = await getMe(emulator, "ada");
  expect(me.integrations.map(({ sharedTeamKeys }) => sharedTeamKeys)).toEqual([["support"], []]);
});

test("S-PATCH-1: the order is kept and duplicates are removed", async () => {
  const emulator = await createTestEmulator();
  const json = { shareWithTeamKeys: ["support", "finance", "support"] };
  await emulator.send({ line: sharing(GOOGLE_OF_ADA), as: "supervity.ada", json });
  expect((await getMe(emulator, "ada")).integrations[0]?.sharedTeamKeys).toEqual(["support", "finance"]);
});

test("S-PATCH-1: the empty list ends all sharing", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: sharing(GOOGLE_OF_ADA), as: "supervity.ada", json: { shareWithTeamKeys: [] } });
  expect((await getMe(emulator, "ada")).integrations[0]?.sharedTeamKeys).toEqual([]);
});

test("S-PATCH-2 missingShareList=refuse: a body without the list is answered 400 and revokes nothing", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.missingShareList": "refuse" } });
  const reply = await emulator.send({ line: sharing(GOOGLE_OF_ADA), as: "supervity.ada", json: {} });
  expect(reply).toEqual(refusal(400, "shareWithTeamKeys: is required"));
  expect(reply.evidence).toBe("assumed");
  expect((await getMe(emulator, "ada")).integrations[0]?.sharedTeamKeys).toEqual(["finance"]);
});

test("S-PATCH-2 missingShareList=empty: a body without the list revokes all sharing", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.missingShareList": "empty" } });
  const reply = await emulator.send({ line: sharing(GOOGLE_OF_ADA), as: "supervity.ada", json: { other: 1 } });
  expect(reply.body).toMatchObject({ sharedTeamKeys: [] });
  expect((await getMe(emulator, "ada")).integrations[0]?.sharedTeamKeys).toEqual([]);
});

test.each([
  { about: "a list of other things", body: '{"shareWithTeamKeys":["finance",7]}' },
  { about: "a text in place of the list", body: '{"shareWithTeamKeys":"finance"}' },
  { about: "null in place of the list", body: '{"shareWithTeamKeys":null}' },
  { about: "an array as body", body: '["finance"]' },
  { about: "null as body", body: "null" },
  { about: "no body at all", body: undefined },
])("S-PATCH-3: $about is answered 400 with an error", async ({ body }) => {
  const emulator = await createTestEmulator({ rules: { "supervity.missingShareList": "empty" } });
  const headers = { "content-type": "application/json" };
  const reply = await emulator.send({
    line: sharing(GOOGLE_OF_ADA),
    as: "supervity.ada",
    headers,
    ...(body !== undefined && { body }),
  });
  expect(reply).toEqual(refusal(400));
  expect((await getMe(emulator, "ada")).integrations[0]?.sharedTeamKeys).toEqual(["finance"]);
});

test("S-PATCH-4 unknownTeamKey=refuse: a key that is no team of the organisation is answered 400 and named", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.unknownTeamKey": "refuse" } });
  // research is a team, but of the other organisation.
  const json = { shareWithTeamKeys: ["support", "research"] };
  const reply = await emulator.send({ line: sharing(GOOGLE_OF_ADA), as: "supervity.ada", json });
  expect(reply).toEqual(refusal(400, "shareWithTeamKeys[1]: is no team of this organisation"));
  expect((await getMe(emulator, "ada")).integrations[0]?.sharedTeamKeys).toEqual(["finance"]);
});

test("S-PATCH-4 unknownTeamKey=accept: a key that is no team of the organisation is kept", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.unknownTeamKey": "accept" } });
  const json = { shareWithTeamKeys: ["research"] };
  expect((await emulator.send({ line: sharing(GOOGLE_OF_ADA), as: "supervity.ada", json })).status).toBe(200);
  expect((await getMe(emulator, "ada")).integrations[0]?.sharedTeamKeys).toEqual(["research"]);
});

test("S-PATCH-5: an account id that is no UUID is answered 400", async () => {
  const emulator = await createTestEmulator();
  for (const id of ["42", "019d2470-0db1-7000-8591-0000000000g1", `urn:uuid:${GOOGLE_OF_ADA}`]) {
    const reply = await emulator.send({ line: sharing(id), as: "supervity.ada", json: { shareWithTeamKeys: [] } });
    expect(reply).toEqual(refusal(400, expect.stringMatching(/^accountId: /)));
    expect(reply.evidence).toBe("assumed");
  }
});

test("S-PATCH-5: a UUID may be of any version", async () => {
  const emulator = await createTestEmulator();
  for (const version of ["1", "4", "7", "8"]) {
    const id = `019d2470-0db1-${version}000-8591-0000000000a9`;
    const reply = await emulator.send({ line: sharing(id), as: "supervity.ada", json: { shareWithTeamKeys: [] } });
    expect(reply).toEqual(refusal(404));
  }
});

test.each([
  { about: "an unknown account", id: "019d2470-0db1-7000-8591-000000000999", as: "supervity.ada" },
  { about: "an own account of another organisation", id: GITHUB_OF_ADA_IN_THE_LAB, as: "supervity.ada" },
  { about: "another's account that is not shared with the caller", id: GOOGLE_OF_ADA, as: "supervity.erin" },
])("S-PATCH-6: $about is answered 404", async ({ id, as }) => {
  const emulator = await createTestEmulator();
  const reply = await emulator.send({ line: sharing(id), as, json: { shareWithTeamKeys: [] } });
  expect(reply).toEqual(refusal(404, "Account not found"));
  expect(reply.evidence).toBe("assumed");
});

test("S-PATCH-6: another's account that is shared with the caller's team is answered 403", async () => {
  const emulator = await createTestEmulator();
  const json = { shareWithTeamKeys: [] };
  const reply = await emulator.send({ line: sharing(GOOGLE_OF_ADA), as: "supervity.bob", json });
  expect(reply).toEqual(refusal(403, "Only the owner may change an account's sharing"));
  expect((await getMe(emulator, "ada")).integrations[0]?.sharedTeamKeys).toEqual(["finance"]);
});

test("S-PATCH-7: updateAccountSharing answers success, a message and the new list", async () => {
  const emulator = await createTestEmulator();
  const json = { shareWithTeamKeys: ["finance", "support"] };
  const reply = await emulator.send({ line: sharing(SLACK_OF_ADA), as: "supervity.ada", json });
  expect({ status: reply.status, body: reply.body }).toEqual({
    status: 200,
    body: { success: true, message: "Account sharing updated", sharedTeamKeys: ["finance", "support"] },
  });
  expect(reply.evidence).toBe("assumed");
});

// S-DEL

test("S-DEL-1: disconnecting one action answers success and a message, and no count", async () => {
  const emulator = await createTestEmulator();
  const line = `DELETE ${BASE}/google-workspace/actions/send-email`;
  const reply = await emulator.send({ line, as: "supervity.ada", headers: DEMO });
  expect({ status: reply.status, body: reply.body }).toEqual({
    status: 200,
    body: { success: true, message: "Action disconnected" },
  });
  expect(reply.evidence).toBe("source");
});

test("S-DEL-2: disconnecting all answers how many actions that were", async () => {
  const emulator = await createTestEmulator();
  const line = `DELETE ${BASE}/google-workspace/actions/all`;
  const reply = await emulator.send({ line, as: "supervity.ada", headers: DEMO });
  expect({ status: reply.status, body: reply.body }).toEqual({
    status: 200,
    body: { success: true, message: "All actions disconnected", count: 2 },
  });
  expect(reply.evidence).toBe("source");
});

test("S-DEL-2: an action that two accounts allowed counts once", async () => {
  const emulator = await createTestEmulator();
  const line = `DELETE ${BASE}/microsoft-365/actions/all`;
  const reply = await emulator.send({ line, as: "supervity.carol", headers: DEMO });
  expect(reply.body).toMatchObject({ count: 2 });
  expect(reply.evidence).toBe("assumed");
});

test("S-DEL-3: all of a known integration that has nothing connected counts 0", async () => {
  const emulator = await createTestEmulator();
  const reply = await emulator.send({ line: `DELETE ${BASE}/github/actions/all`, as: "supervity.ada" });
  expect(reply.body).toMatchObject({ success: true, count: 0 });
  expect(reply.evidence).toBe("assumed");
});

test.each([
  { about: "an action that is not connected", path: "google-workspace/actions/find-file" },
  { about: "an unknown action", path: "google-workspace/actions/fly" },
  { about: "an unknown integration", path: "sendmail/actions/send-email" },
  { about: "all of an unknown integration", path: "sendmail/actions/all" },
  { about: "an action of another user's account", path: "salesforce/actions/create-lead" },
])("S-DEL-3: $about is answered 404", async ({ path }) => {
  const emulator = await createTestEmulator({ rules: { "supervity.sharedAccounts": "list" } });
  const reply = await emulator.send({ line: `DELETE ${BASE}/${path}`, as: "supervity.ada" });
  expect(reply).toEqual(refusal(404, expect.stringMatching(/not found$/)));
  expect(reply.evidence).toBe("assumed");
});

test("S-DEL-3: an action that was disconnected is not there to disconnect again", async () => {
  const emulator = await createTestEmulator();
  const line = `DELETE ${BASE}/slack/actions/post-message`;
  expect((await emulator.send({ line, as: "supervity.ada" })).status).toBe(200);
  expect(await emulator.send({ line, as: "supervity.ada" })).toEqual(refusal(404, "Action not found"));
});

test("S-DEL-4: a slug that breaks the pattern is answered 400", async () => {
  const emulator = await createTestEmulator();
  for (const slug of ["Google-Workspace", "google%20workspace", "google.workspace"]) {
    const reply = await emulator.send({ line: `DELETE ${BASE}/${slug}/actions/all`, as: "supervity.ada" });
    expect(reply).toEqual(refusal(400, expect.stringMatching(/^integrationSlug: /)));
    expect(reply.evidence).toBe("assumed");
  }
});

test("S-DEL-4: an underscore in a slug is well-formed", async () => {
  const emulator = await createTestEmulator();
  const reply = await emulator.send({ line: `DELETE ${BASE}/google_workspace/actions/all`, as: "supervity.ada" });
  expect(reply).toEqual(refusal(404, "Integration not found"));
});

test("S-DEL-5: a disconnected action leaves the list at once, and its account stays while it has another", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: `DELETE ${BASE}/google-workspace/actions/send-email`, as: "supervity.ada" });
  const me = await getMe(emulator, "ada");
  expect(listActions(me)).toEqual(["google-workspace.create-event", "slack.post-message"]);
  expect(listSlugs(me)).toEqual(["google-workspace", "slack"]);
});

test("S-DEL-5: the last action of an integration takes the integration's accounts along", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: `DELETE ${BASE}/slack/actions/post-message`, as: "supervity.ada" });
  expect(listSlugs(await getMe(emulator, "ada"))).toEqual(["google-workspace"]);
  await emulator.send({ line: `DELETE ${BASE}/google-workspace/actions/all`, as: "supervity.ada" });
  expect(await getMe(emulator, "ada")).toEqual({ integrations: [], userActions: [] });
});

test("S-DEL-5: an action is disconnected for all of the caller's accounts of the integration", async () => {
  const emulator = await createTestEmulator();
  const line = `DELETE ${BASE}/microsoft-365/actions/send_mail`;
  await emulator.send({ line, as: "supervity.carol", headers: DEMO });
  const me = await getMe(emulator, "carol", DEMO);
  expect(listActions(me)).toEqual(["github.create-issue", "microsoft-365.list_files"]);
  expect(listSlugs(me)).toEqual(["github", "microsoft-365", "microsoft-365"]);
});

test("S-DEL-5: neither other users' accounts nor the caller's in another organisation are touched", async () => {
  const emulator = await createTestEmulator();
  await emulator.send({ line: `DELETE ${BASE}/google-workspace/actions/all`, as: "supervity.ada" });
  await emulator.send({ line: `DELETE ${BASE}/github/actions/all`, as: "supervity.ada" });
  expect(listActions(await getMe(emulator, "robot"))).toEqual(["google-workspace.send-email"]);
  expect(listActions(await getMe(emulator, "dan"))).toEqual(["google-workspace.find-file"]);
  expect(listSlugs(await getMe(emulator, "ada", LAB))).toEqual(["github"]);
});

test("S-DEL-6: an action called all is no valid record", async () => {
  const emulator = await createTestEmulator();
  const actions = emulator.apis.find(({ name }) => name === "supervity")?.document.collections["actions"];
  const action = {
    id: "slack.every",
    integrationSlug: "slack",
    name: "every",
    displayName: "Everything",
    description: "",
    documentation: [],
    notes: "",
  };
  expect(actions?.validate(action)).toEqual([]);
  expect(actions?.validate({ ...action, name: "all" })).toMatchObject([{ field: "name" }]);
  expect(actions?.validate({ ...action, id: "slack.all" })).toMatchObject([{ field: "id" }]);
});

// S-RATE

test("S-RATE rateLimit=off: any number of requests is answered, and nothing is kept of them", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.rateLimit": "off" } });
  for (let sent = 0; sent < 61; sent++) await getMe(emulator, "erin");
  expect(emulator.freeze().collections["supervity.rateWindows"] ?? []).toEqual([]);
});

test.each(OPERATIONS)(
  "S-RATE rateLimit=documented: $name as the 61st request within a minute is answered 429",
  async ({ request }) => {
    const emulator = await createTestEmulator({ rules: { "supervity.rateLimit": "documented" } });
    for (let sent = 0; sent < 60; sent++) await getMe(emulator, "ada");
    const reply = await emulator.send({ ...request, as: "supervity.ada" });
    expect(reply).toEqual(refusal(429, "Too Many Requests"));
    expect(reply.headers["retry-after"]).toBe("60");
    expect(reply.evidence).toBe("assumed");
  },
);

test("S-RATE rateLimit=documented: the window slides, and each caller has one", async () => {
  let now = Date.parse(TEST_INSTANT);
  const clock = { now: () => now, frozen: false };
  const emulator = await createTestEmulator({ rules: { "supervity.rateLimit": "documented" }, clock });
  for (let sent = 0; sent < 30; sent++) await getMe(emulator, "ada");
  now += 30_000;
  for (let sent = 0; sent < 30; sent++) await getMe(emulator, "ada");
  now += 28_500;
  const refused = await emulator.send({ line: ME, as: "supervity.ada" });
  expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "2"]);
  await getMe(emulator, "bob");
  now += 1500;
  for (let sent = 0; sent < 30; sent++) await getMe(emulator, "ada");
  expect((await emulator.send({ line: ME, as: "supervity.ada" })).status).toBe(429);
});

test("S-RATE rateLimit=documented: a refused request does not count", async () => {
  const emulator = await createTestEmulator({ rules: { "supervity.rateLimit": "documented" } });
  for (let sent = 0; sent < 59; sent++) await getMe(emulator, "ada");
  expect(await emulator.send({ line: `DELETE ${BASE}/github/actions/fly`, as: "supervity.ada" })).toEqual(refusal(404));
  await getMe(emulator, "ada");
  expect((await emulator.send({ line: ME, as: "supervity.ada" })).status).toBe(429);
});

/** A token that the fixture's development key signs. */
async function signToken(claims: Record<string, unknown>): Promise<string> {
  const [api] = await loadApis(["supervity"]);
  const [key] = api?.fixtures["demo"]?.collections["signingKeys"] ?? [];
  if (!key) throw new Error("the fixture has no signing key");
  return new SignJWT({ iss: ISSUER, ...claims })
    .setProtectedHeader({ alg: "RS256", kid: KID })
    .setExpirationTime(new Date(Date.parse(TEST_INSTANT) + 60_000))
    .sign(await importJWK({ ...key, kty: "RSA" }, "RS256"));
}

function encode(value: object): string {
  return btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
