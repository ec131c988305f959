import { expect, test } from "vitest";
import { createExchange, createTinyContract, type TinyAnswer } from "../../testing/tiny-contract.js";
import type { Check } from "../check.js";
import type { Contract } from "../contract.js";
import { c005 } from "./c005-required-headers.js";
import { c007 } from "./c007-bytes.js";
import { c008 } from "./c008-error-shape.js";
import { c009 } from "./c009-leaks-of-errors.js";

const error = { type: "object", required: ["code"], properties: { code: { type: "string" } } };
const errors = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
const paths = {
  "/pets": {
    get: {
      operationId: "list",
      responses: {
        "200": { description: "", content: { "application/json": {} } },
        "404": { description: "", content: errors },
        "409": { description: "", content: { "application/json": { schema: { type: "array" } } } },
        "429": {
          description: "",
          headers: {
            "Retry-After": { required: true, "x-evidence": "observed", schema: { type: "integer" } },
            "X-Limit": { schema: { type: "integer" } },
          },
        },
      },
    },
  },
};
const components = { schemas: { Error: error } };
const contract = createTinyContract(paths, {
  components,
  "x-standin": { api: "tiny", error: { $ref: "#/components/schemas/Error" }, collections: {}, rules: {} },
});

function judge(check: Check, answer: TinyAnswer, held: Contract = contract) {
  return check.judge?.(createExchange(held, answer), { contract: held });
}

function tell(check: Check, answer: TinyAnswer): string[] | undefined {
  return judge(check, answer)?.map(({ message }) => message);
}

test("C005 notices a required header that is missing, on the evidence of that header", () => {
  expect(judge(c005, { status: 429 })).toMatchObject([{ documented: "retry-after", evidence: "observed" }]);
  expect(judge(c005, { status: 429, headers: { "Retry-After": "3" } })).toEqual([]);
});

test("C005 asks for the headers that HTTP asks for, as something inferred", () => {
  expect(judge(c005, { status: 401 })).toMatchObject([{ documented: "www-authenticate", evidence: "inferred" }]);
  expect(judge(c005, { status: 405, sent: { method: "PUT" } })).toMatchObject([{ documented: "allow" }]);
  expect(judge(c005, { status: 405, headers: { allow: "" }, sent: { method: "PUT" } })).toEqual([]);
});

