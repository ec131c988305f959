import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Json } from "../openapi/json.js";
import { makeTestFolder, runStandin, serveStandin } from "../testing/run-standin.js";

/*
 * Each document is read, examined and served by a process of its own: one that hung would never end, and be killed when
 * its test runs out of time.
 */

const HEAD = { openapi: "3.1.0", info: { title: "Hostile", version: "1" } };

function withSchemas(schemas: Readonly<Record<string, Json>>, body = "A1"): Json {
  const content = { "application/json": { schema: { $ref: `#/components/schemas/${body}` } } };
  const operation = { operationId: "send", requestBody: { content }, responses: { 200: { description: "ok" } } };
  return { ...HEAD, paths: { "/send": { post: operation } }, components: { schemas } };
}

/** Schemas `A1` to the last, each made with the reference to the next. */
function chain(length: number, make: (next: Json) => Json): Record<string, Json> {
  const schemas = Array.from({ length }, (_, at): [string, Json] => [
    `A${at + 1}`,
    make({ $ref: `#/components/schemas/A${at + 2}` }),
  ]);
  return { ...Object.fromEntries(schemas), [`A${length + 1}`]: { type: "string" } };
}

const OK = { responses: { 200: { description: "ok" } } };

const LONG = Array.from({ length: 5000 }, (_, at) => `/{p${at}}`).join("");

/** How large the largest are: a sample, unless the full count is asked for. */
const MANY = process.env["STANDIN_FULL"] === "1" ? 100_000 : 20_000;

const NAMES = Array.from({ length: MANY }, (_, at) => `name${at}`);
const NAMES_AS_PROPERTIES = Object.fromEntries(NAMES.map((name) => [name, { type: "string" }]));

const NODE = { $ref: "#/components/schemas/A1" };

function nest(depth: number): Json {
  let value: Json = {};
  for (let at = 0; at < depth; at++) value = { next: value };
  return value;
}

/** Documents, and what is sent to them. */
const DOCUMENTS: readonly (readonly [name: string, document: Json | string, body: Json])[] = [
  ["a schema that is itself", withSchemas({ A1: NODE }), {}],
  [
    "schemas that are part of each other",
    withSchemas({ A1: { allOf: [{ $ref: "#/components/schemas/A2" }] }, A2: { anyOf: [NODE] } }),
    {},
  ],
  ["a schema that is not itself", withSchemas({ A1: { not: NODE } }), {}],
  ["schemas that double with each step", withSchemas(chain(60, (next) => ({ allOf: [next, next] }))), "x"],
  [
    "a value whose judges double with each level",
    withSchemas({ A1: { anyOf: [1, 2].map((number) => ({ properties: { next: NODE, own: { const: number } } })) } }),
    nest(90),
  ],
  ["a chain of 20,000 references", withSchemas(chain(20_000, (next) => next)), "x"],
  [
    "a required property that is the whole",
    withSchemas({ A1: { type: "object", required: ["next"], properties: { next: NODE } } }),
    nest(50),
  ],
  [
    "a pattern that backtracks for ever",
    withSchemas({ A1: { type: "string", pattern: "^(a+)+$" } }),
    `${"a".repeat(50_000)}!`,
  ],
  [
    "a pattern that needs backtracking",
    withSchemas({ A1: { type: "string", pattern: "^(?=(a+)+$).*b" } }),
    `${"a".repeat(50_000)}!`,
  ],
  [
    "names of prototypes",
    `{"openapi":"3.1.0","info":{"title":"x","version":"1"},"paths":{"/send":{"post":{"operationId":"constructor","parameters":[{"name":"__proto__","in":"query","schema":{"type":"object","properties":{"__proto__":{}}}}],"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/__proto__"}}}},"responses":{"200":{"description":"ok"},"__proto__":{"description":"x"}}}},"__proto__":{"get":{}}},"components":{"schemas":{"__proto__":{"type":"object","required":["constructor"],"properties":{"constructor":{"type":"string"},"__proto__":{"type":"object"}}},"toString":{"$ref":"#/components/schemas/hasOwnProperty"}}}}`,
    { constructor: "x" },
  ],
  ["remote references", withSchemas({ A1: { $ref: "http://127.0.0.1:9/schema.json#/A" } }), {}],
  [
    "a path of 30 parameters in one step",
    { ...HEAD, paths: { [`/send{${Array.from({ length: 30 }, (_, at) => `p${at}`).join("}-{")}}x`]: { post: OK } } },
    "-".repeat(4000),
  ],
  [
    "paths of 5,000 parameters",
    {
      ...HEAD,
      paths: { "/send": { post: OK }, ...Object.fromEntries([1, 2, 3].map((at) => [`${LONG}/${at}`, { get: OK }])) },
    },
    {},
  ],
  [
    "2,000 servers",
    {
      ...HEAD,
      servers: ["/", ...Array.from({ length: 2000 }, (_, at) => `/v${at}`)].map((url) => ({ url })),
      paths: Object.fromEntries(
        ["/send", ...Array.from({ length: 200 }, (_, at) => `/p${at}`)].map((path) => [path, { post: OK }]),
      ),
    },
    {},
  ],
  [
    `${MANY} required properties`,
    withSchemas({ A1: { type: "object", properties: NAMES_AS_PROPERTIES, required: NAMES } }),
    {},
  ],
  [`enums of ${MANY} values`, withSchemas({ A1: { type: "string", enum: NAMES, allOf: [{ enum: NAMES }] } }), "name7"],
  [
    `items of which a body has ${3 * MANY} wrong ones`,
    withSchemas({ A1: { type: "array", items: { anyOf: [{ type: "string" }, { type: "null" }] } } }),
    Array.from({ length: 3 * MANY }, () => 1),
  ],
  ["4,000 alternatives", withSchemas({ A1: { oneOf: Array.from({ length: 4000 }, (_, at) => ({ const: at })) } }), 17],
];

