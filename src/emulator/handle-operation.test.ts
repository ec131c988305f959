import { expect, test } from "vitest";
import { createMemoryStore } from "../testing/create-memory-store.js";
import type { JsonObject } from "../openapi/json.js";
import { createFrozenClock } from "../world/clock.js";
import { createTinyApi, type TinyApi } from "../testing/tiny-api.js";
import { createEmulator, type EmulatorOptions } from "./emulator.js";
import type { PlainReply, PlainRequest } from "./message.js";
import { Problem } from "./problem.js";

const JSON_BODY = { "content-type": "application/json" };

const ERROR = { description: "It failed.", content: { "application/json": { schema: { type: "object" } } } };

const THING: JsonObject = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" }, size: { type: "integer", minimum: 1 } },
};

function describeOperation(id: string, more: JsonObject = {}): JsonObject {
  const schema = { type: "object" };
  const ok = { description: "It did.", content: { "application/json": { schema } }, "x-evidence": "published" };
  return { operationId: id, responses: { "200": ok, default: ERROR }, ...more };
}

const CREATE: TinyApi = {
  paths: {
    "/things": {
      post: describeOperation("create", { requestBody: { content: { "application/json": { schema: THING } } } }),
    },
  },
  collections: { things: { schema: THING, identity: "id", cleanup: "delete" } },
  behaviours: {
    create: ({ world, body }) => ({
      status: 200,
      body: world.collection<object>("things").insert(body as object),
      rules: [],
    }),
  },
};

function start(tiny: TinyApi, options: Partial<EmulatorOptions> = {}) {
  const emulator = createEmulator({ apis: [createTinyApi(tiny)], clock: createFrozenClock(0), ...options });
  const send = (line: string, more: Partial<PlainRequest> = {}) => {
    const [method = "", url = ""] = line.split(" ");
    return emulator.handle({ method, url, headers: {}, ...more });
  };
  return { emulator, send };
}

function parse({ body }: PlainReply): unknown {
  return JSON.parse(body ?? "null");
}

test("all violations of a body are told together", async () => {
  const { send } = start(CREATE);
  const reply = await send("POST /things", { headers: JSON_BODY, body: '{"size": 0}' });
  expect(reply.status).toBe(400);
  expect(parse(reply)).toEqual({ kind: "invalid-request", message: "id is required; size must be >= 1." });
});

test.each([
  ["{", "malformed-body", 400],
  ["", "malformed-body", 400],
  [new Uint8Array([0x22, 0xff, 0x22]), "malformed-body", 400],
  [`{"id": ${"[".repeat(200)}${"]".repeat(200)}}`, "malformed-body", 400],
  ["x".repeat(1_048_577), "body-too-large", 413],
])("a body that can't be read is refused (%#)", async (body, kind, status) => {
  const { send, emulator } = start(CREATE);
  // An empty body is none, so it is made to be one that says nothing.
  const reply = await send("POST /things", { headers: JSON_BODY, body: body === "" ? " " : body });
  expect(reply.status).toBe(status);
  expect(parse(reply)).toMatchObject({ kind });
  expect(emulator.freeze().collections["tiny.things"]).toEqual([]);
});

test.each([
  [{}],
  [{ "content-type": "text/plain" }],
  [{ "content-type": "application/json; charset=utf-16" }],
  [{ "content-type": "application/json", "content-encoding": "gzip" }],
  [{ "content-type": ["application/json", "text/plain"] }],
])(
  "a body of another media type than documented is refused (%#)",
  async (headers: Record<string, string | string[]>) => {
    const reply = await start(CREATE).send("POST /things", { headers, body: '{"id": "a"}' });
    expect(reply.status).toBe(415);
    expect(parse(reply)).toMatchObject({
      message: expect.stringContaining("must be application/json in UTF-8") as string,
    });
  },
);

test("what a behaviour did before it threw is undone", async () => {
  const { send, emulator } = start({
    ...CREATE,
    behaviours: {
      create: ({ world }) => {
        world.collection<object>("things").insert({ id: "a" });
        throw new Problem("conflict", { message: "no" });
      },
    },
  });
  expect((await send("POST /things", { headers: JSON_BODY, body: '{"id": "a"}' })).status).toBe(409);
  expect(emulator.freeze().collections["tiny.things"]).toEqual([]);
});

test("a record that its collection refuses is a conflict", async () => {
  const { send } = start({ ...CREATE, records: { things: [{ id: "a" }] } });
  expect((await send("POST /things", { headers: JSON_BODY, body: '{"id": "a"}' })).status).toBe(409);
});

test("a fault of ours is the API's 500, of which the caller hears nothing and the log all", async () => {
  const logged: string[] = [];
  const { send } = start(
    {
      ...CREATE,
      behaviours: {
        create() {
          throw new Error("at /some/path");
        },
      },
    },
    { log: ({ level, message }) => level === "error" && logged.push(message) },
  );
  const reply = await send("POST /things", { headers: JSON_BODY, body: '{"id": "a"}' });
  expect(reply.status).toBe(500);
  expect(reply.body).not.toContain("/some/path");
  expect(logged).toEqual(["tiny.create failed: Error: at /some/path"]);
});

