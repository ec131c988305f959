import { describe, expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import type { WireRequest } from "../contract/wire.js";
import { createStandInTarget } from "./create-mutant-target.js";
import { isOfState, listMutants } from "./list-mutants.js";
import type { Mutant } from "./mutant.js";

/** One request of a script: `METHOD /path`, `{id}` in it being the id that the script's last create was told. */
interface Step {
  readonly line: string;
  /** Principal of the fixture; the first one by default, nobody with `null`. */
  readonly as?: string | null;
  readonly wish?: { readonly expired?: boolean; readonly wrongKey?: boolean };
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly times?: number;
}

const OURS = "/institution/0f9c0b0b4f0c6b0017f0e3b1/integration";
const THEIRS = "/institution/64b8f0a2d1c94e0013a7c2d5/integration";
const NOWHERE = "/institution/0f9c0b0b4f0c6b0017f0e3ff/integration";
const INBOX = { name: "Inbox", type: "Email", provider: "Gmail", config: { folder: "Loans" } };

const FASSPORT: readonly Step[] = [
  { line: `POST ${OURS}/`, json: { ...INBOX, name: "Neighbour" } },
  { line: `POST ${OURS}/`, json: INBOX },
  { line: `GET ${OURS}/`, times: 2 },
  { line: `GET ${OURS}/{id}`, times: 3 },
  { line: `GET ${OURS}/{id}`, as: "viewer" },
  { line: `HEAD ${OURS}/{id}` },
  { line: `PUT ${OURS}/{id}`, json: { provider: "Outlook" } },
  { line: `PUT ${OURS}/{id}`, text: "{" },
  { line: `PUT ${OURS}/{id}`, json: { name: 5 } },
  { line: `PUT ${OURS}/{id}/status`, json: { status: "Inactive" } },
  { line: `PUT ${OURS}/{id}/status`, json: { status: "Inactive" } },
  { line: `POST ${OURS}/{id}/archive`, times: 2 },
  { line: `GET ${OURS}/{id}` },
  { line: `POST ${OURS}/{id}/unarchive` },
  { line: `POST ${OURS}/{id}/test` },
  { line: `GET ${THEIRS}/{id}` },
  { line: `GET ${NOWHERE}/{id}` },
  { line: `DELETE ${NOWHERE}/{id}` },
  { line: `GET ${NOWHERE}/` },
  { line: `GET ${THEIRS}/` },
  { line: `GET ${OURS}/6790b2b1c3a84d0012e5f7ff` },
  { line: `GET ${OURS}/`, as: null },
  { line: `GET ${OURS}/`, wish: { expired: true } },
  { line: `GET ${OURS}/`, wish: { wrongKey: true } },
  { line: `POST ${OURS}/`, as: "viewer", json: INBOX },
  { line: `DELETE ${OURS}/{id}`, as: "viewer" },
  { line: `POST ${OURS}/`, json: { name: "Nameless" } },
  { line: `POST ${OURS}/`, json: { ...INBOX, name: "" } },
  { line: `POST ${OURS}/`, json: { ...INBOX, name: "x" } },
  { line: `POST ${OURS}/`, json: { ...INBOX, unknown: 1 } },
  { line: `PATCH ${OURS}/{id}`, json: { provider: "Outlook" } },
  { line: `GET ${OURS}/`, times: 15 },
  { line: `GET ${OURS}/{id}`, times: 10 },
  { line: `DELETE ${OURS}/{id}`, times: 2 },
  { line: `PUT ${OURS}/{id}`, json: { provider: "Outlook" } },
  { line: `GET ${OURS}/` },
];

const ME = "/api/v1/integrations/me";
const SHARING = "/api/v1/integrations/accounts/019d2470-0db1-7000-8591-0000000000a1/sharing";
const SUPERVITY: readonly Step[] = [
  { line: `GET ${ME}`, times: 3 },
  { line: `GET ${ME}`, as: null },
  { line: `GET ${ME}`, as: "bob", headers: { "x-active-org": "Lab No. 7" } },
  { line: `PATCH ${SHARING}`, json: { shareWithTeamKeys: ["support"] } },
  { line: `PATCH ${SHARING}`, as: "bob", json: { shareWithTeamKeys: ["finance"] } },
  { line: `PATCH ${SHARING}`, as: "bob", headers: { "x-active-org": "Lab No. 7" }, json: { shareWithTeamKeys: [] } },
  { line: `GET ${ME}`, times: 3 },
  { line: `PATCH ${SHARING}`, json: { shareWithTeamKeys: [] } },
  { line: `PATCH ${SHARING}`, text: "{" },
  { line: `PATCH ${SHARING}`, text: "{}", headers: { "content-type": "text/plain" } },
  { line: `PATCH ${SHARING}`, text: '{"shareWithTeamKeys":[]}', headers: { "content-type": "text/plain" } },
  { line: `PATCH ${SHARING}` },
  { line: `PATCH ${SHARING}`, json: { shareWithTeamKeys: "finance" } },
  { line: `PATCH ${SHARING}`, as: "bob", json: { shareWithTeamKeys: ["support"] } },
  { line: `PATCH ${SHARING}`, json: { shareWithTeamKeys: ["finance"] } },
  { line: `PATCH ${SHARING}`, as: "bob", json: { shareWithTeamKeys: ["support"] } },
  { line: `GET ${ME}`, wish: { expired: true } },
  { line: "DELETE /api/v1/integrations/slack/actions/no-such-action" },
  { line: "DELETE /api/v1/integrations/slack/actions/post-message", as: null },
  { line: "DELETE /api/v1/integrations/google-workspace/actions/send-email" },
  { line: `GET ${ME}`, times: 4 },
  { line: "DELETE /api/v1/integrations/google-workspace/actions/all" },
  { line: `GET ${ME}` },
];

const OF_ADA = "/embed/01J0000000000000000000HVB1/users/ada/activations";
const OF_BOB = "/embed/01J0000000000000000000HVB1/users/bob/activations";
const ACTIVATION = {
  userId: "ada",
  integrationId: "01J0000000000000000000DEM1",
  connections: [{ templateId: "01J0000000000000000000TMP1", connectionId: "01J0000000000000000000CNX1" }],
};
const WITH_NEW_CONNECTION = (data: object) => ({
  userId: "ada",
  integrationId: "01J0000000000000000000DEM4",
  connections: [
    { templateId: "01J0000000000000000000TMP4", connectionId: "01J0000000000000000000CNX1" },
    {
      templateId: "01J0000000000000000000TMP5",
      name: "New",
      variables: [],
      credentials: {
        action: [
          {
            authSchemeConfig: { id: "01J0000000000000000000ASC2", schemeType: "basic-auth", description: "Login" },
            credential: { name: "Login", ...data },
          },
        ],
      },
    },
  ],
});
const VERSORI: readonly Step[] = [
  { line: "POST /activations", json: ACTIVATION },
  { line: `GET ${OF_ADA}?first=0` },
  { line: "GET /activations/{id}" },
  { line: "GET /activations/{id}", as: "bob" },
  { line: "GET /activations/{id}", as: null },
  { line: "GET /activations/01J0000000000000000000N0NE" },
  { line: "DELETE /activations/01J0000000000000000000N0NE" },
  { line: `GET ${OF_ADA}` },
  { line: `GET ${OF_BOB}?first=1` },
  { line: `GET ${OF_BOB}?first=1&after=${btoa("row:01J0000000000000000000ACT1")}` },
  { line: `GET ${OF_BOB}?integration_id=01J0000000000000000000DEM2` },
  { line: "GET /embed/01J0000000000000000000HVB2/users/bob/activations" },
  { line: `GET ${OF_ADA}`, headers: { authorization: "Bearer wrong" }, as: null },
  { line: "PUT /activations/{id}/variables", json: { dynamicVariables: { region: "eu" } } },
  { line: "PUT /activations/{id}/variables", json: { dynamicVariables: { size: 5 } } },
  { line: "POST /activations", json: { ...ACTIVATION, connections: [] } },
  { line: "POST /activations", json: { userId: "ada", integrationId: ACTIVATION.integrationId } },
  { line: "POST /activations", json: { ...ACTIVATION, connections: [{ templateId: "01J0000000000000000000TMP1" }] } },
  { line: "POST /activations", json: WITH_NEW_CONNECTION({ type: "basic-auth", data: { username: "ada" } }) },
  { line: "POST /activations", json: WITH_NEW_CONNECTION({ type: "none", data: { password: "x" } }) },
  {
    line: "POST /activations",
    json: {
      userId: "ada",
      integrationId: "01J0000000000000000000DEM3",
      connections: [{ templateId: "01J0000000000000000000TMP7", connectionId: "01J0000000000000000000CNX1" }],
    },
  },
  { line: `GET ${OF_ADA}` },
  { line: "DELETE /activations/01J0000000000000000000ACT1" },
  { line: "GET /activations/01J0000000000000000000ACT1" },
  { line: "PUT /activations/01J0000000000000000000ACT1/variables", json: { dynamicVariables: {} } },
];

const SCRIPTS: Readonly<Record<string, readonly Step[]>> = {
  fassport: FASSPORT,
  supervity: SUPERVITY,
  versori: VERSORI,
};

const apis = await loadApis();
const START = Date.parse("2026-01-15T12:00:00.000Z");

/** The headers with which each step of the scripts is sent; made once, because signing takes its time. */
const credentials = new Map(
  await Promise.all(
    Object.entries(SCRIPTS).flatMap(([api, steps]) =>
      [...new Set(steps.map(toKey))].map(async (key) => [api + key, await issue(api, key)] as const),
    ),
  ),
);

function toKey({ as, wish }: Step): string {
  return JSON.stringify({ as, wish });
}

async function issue(apiName: string, key: string): Promise<Readonly<Record<string, string>>> {
  const { as, wish } = JSON.parse(key) as Pick<Step, "as" | "wish">; // as toKey wrote it
  if (as === null) return {};
  const { emulator } = createStandInTarget(findApi(apiName), undefined, { clock: { now: () => START, frozen: false } });
  return (await emulator.issueCredential(apiName, { as, ...wish })).headers;
}

function findApi(name: string) {
  const api = apis.find(({ fixtures }) => fixtures["demo"]?.api === name);
  if (!api) throw new Error(`there is no API ${name}`);
  return api;
}

/** All answers to an API's script, as far as a client sees them. */
async function play(apiName: string, mutant?: Mutant): Promise<string[]> {
  let now = START;
  const target = createStandInTarget(findApi(apiName), mutant, { clock: { now: () => (now += 10), frozen: false } });
  const told: string[] = [];
  let id = "";
  for (const step of (SCRIPTS[apiName] ?? []).flatMap((each) => Array.from({ length: each.times ?? 1 }, () => each))) {
    const answer = await target.send(toRequest(apiName, step, id));
    if ("failure" in answer) throw new Error(answer.failure.message);
    const { status, headers, body } = answer;
    const shown = headers.filter(([name]) => !name.startsWith("x-standin"));
    told.push(`${step.line} ${status} ${JSON.stringify(shown)} ${Buffer.from(body).toString("latin1")}`);
    const isCreate = step.line.startsWith("POST") && status === 200;
    if (isCreate) id = /"(?:_id|id)":"([^"]+)"/.exec(new TextDecoder().decode(body))?.[1] ?? id;
  }
  return told;
}

