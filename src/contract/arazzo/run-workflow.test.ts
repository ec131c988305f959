import { expect, test } from "vitest";
import type { Json, JsonObject } from "../../openapi/json.js";
import { ArazzoError } from "./arazzo-error.js";
import type { Message } from "./expression.js";
import { readArazzo } from "./read-arazzo.js";
import { runWorkflow } from "./run-workflow.js";
import type { StepCall } from "./step-call.js";

/** An Arazzo document of one workflow, `tale`, and what else is given. */
function createDocument(workflow: JsonObject, more: JsonObject = {}, others: JsonObject[] = []): Json {
  return {
    arazzo: "1.0.1",
    info: { title: "Tales", version: "1" },
    sourceDescriptions: [{ name: "api", url: "./api.yaml", type: "openapi" }],
    workflows: [{ workflowId: "tale", ...workflow }, ...others],
    ...more,
  };
}

/** Tells a workflow to a server that answers each call in turn; gives what was sent and how it came out. */
async function tell(
  document: Json,
  answers: readonly Partial<Message["response"] & { status: number }>[],
  inputs = {},
) {
  const calls: StepCall[] = [];
  const outcome = await runWorkflow(readArazzo(document), "tale", inputs, {
    call(call) {
      calls.push(call);
      return Promise.resolve(answers[calls.length - 1]);
    },
    toMessage: (answer) =>
      answer && {
        url: "http://api.example/cats",
        method: "GET",
        statusCode: answer.status ?? 200,
        request: { header: { "x-trace": "7" }, query: { first: "2" }, path: { id: "5" }, body: { sent: true } },
        response: { header: answer.header ?? {}, body: answer.body },
      },
    sleep: () => Promise.resolve(),
  });
  return { calls, ...outcome };
}

const step = (stepId: string, more: JsonObject = {}): JsonObject => ({ stepId, operationId: "getCat", ...more });
const when = (...conditions: string[]) => ({ successCriteria: conditions.map((condition) => ({ condition })) });

test("a step's outputs go into later steps, alone with their type and in braces as text", async () => {
  const steps = [
    step("make", { outputs: { id: "$response.body#/cat/id", size: "$response.body#/size" } }),
    step("see", {
      parameters: [{ name: "id", in: "path", value: "$steps.make.outputs.id" }],
      requestBody: {
        payload: { size: "$steps.make.outputs.size", text: "cat {$steps.make.outputs.id} of {$inputs.owner}" },
      },
    }),
  ];
  const { calls, isSuccess } = await tell(
    createDocument({ steps }),
    [{ body: { cat: { id: "c1" }, size: 5 } }, { body: {} }],
    { owner: "ada" },
  );
  expect(isSuccess).toBe(true);
  expect(calls[1]?.parameters).toEqual([{ name: "id", in: "path", value: "c1" }]);
  expect(calls[1]?.body?.payload).toEqual({ size: 5, text: "cat c1 of ada" });
});

test.each([
  ["$statusCode == 200", true],
  ["$statusCode == 201", false],
  ["$statusCode >= 200 && $statusCode < 300", true],
  ["$statusCode == 404 || $response.body#/name == 'TOM'", true],
  ["!($response.body#/name == 'tom')", false],
  ["$response.body#/missing", false],
  ["!$response.body#/missing", true],
  ["$response.body#/name", true],
  ["$response.body#/age > 3", true],
  ["$response.body#/age > '3'", false],
  ["$response.body#/nothing == null", true],
  ["$response.body#/quote == 'it''s'", true],
  ["$response.body.friends[1].name == 'Kit'", true],
  ["$response.header.Content-Type == 'application/json'", true],
  ["$request.header.X-Trace == '7'", true],
  ["$request.query.first == '2' && $request.path.id == '5'", true],
  ["$request.body#/sent == true", true],
  ["$method == 'GET' && $url == 'http://api.example/cats'", true],
  ["$inputs.owner == 'ada'", true],
])("the condition %s holds: %s", async (condition, holds) => {
  const body = { name: "Tom", age: 4, nothing: null, quote: "it's", friends: [{ name: "Kat" }, { name: "Kit" }] };
  const answer = { body, header: { "content-type": "application/json" } };
  const { isSuccess, steps } = await tell(createDocument({ steps: [step("one", when(condition))] }), [answer], {
    owner: "ada",
  });
  expect(steps[0]?.unjudged).toEqual([]);
  expect(isSuccess).toBe(holds);
});