test("a reply that its document does not allow is counted as a defect and marked", async () => {
  const { send, emulator } = start({
    paths: { "/": { get: describeOperation("get") } },
    behaviours: { get: () => ({ status: 200, body: [], rules: ["NOBODY-SAID"] }) },
  });
  const reply = await send("GET /");
  expect(reply.headers["x-standin-violations"]).toBe("2");
  expect(emulator.defects.count).toBe(2);
  expect(emulator.defects.list().map(({ about }) => about)).toEqual([
    "the document of tiny declares no rule NOBODY-SAID",
    "body of status 200:  must be object",
  ]);
});

test("an answer rests on the weakest evidence among its response and the rules that decided it", async () => {
  const rules = { STRONG: { evidence: "source", about: "" }, WEAK: { evidence: "inferred", about: "" } };
  const answer = (cited: readonly string[]) =>
    start({
      rules,
      paths: { "/": { get: describeOperation("get") } },
      behaviours: { get: () => ({ status: 200, body: {}, rules: cited }) },
    }).send("GET /");
  expect((await answer([])).headers["x-standin-evidence"]).toBe("published");
  expect((await answer(["STRONG"])).headers["x-standin-evidence"]).toBe("published");
  expect((await answer(["STRONG", "WEAK"])).headers["x-standin-evidence"]).toBe("inferred");
});

test("at level debug each answer is logged with the rules that decided it", async () => {
  const logged: unknown[] = [];
  const { send } = start(
    {
      rules: { R: { evidence: "assumed", about: "" } },
      paths: { "/": { get: describeOperation("get") } },
      behaviours: { get: () => ({ status: 200, body: {}, rules: ["R"] }) },
    },
    { log: ({ level, message, fields }) => level === "debug" && logged.push([message, fields["rules"]]) },
  );
  await send("GET /");
  expect(logged).toEqual([["GET / 200 tiny.get on assumed evidence by R", ["R"]]]);
});

test("a session's records are its own, and the base's at its beginning", async () => {
  const { send, emulator } = start({ ...CREATE, records: { things: [{ id: "base" }] } });
  const create = (id: string, session?: string) =>
    send("POST /things", {
      headers: { ...JSON_BODY, ...(session !== undefined && { "x-standin-session": session }) },
      body: JSON.stringify({ id }),
    });
  expect((await create("a", "one")).status).toBe(200);
  expect((await create("a", "one")).status).toBe(409);
  expect((await create("a", "two")).status).toBe(200);
  expect((await create("base", "two")).status).toBe(409);
  expect(emulator.freeze().collections["tiny.things"]).toEqual([{ id: "base" }]);
  expect((await create("x", "no such/name")).status).toBe(400);
});

test("two emulators in one process share nothing", async () => {
  const [one, other] = [start(CREATE), start(CREATE)];
  const create = { headers: JSON_BODY, body: '{"id": "a"}' };
  const replies = [await one.send("POST /things", create), await one.send("POST /things", create)];
  expect(replies.map(({ status }) => status)).toEqual([200, 409]);
  expect((await other.send("POST /things", create)).headers["x-standin-request-id"]).toBe("req-000001");
  expect(other.emulator.freeze().collections).toEqual(one.emulator.freeze().collections);
  await one.send("POST /things", { headers: { ...JSON_BODY, "x-standin-session": "s" }, body: '{"id": "b"}' });
  const same = await other.send("POST /things", {
    headers: { ...JSON_BODY, "x-standin-session": "s" },
    body: '{"id": "b"}',
  });
  expect(same.status).toBe(200);
});

test("a write is answered when the store has kept it, and is the API's 500 when it could not", async () => {
  const store = createMemoryStore();
  const { send } = start(CREATE, { store });
  const getKept = () => store.load().frozen.collections;
  await send("POST /things", { headers: JSON_BODY, body: '{"id": "a"}' });
  expect(getKept()).toEqual({ "tiny.things": [{ id: "a" }] });
  store.isBroken = true;
  expect((await send("POST /things", { headers: JSON_BODY, body: '{"id": "b"}' })).status).toBe(500);
  store.isBroken = false;
  expect((await send("POST /things", { headers: JSON_BODY, body: '{"id": "c"}' })).status).toBe(200);
  expect(getKept()).toEqual({ "tiny.things": [{ id: "a" }, { id: "c" }] });
  // What was refused did not happen, so that it can be asked for again.
  expect((await send("POST /things", { headers: JSON_BODY, body: '{"id": "b"}' })).status).toBe(200);
});

test("fetch answers as handle does", async () => {
  const { emulator } = start(CREATE);
  const response = await emulator.fetch("http://anywhere.test/things", {
    method: "POST",
    headers: JSON_BODY,
    body: '{"id":"a"}',
  });
  expect([response.status, await response.json()]).toEqual([200, { id: "a" }]);
  expect(
    (await emulator.fetch("/things", { method: "POST", headers: JSON_BODY, body: "x".repeat(1_048_577) })).status,
  ).toBe(413);
});
