import type { ServedApi } from "../emulator/served-api.js";
import type { Operation } from "../openapi/operation.js";
import type { InferredCollection } from "./infer-collections.js";

/** The overlay that declares what an API keeps. */
export function writeOverlay(api: string, collections: readonly InferredCollection[]): string {
  const declared = collections.map(({ name, identity, schema }) => [
    `        ${JSON.stringify(name)}:`,
    `          schema: { $ref: ${JSON.stringify(schema)} }`,
    `          identity: ${JSON.stringify(identity)}`,
    `          cleanup: delete`,
  ]);
  return [
    "# What the document does not say of itself. Changes of the document itself can stand here, too.",
    "overlay: 1.0.0",
    "info:",
    `  title: What ${api} keeps`,
    '  version: "1"',
    "actions:",
    "  - target: $",
    "    update:",
    "      x-standin:",
    `        api: ${api}`,
    declared.length === 0 ? "        collections: {}" : "        collections:",
    ...declared.flat().map((line) => `  ${line}`),
    "",
  ].join("\n");
}

/** The records with which an API begins. */
export function writeFixture(api: string, collections: readonly InferredCollection[]): string {
  const records = Object.fromEntries(collections.map((collection) => [collection.name, collection.records]));
  const fixture = { api, name: "demo", about: `The records with which ${api} begins.`, collections: records };
  return `${JSON.stringify(fixture, null, 2)}\n`;
}

/** Behaviours by `operationId`, with two examples that do nothing yet. */
export function writeBehaviours({ document }: ServedApi): string {
  const [first, second = first] = [...document.operations].toSorted(compareOperations);
  const examples = first && second ? [...showAnswer(first), ...showRefusal(second)] : [];
  return [
    "// What operations do otherwise than the document alone says, by operationId. All others do what it says.",
    '// import { Problem } from "standin";',
    "",
    "export default {",
    ...examples,
    "};",
    "",
  ].join("\n");
}

/** Those that change something first. */
function compareOperations(one: Operation, other: Operation): number {
  return Number(other.method === "POST") - Number(one.method === "POST");
}

function showAnswer(operation: Operation): string[] {
  return [
    `  // ${operation.method} ${operation.pathTemplate}: an answer of its own. \`call\` has params, body, principal and world.`,
    `  // ${JSON.stringify(operation.id)}(call) {`,
    `  //   return { status: ${findSuccess(operation)}, body: call.body, rules: [] };`,
    "  // },",
    "",
  ];
}

function showRefusal(operation: Operation): string[] {
  return [
    `  // ${operation.method} ${operation.pathTemplate}: refused, in the form that the document has for the error.`,
    `  // ${JSON.stringify(operation.id)}() {`,
    '  //   throw new Problem("conflict", { message: "Not today." });',
    "  // },",
  ];
}

function findSuccess({ responses }: Operation): string {
  return (responses.find(({ status }) => status.startsWith("2"))?.status ?? "200").replaceAll("X", "0");
}

/** A test that needs nothing but Node and this package. */
export function writeTest(api: ServedApi, file: string): string {
  const read = api.document.operations.find(
    ({ method, parameters }) => method === "GET" && parameters.every(({ required }) => !required),
  );
  const path = (api.basePaths[0] ?? "") + (read?.pathTemplate ?? "/");
  return `import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { createEmulator } from "standin";
import { loadApiFile } from "standin/node";

const { api } = await loadApiFile(fileURLToPath(new URL(${JSON.stringify(file)}, import.meta.url)));

test("it answers, and as its document says", async () => {
  const emulator = createEmulator({ apis: [api] });
  const { headers, query } = await emulator.issueCredential(${JSON.stringify(api.name)});
  const response = await emulator.fetch(\`http://localhost${path}?\${new URLSearchParams(query)}\`, { headers });
  assert.${read ? "equal(response.status < 300, true)" : "equal(response.status < 500, true)"};
  assert.equal(response.headers.get("x-standin-violations"), null);
});
`;
}