test.each([
  ["jsonpath", "$[?@.id == 'c1']", true],
  ["jsonpath", "$[?@.id == 'c2']", false],
  ["jsonpath", "$[?@.id == '{$inputs.id}']", true],
  ["jsonpath", "$[?search(@.id, '^c')]", true],
  ["jsonpath", "$[?match(@.id, 'c')]", false],
  ["jsonpath", "$[?!$..age]", true],
  ["regex", '"id":"c\\d"', true],
  ["regex", "^nothing$", false],
])("a criterion of the type %s, %s, holds: %s", async (type, condition, holds) => {
  const criteria = [{ type, condition, context: "$response.body" }];
  const document = createDocument({ steps: [step("one", { successCriteria: criteria })] });
  const { isSuccess, steps } = await tell(document, [{ body: [{ id: "c1" }] }], { id: "c1" });
  expect(steps[0]?.unjudged).toEqual([]);
  expect(isSuccess).toBe(holds);
});

test("a value that is put into a path or pattern can't become a part of either", async () => {
  const criteria = [
    { type: "jsonpath", context: "$response.body", condition: "$[?@.id == '{$inputs.id}']" },
    { type: "regex", context: "$response.body#/0/id", condition: "^{$inputs.id}$" },
  ];
  const id = "c' || 'a' == 'a.*\\";
  const document = createDocument({ steps: [step("one", { successCriteria: criteria })] });
  const same = await tell(document, [{ body: [{ id }] }], { id });
  const other = await tell(document, [{ body: [{ id: "c1" }] }], { id });
  expect(same.steps[0]).toMatchObject({ faults: [], unjudged: [] });
  expect(other.steps[0]?.faults).toHaveLength(2);
});

test("a step that fails ends its workflow, and what does not hold of its answer is told", async () => {
  const { calls, isSuccess, steps } = await tell(
    createDocument({ steps: [step("one", when("$statusCode == 200")), step("two")] }),
    [{ status: 404 }],
  );
  expect({ isSuccess, sent: calls.length, faults: steps[0]?.faults }).toEqual({
    isSuccess: false,
    sent: 1,
    faults: ["$statusCode == 200"],
  });
});

test("an answer without what later steps were to be told is a fault of that answer", async () => {
  const { steps } = await tell(createDocument({ steps: [step("one", { outputs: { id: "$response.body#/id" } })] }), [
    { body: {} },
  ]);
  expect(steps[0]?.faults).toEqual(["$response.body#/id is there"]);
});

test("a failure may be tried again, gone on elsewhere from, or ended well", async () => {
  const retry = { name: "again", type: "retry", retryAfter: 1, retryLimit: 2 };
  const tried = await tell(
    createDocument({ steps: [step("one", { ...when("$statusCode == 200"), onFailure: [retry] })] }),
    [{ status: 503 }, { status: 503 }, { status: 200 }],
  );
  const onward = { name: "on", type: "goto", stepId: "three" };
  const gone = await tell(
    createDocument({
      steps: [step("one", { ...when("$statusCode == 200"), onFailure: [onward] }), step("two"), step("three")],
    }),
    [{ status: 500 }, {}],
  );
  const done = { name: "done", type: "end", criteria: [{ condition: "$statusCode == 204" }] };
  const ended = await tell(createDocument({ steps: [step("one", { onSuccess: [done] }), step("two")] }), [
    { status: 204 },
  ]);
  expect([tried.isSuccess, tried.calls.length]).toEqual([true, 3]);
  expect(gone.calls.map(({ step: { stepId } }) => stepId)).toEqual(["one", "three"]);
  expect([ended.isSuccess, ended.calls.length]).toEqual([true, 1]);
});

test("workflows are run before those that depend on them, and called by steps with inputs of their own", async () => {
  const others: JsonObject[] = [
    {
      workflowId: "before",
      steps: [step("first", { outputs: { id: "$response.body#/id" } })],
      outputs: { id: "$steps.first.outputs.id" },
    },
    {
      workflowId: "called",
      inputs: { type: "object", properties: { id: { type: "string" }, kind: { type: "string", default: "cat" } } },
      steps: [step("inner", { parameters: [{ name: "q", in: "query", value: "{$inputs.kind} {$inputs.id}" }] })],
      outputs: { name: "$inputs.id" },
    },
  ];
  const steps = [
    {
      stepId: "call",
      workflowId: "called",
      parameters: [{ name: "id", value: "$workflows.before.outputs.id" }],
    },
    step("last", { parameters: [{ name: "name", in: "query", value: "$steps.call.outputs.name" }] }),
  ];
  const { calls } = await tell(createDocument({ dependsOn: ["before"], steps }, {}, others), [
    { body: { id: "c9" } },
    {},
    {},
  ]);
  expect(calls.map(({ step: { stepId }, parameters }) => [stepId, parameters.map(({ value }) => value)])).toEqual([
    ["first", []],
    ["inner", ["cat c9"]],
    ["last", ["c9"]],
  ]);
});

