import { expect, test } from "vitest";
import { loadApis } from "../adapters/load-apis.js";
import { createTestEmulator } from "../testing/test-emulator.js";
import { createTinyApi } from "../testing/tiny-api.js";
import { createCompleteEmulator } from "./create-complete-emulator.js";
import { createEmulator } from "./emulator.js";

const INTEGRATIONS = "/api/v1/institution/0f9c0b0b4f0c6b0017f0e3b1/integration/";

test("a rule that is none is refused with those that there are", async () => {
  const apis = await loadApis(["fassport"]);
  expect(() => createEmulator({ apis, rules: { "fassport.archivedInLists": "include" } })).toThrow(
    "there is no rule fassport.archivedInLists; there are: fassport.malformedId, fassport.archivedInList, fassport.createBody",
  );
});

test("a value that a rule does not have is refused with those that it has", async () => {
  const apis = await loadApis(["fassport"]);
  expect(() => createEmulator({ apis, rules: { "fassport.createBody": "lax" } })).toThrow(
    'fassport.createBody can\'t be "lax"; it can be: strict, documented',
  );
});

test("an operation of which nothing says how it is answered is refused by its name, and else left to the document", async () => {
  const api = createTinyApi({
    paths: { "/things": { get: { operationId: "listThings", responses: { "204": { description: "None." } } } } },
    behaviours: {},
  });
  expect(() => createCompleteEmulator({ apis: [api] })).toThrow("nothing says how tiny answers: listThings");
  const answered = await createEmulator({ apis: [api] }).handle({ method: "GET", url: "/things", headers: {} });
  expect(answered.status).toBe(204);
});

test("an API that is none is refused with those that there are", async () => {
  await expect(loadApis(["fasport"])).rejects.toThrow(
    "there is no API fasport; there are: fassport, supervity, versori",
  );
});

test("a fixture that is none is refused with those that there are", async () => {
  const apis = await loadApis(["supervity"]);
  expect(() => createEmulator({ apis, seed: "dem" })).toThrow('supervity has no fixture "dem"; it has: demo, empty');
});

test("a fixture of one's own takes the place of the API's", async () => {
  const apis = await loadApis(["fassport"]);
  const demo = apis[0]?.fixtures["demo"];
  if (!demo) throw new Error("there should be a demo fixture");
  const own = { ...demo, name: "own", collections: { ...demo.collections, integrations: [] } };
  const emulator = createEmulator({ apis, seed: [own] });
  const { headers } = await emulator.issueCredential("fassport");
  expect(await (await emulator.fetch(INTEGRATIONS, { headers: { ...headers } })).json()).toEqual([]);
});

test("a state goes on where it was, ids included, and a fixture fills only what it has nothing of", async () => {
  const first = await createTestEmulator({ only: ["fassport"] });
  const json = { name: "a", type: "Email", provider: "Gmail" };
  const created = await first.send({ line: `POST ${INTEGRATIONS}`, as: "fassport.admin", json });
  const second = await createTestEmulator({ only: ["fassport", "versori"], frozen: first.freeze() });
  const listed = await second.send({ line: `GET ${INTEGRATIONS}`, as: "fassport.admin" });
  expect(listed.body).toContainEqual(created.body);
  const another = await second.send({ line: `POST ${INTEGRATIONS}`, as: "fassport.admin", json });
  const { _id: id } = created.body as { _id: string }; // by its document, which it keeps
  expect(another.body).not.toHaveProperty("_id", id);
  expect(Object.keys(second.freeze().collections)).toContain("versori.activations");
});

test("what does not fit is found little by little as it is at once, and requests are answered in between", async () => {
  const { collections, ...rest } = (await createTestEmulator({ only: ["fassport"] })).freeze();
  const integrations = Array.from({ length: 250 }, (_, index) => ({ _id: `i${index}`, name: index % 100 }));
  const frozen = { ...rest, collections: { ...collections, "fassport.integrations": integrations } };
  const options = { apis: await loadApis(["fassport"]), frozen };
  const emulator = createEmulator(options);
  const order: string[] = [];
  const judging = emulator.listComplaints().then((found) => {
    order.push("judged");
    return found;
  });
  const answering = Promise.resolve(emulator.handle({ method: "GET", url: "/", headers: {} }));
  await Promise.all([judging, answering.then(() => order.push("answered"))]);
  expect(order).toEqual(["answered", "judged"]);
  expect(await judging).toEqual(createEmulator(options).complaints);
  expect(await judging).toHaveLength(250);
  expect(emulator.complaints).toEqual(await judging);
});

test("records of APIs that are not served are kept", async () => {
  const whole = (await createTestEmulator()).freeze();
  const part = await createTestEmulator({ only: ["fassport"], frozen: whole });
  expect(part.freeze().collections).toEqual(whole.collections);
});

async function readAndCreate() {
  const emulator = await createTestEmulator({ only: ["fassport"] });
  const { headers } = await emulator.issueCredential("fassport", { as: "viewer" });
  const replies = [await emulator.handle({ method: "GET", url: INTEGRATIONS, headers })];
  for (const name of ["a", "b"]) {
    const json = { name, type: "Email", provider: "Gmail" };
    const created = await emulator.send({ line: `POST ${INTEGRATIONS}`, as: "fassport.admin", json });
    replies.push({ status: created.status, headers: created.headers, body: JSON.stringify(created.body) });
  }
  return replies;
}

test("the same seed, clock and requests give the same bytes", async () => {
  expect(await readAndCreate()).toEqual(await readAndCreate());
});

async function createWith(randomSeed: number) {
  const emulator = await createTestEmulator({ only: ["fassport"], randomSeed });
  const json = { name: "a", type: "Email", provider: "Gmail" };
  const { body } = await emulator.send({ line: `POST ${INTEGRATIONS}`, as: "fassport.admin", json });
  return body;
}

test("another random seed makes other ids", async () => {
  expect(await createWith(1)).not.toEqual(await createWith(2));
});

test("a credential is refused for an API, a principal or a wish that can't be, each by name", async () => {
  const emulator = await createTestEmulator();
  await expect(emulator.issueCredential("nobody")).rejects.toThrow("there is no API nobody; there are: fassport");
  await expect(emulator.issueCredential("fassport", { as: "eve" })).rejects.toThrow(
    "fassport has no principal eve; it has: admin, viewer, stranger",
  );
  await expect(emulator.issueCredential("versori", { as: "admin", expired: true })).rejects.toThrow(
    "has no time of its own",
  );
});

test.each(["fassport.admin", "fassport.viewer", "supervity.ada", "versori.ada"])(
  "a token of %s that is expired, not yet valid or signed with another key is not accepted",
  async (principal) => {
    const emulator = await createTestEmulator();
    const [api = "", as = ""] = principal.split(".");
    const url = {
      fassport: INTEGRATIONS,
      supervity: "/api/v1/integrations/me",
      versori: "/api/embedded/v1/embed/01J0000000000000000000HVB1/users/ada/activations",
    }[api];
    const ask = async (wish: object) => {
      const { headers } = await emulator.issueCredential(api, { as, ...wish });
      return (await emulator.handle({ method: "GET", url: url ?? "", headers })).status;
    };
    expect(await ask({})).toBe(200);
    expect(await ask({ expiresIn: 1 })).toBe(200);
    expect(await ask({ expired: true })).toBe(401);
    expect(await ask({ notBefore: 60 })).toBe(401);
    expect(await ask({ wrongKey: true })).toBe(401);
  },
);