function toRequest(api: string, step: Step, id: string): WireRequest {
  const [method = "", path = ""] = step.line.replace("{id}", id).split(" ");
  const text = step.json === undefined ? step.text : JSON.stringify(step.json);
  const type = text === undefined ? {} : { "content-type": "application/json" };
  const headers = { ...credentials.get(api + toKey(step)), ...type, ...step.headers };
  return {
    method,
    path,
    headers: Object.entries(headers),
    ...(text !== undefined && { body: new TextEncoder().encode(text) }),
  };
}

const correct = Object.fromEntries(
  await Promise.all(Object.keys(SCRIPTS).map(async (api) => [api, await play(api)] as const)),
);

describe("each mutant answers something in another way than the correct stand-in", () => {
  test.each(listMutants().map((mutant) => [mutant.id, mutant.api, mutant.about, mutant] as const))(
    "%s: %s %s",
    async (_id, api, _about, mutant) => {
      expect(await play(api, mutant)).not.toEqual(correct[api]);
    },
  );

  test.each(Object.keys(SCRIPTS))("and %s itself answers the same twice", async (api) => {
    expect(await play(api)).toEqual(correct[api]);
  });
});

test("there are more than a hundred mutants, forty of them in state or authority, at most ten of a kind, and no two of one id or deed", () => {
  const mutants = listMutants();
  expect(mutants.length).toBeGreaterThanOrEqual(100);
  expect(mutants.filter(isOfState).length).toBeGreaterThanOrEqual(40);
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  expect(new Set(mutants.map(({ api, about }) => `${api} ${about}`)).size).toBe(mutants.length);
  for (const { kind } of mutants) expect(mutants.filter((other) => other.kind === kind).length).toBeLessThanOrEqual(10);
});