test("C005 notices a Retry-After that is neither seconds nor a date, and has nothing to say where none is needed", () => {
  expect(tell(c005, { status: 404, headers: { "retry-after": "soon" } })).toHaveLength(1);
  expect(tell(c005, { status: 404, headers: { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" } })).toEqual([]);
  expect(tell(c005, { status: 200 })).toBeUndefined();
});

test("C007 notices a length that is not the body's, whoever saw it", () => {
  expect(tell(c007, { body: {}, headers: { "Content-Length": "3" } })).toEqual([
    "The Content-Length is 3, the body has 2 bytes.",
  ]);
  expect(tell(c007, { body: {}, headers: { "Content-Length": "2" } })).toEqual([]);
  expect(tell(c007, { faults: ["the body ended early"] })).toHaveLength(1);
  expect(tell(c007, { failure: { kind: "malformed", message: "no status line" } })).toHaveLength(1);
});

test("C007 notices a body where HTTP has none, and lets HEAD tell the length of what it does not send", () => {
  expect(tell(c007, { status: 204, body: "x", type: null })).toEqual(["There is a body where 204 has none."]);
  expect(tell(c007, { body: "x", request: { method: "HEAD" } })).toContain("There is a body where HEAD has none.");
  expect(tell(c007, { headers: { "content-length": "7" }, request: { method: "HEAD" } })).toEqual([]);
});

test("C007 notices bytes that are not in the charset that they say", () => {
  expect(tell(c007, { body: new Uint8Array([0x22, 0xe9, 0x22]) })).toEqual(["The body is not well-formed UTF-8."]);
  expect(tell(c007, { body: "é", type: "text/plain; charset=utf9" })).toEqual(["There is no charset utf9."]);
  expect(tell(c007, { body: "{}", type: "application/json; charset=ISO-8859-1" })).toHaveLength(1);
  expect(tell(c007, { body: new Uint8Array([0xe9]), type: "text/plain; charset=ISO-8859-1" })).toEqual([]);
  expect(tell(c007, { body: new Uint8Array([0xff, 0xd8]), type: "image/jpeg" })).toEqual([]);
});

test("C007 notices a byte order mark, a key that is there twice, and what follows the end", () => {
  expect(tell(c007, { body: "\uFEFF{}" })).toEqual([
    "The body begins with a byte order mark, which JSON must not have.",
  ]);
  const twice = '{"a": [{"b": "}", "c\\"": {"b": 1}}, {"b": 1, "\\u0062": "a"}], "b": 2}';
  expect(tell(c007, { body: twice })).toEqual(["The key a[1].b is there twice."]);
  expect(tell(c007, { body: '{"a": "}"}<br>' })).toEqual(["There is something behind the end of the JSON."]);
  expect(tell(c007, { body: "{'a': 1}" })).toEqual([]);
});

test("C008 notices an error in another shape, without a body, or in no JSON, also where none is documented", () => {
  expect(tell(c008, { status: 404, body: { error: "no" } })?.[0]).toContain("code is required");
  expect(tell(c008, { status: 404 })?.[0]).toContain("no body");
  expect(judge(c008, { status: 405, body: "<p>", type: "text/html", sent: { method: "PUT" } })).toMatchObject([
    { evidence: "inferred", received: "text/html" },
  ]);
  expect(tell(c008, { status: 404, body: { code: "x", more: 1 } })).toEqual([]);
});

test("C008 holds no answer to the shape that is documented with another one, or is no error", () => {
  expect(tell(c008, { status: 409, body: [] })).toBeUndefined();
  expect(tell(c008, { status: 429 })).toBeUndefined();
  expect(tell(c008, { status: 200, body: [] })).toBeUndefined();
});

test("C008 finds the shape that all documented errors share where the document names none", () => {
  const { "409": _, ...responses } = paths["/pets"].get.responses;
  const shared = createTinyContract({ "/pets": { get: { operationId: "list", responses } } }, { components });
  expect(judge(c008, { status: 415, body: { error: "no" } }, shared)).toHaveLength(1);
  expect(
    judge(c008, { status: 415, body: { error: "no" } }, createTinyContract(paths, { components })),
  ).toBeUndefined();
});

test.each([
  ["TypeError: x is undefined\n    at Object.find (/app/dist/store.js:12:9)", "a stack"],
  ["at java.util.ArrayList.get(ArrayList.java:427)", "a stack"],
  ['Traceback (most recent call last):\n  File "/srv/x.py", line 3', "a stack"],
  ["ENOENT: no such file, open '/var/lib/pets/data.json'", "a path"],
  [String.raw`Could not find C:\inetpub\wwwroot\pets\web.config`, "a path"],
  ["near: SELECT id, name FROM pets WHERE id = 'x'", "a query"],
  ["E11000 duplicate key error collection: pets index: name_1", "a message of its database"],
  ["SQLSTATE[42S02]: Base table not found", "a message of its database"],
])("C009 notices %j", (text, what) => {
  const [finding] = judge(c009, { status: 500, body: { code: "1", details: [text] } }) ?? [];
  expect(finding?.message).toContain(what);
});

test.each([
  "Select a plan from the list, then update the set of members",
  "Look at /v1/pets/{id} or https://pets.example/docs/errors.html",
  "The path /pets/12/name.first at 12:30:10 is not allowed",
  "must match pattern ^[a-z]:$ or the file name report.pdf",
  "Insert into the slot (see values)",
  "Delete from the list where you see it",
])("C009 takes %j for ordinary text", (text) => {
  expect(judge(c009, { status: 400, body: { code: text } })).toEqual([]);
});

test("C009 lets an error repeat what the request said, but for its credential", () => {
  const body = new TextEncoder().encode(JSON.stringify({ file: "/var/log/x.log" }));
  expect(judge(c009, { status: 400, body: { code: "no /var/log/x.log" }, request: { body } })).toEqual([]);
  const headers = [["Authorization", "Bearer abc.def.ghi"]] as const;
  expect(judge(c009, { status: 401, body: { code: "not abc.def.ghi" }, request: { headers } })).toMatchObject([
    { message: "The error shows the credential that was sent." },
  ]);
});
