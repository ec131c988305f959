import { readFile } from "node:fs/promises";
import SwaggerParser from "@apidevtools/swagger-parser";
import type { OpenAPI } from "openapi-types";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { listApis, loadApis } from "../adapters/load-apis.js";
import { readDocument } from "../openapi/document.js";
import { isEvidence } from "../openapi/evidence.js";
import { isJsonObject, type Json, type JsonObject } from "../openapi/json.js";
import { joinPointer, resolveAtPointer, type Pointer } from "../openapi/reference.js";
import { createSchemaValidators } from "../openapi/schema-validator.js";
import { isStandinExtension } from "../openapi/standin-extension.js";
import { createEmulator } from "../emulator/emulator.js";

const NAMES = [...(await listApis()), "standin"];

async function loadDocument(name: string): Promise<JsonObject> {
  const document: unknown = parse(await readFile(new URL(`../../openapi/${name}.yaml`, import.meta.url), "utf8"));
  if (!isJsonObject(document)) throw new Error(`openapi/${name}.yaml is no object`);
  return document;
}

/** Every object of a document, with its pointer. */
function* walk(value: Json, pointer: Pointer = ""): Generator<[Pointer, JsonObject]> {
  if (isJsonObject(value)) yield [pointer, value];
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) yield* walk(child, joinPointer(pointer, key));
}

test.each(NAMES)("the document of %s is valid OpenAPI 3.1", async (name) => {
  const document = await loadDocument(name);
  expect(document["openapi"]).toBe("3.1.0");
  // The parser judges what it is given; that it is a document is what is to be shown.
  await SwaggerParser.validate(structuredClone(document) as object as OpenAPI.Document);
});

test.each(NAMES)("every example in the document of %s is valid against the schema beside it", async (name) => {
  const document = await loadDocument(name);
  const validators = createSchemaValidators(document);
  const broken: string[] = [];
  let judged = 0;
  for (const [pointer, holder] of walk(document)) {
    if (pointer.includes("/x-standin/") || !isJsonObject(holder["schema"])) continue;
    for (const [place, value] of listExamples(document, holder)) {
      judged++;
      const violations = validators.get(joinPointer(pointer, "schema"))(value);
      broken.push(...violations.map(({ field, message }) => `#${pointer} ${place}: ${field} ${message}`));
    }
  }
  expect(broken).toEqual([]);
  expect(judged).toBeGreaterThan(0);
});

function listExamples(document: JsonObject, { example, examples }: JsonObject): [string, Json][] {
  const named = isJsonObject(examples) ? Object.entries(examples) : [];
  return [
    ...(example === undefined ? [] : [["example", example] satisfies [string, Json]]),
    ...named.map(([key, entry]): [string, Json] => [key, readExample(document, entry)]),
  ];
}

/** An example's value, wherever a `$ref` has it. */
function readExample(document: JsonObject, entry: Json): Json {
  if (!isJsonObject(entry)) throw new Error("an example should be an object");
  const { $ref: reference } = entry;
  const { value } = typeof reference === "string" ? resolveAtPointer(document, reference.slice(1)).value : entry;
  if (value === undefined) throw new Error("an example should have a value");
  return value;
}

test.each(NAMES)("every media type of %s has an example", async (name) => {
  const document = await loadDocument(name);
  const without = [...walk(document)]
    .filter(([pointer, holder]) => /\/content\/[^/]+$/.test(pointer) && listExamples(document, holder).length === 0)
    .map(([pointer]) => pointer);
  expect(without).toEqual([]);
});

test.each(NAMES)("evidence and rules in the document of %s are words and ids that there are", async (name) => {
  const document = await loadDocument(name);
  const extension = document["x-standin"];
  if (!isStandinExtension(extension)) throw new Error("the document should have its x-standin");
  const wrong: string[] = [];
  for (const [pointer, holder] of walk(document)) {
    const { "x-evidence": evidence, "x-rule": rule } = holder;
    if (evidence !== undefined && !isEvidence(evidence)) wrong.push(`#${pointer} x-evidence`);
    const rules = Array.isArray(rule) ? rule : [rule];
    for (const id of rules) {
      if (typeof id === "string" && !Object.hasOwn(extension.rules, id)) wrong.push(`#${pointer} x-rule ${id}`);
    }
    if ((evidence === "inferred" || evidence === "assumed") && rule === undefined) {
      if (!pointer.startsWith("/x-standin")) wrong.push(`#${pointer} is ${evidence} by no rule`);
    }
  }
  for (const [id, { evidence }] of Object.entries(extension.rules)) {
    if (!isEvidence(evidence)) wrong.push(`rule ${id}`);
    const base = extension.rules[id.split(".", 1)[0] ?? ""];
    if (!base) wrong.push(`rule ${id} is an aspect of none`);
  }
  expect(wrong).toEqual([]);
});

test.each(NAMES)(
  "what rules of %s demand beyond the documentation stands beside a schema, never in it",
  async (name) => {
    const document = await loadDocument(name);
    const { rules } = readDocument(document, createSchemaValidators(document));
    for (const [pointer, { "x-assumed": assumed, ...holder }] of walk(document)) {
      if (!isJsonObject(assumed)) continue;
      expect(holder, pointer).toHaveProperty("schema");
      expect(findRule(rules, assumed["rule"])?.evidence, pointer).toBe(assumed["evidence"]);
    }
  },
);

function findRule<Rule>(rules: Readonly<Record<string, Rule>>, id: Json | undefined): Rule | undefined {
  return typeof id === "string" ? rules[id] : undefined;
}

test("every record of every fixture keeps its collection's schema, references and unique keys", async () => {
  const apis = await loadApis();
  const broken: string[] = [];
  let judged = 0;
  for (const api of apis) {
    const { collections } = readDocument(api.document, createSchemaValidators(api.document));
    for (const fixture of Object.values(api.fixtures)) {
      for (const [name, records] of Object.entries(fixture.collections)) {
        for (const record of records) {
          judged++;
          const violations = collections[name]?.validate(record) ?? [{ field: name, message: "is no collection" }];
          const id = JSON.stringify(record[collections[name]?.identity ?? ""]);
          broken.push(
            ...violations.map(
              ({ field, message }) => `${fixture.api} ${fixture.name} ${name} ${id}: ${field} ${message}`,
            ),
          );
        }
      }
      const one = createEmulator({ apis: [api], seed: fixture.name });
      broken.push(...one.complaints);
    }
  }
  expect(broken).toEqual([]);
  expect(judged).toBeGreaterThan(50);
});