describe.each(DOCUMENTS)("a document with %s", (_name, document, body) => {
  test("is examined and served, and answers", async () => {
    const cwd = await makeTestFolder();
    await writeFile(join(cwd, "hostile.json"), typeof document === "string" ? document : JSON.stringify(document));
    const [{ code }, { told }] = await Promise.all([
      runStandin(["doctor", "hostile.json"], { cwd }),
      serveStandin(["--openapi", "hostile.json", "--ephemeral"], { cwd }),
    ]);
    expect([0, 1]).toContain(code);
    const response = await fetch(`${told.url}/send`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(response.status).toBeLessThan(500);
    expect({}).not.toHaveProperty("polluted");
  }, 60_000);
});

const NINE = Array.from({ length: 9 }, (_, at) => String.fromCharCode(98 + at));
const BOMB = `openapi: 3.1.0\na: &a [x, x, x, x, x, x, x, x, x]\n${NINE.map((name) => {
  const before = `*${String.fromCharCode(name.charCodeAt(0) - 1)}`;
  return `${name}: &${name} [${Array.from({ length: 9 }, () => before).join(", ")}]`;
}).join("\n")}\n`;

test.each([
  ["aliases that stand for a billion values", "hostile.yaml", BOMB, "its aliases stand for more than"],
  [
    "an alias that is part of itself",
    "hostile.yaml",
    "openapi: 3.1.0\npaths: &a {x: *a}\n",
    "an alias is part of what it stands for",
  ],
  ["100,000 levels of YAML", "hostile.yaml", `openapi: 3.1.0\nx: ${"[".repeat(100_000)}`, "nesting exceeded"],
  [
    "100,000 levels of JSON",
    "hostile.json",
    `{"openapi":"3.1.0","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    "nesting exceeded",
  ],
])(
  "a document with %s is refused, and says why",
  async (_name, file, text, reason) => {
    const cwd = await makeTestFolder();
    await writeFile(join(cwd, file), text);
    const { code, stderr } = await runStandin(["serve", "--openapi", file, "--port", "0"], { cwd });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(reason) as string });
    expect(stderr).not.toMatch(/\n\s+at /);
  },
  60_000,
);