test("parameters and actions of the components are followed; a step's own parameter wins over its workflow's", async () => {
  const components = {
    parameters: { org: { name: "org", in: "header", value: "demo" } },
    failureActions: { on: { name: "on", type: "goto", stepId: "two" } },
  };
  const workflow = {
    parameters: [{ reference: "$components.parameters.org" }],
    failureActions: [{ reference: "$components.failureActions.on" }],
    steps: [
      step("one", { ...when("false"), parameters: [{ name: "org", in: "header", value: "lab" }] }),
      step("two", {
        requestBody: { payload: { a: { b: 1 } }, replacements: [{ target: "/a/b", value: "$inputs.b" }] },
      }),
    ],
  };
  const { calls } = await tell(createDocument(workflow, { components }), [{}, {}], { b: 2 });
  expect(calls.map(({ parameters }) => parameters)).toEqual([
    [{ name: "org", in: "header", value: "lab" }],
    [{ name: "org", in: "header", value: "demo" }],
  ]);
  expect(calls[1]?.body?.payload).toEqual({ a: { b: 2 } });
});

test.each<[string, JsonObject]>([
  ["#/workflows/0/steps/0/operationId", { steps: [{ stepId: "one" }] }],
  ["#/workflows/0/steps/0/stepId", { steps: [{ operationId: "getCat" }] }],
  ["#/workflows/0/steps/0/parameters/0/value", { steps: [step("one", { parameters: [{ name: "id", in: "path" }] })] }],
  [
    "#/workflows/0/steps/0/parameters/0/in",
    { steps: [step("one", { parameters: [{ name: "a", in: "body", value: 1 }] })] },
  ],
  [
    "#/workflows/0/steps/0/successCriteria/0/context",
    { steps: [step("one", { successCriteria: [{ type: "regex", condition: "." }] })] },
  ],
  ["#/workflows/0/parameters/0/reference", { parameters: [{ reference: "$components.parameters.none" }], steps: [] }],
  ["#/workflows/0/steps/0/onFailure/0/type", { steps: [step("one", { onFailure: [{ name: "x", type: "explode" }] })] }],
])("what is wrong with a document is told by its place: %s", (place, workflow) => {
  expect(() => readArazzo(createDocument(workflow))).toThrow(place);
});

test("a document of another version, or none at all, is refused", () => {
  expect(() => readArazzo({ arazzo: "2.0.0", info: { title: "t" }, workflows: [] })).toThrow("#/arazzo");
  expect(() => readArazzo("story")).toThrow(ArazzoError);
});

test("what goes in circles ends, within a workflow and among several", async () => {
  const back = { name: "back", type: "goto", stepId: "one" };
  const answers = Array.from({ length: 300 }, () => ({}));
  await expect(tell(createDocument({ steps: [step("one", { onSuccess: [back] })] }), answers)).rejects.toThrow(
    "200 steps",
  );
  const self = createDocument({ steps: [{ stepId: "again", workflowId: "tale" }] });
  await expect(tell(self, answers)).rejects.toThrow("too deep");
});

test.each([
  ["simple", `${"(".repeat(60)}true${")".repeat(60)}`],
  ["simple", "true ".repeat(1000)],
  ["simple", "$statusCode == 'open"],
  ["simple", "== 5"],
  ["simple", "(true"],
  ["simple", "process.exit(1)"],
  ["jsonpath", `$${"..*".repeat(9)}`],
  ["jsonpath", "$[?("],
  ["regex", "(?=a)"],
  ["xpath", "/a/b"],
])(
  "a %s criterion that can't be judged is told as such, and is no fault of the answer: %s",
  async (type, condition) => {
    const criteria = [{ type, condition, context: "$response.body" }];
    const document = createDocument({ steps: [step("one", { successCriteria: criteria })] });
    const { isSuccess, steps } = await tell(document, [{ body: { a: 1 } }]);
    expect(isSuccess).toBe(true);
    expect(steps[0]?.unjudged).toHaveLength(1);
  },
);

test("no pattern runs for ever, and no name reaches what all objects have", async () => {
  const text = `${"a".repeat(50_000)}!`;
  const criteria: JsonObject[] = [
    { type: "regex", condition: "^(a+)+$", context: "$response.body#/text" },
    { type: "jsonpath", condition: "$[?search(@, '^(a|aa)+$')]", context: "$response.body" },
    { condition: "$response.body.constructor || $inputs.__proto__ || $steps.toString" },
  ];
  const { steps } = await tell(createDocument({ steps: [step("one", { successCriteria: criteria })] }), [
    { body: { text } },
  ]);
  expect(steps[0]).toMatchObject({ faults: criteria.map(({ condition }) => condition), unjudged: [] });
});
