import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { JsonObject } from "./json.js";
import {
  compileValidators,
  createSchemaValidators,
  useCompiledValidators,
  type CompiledValidators,
} from "./schema-validator.js";
import { writeStandaloneValidators } from "./standalone-validators.js";

const SCHEMAS: JsonObject = {
  Pet: {
    oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
    discriminator: { propertyName: "kind", mapping: { "a-cat": "#/components/schemas/Cat", "a-dog": "Dog" } },
  },
  Cat: { type: "object", required: ["name"], properties: { kind: {}, name: { type: "string", minLength: 2 } } },
  Dog: {
    type: "object",
    required: ["name"],
    properties: { kind: {}, name: { type: "string" }, born: { type: "string", format: "date-time" } },
  },
  Either: {
    oneOf: [{ type: "string" }, { type: "object", required: ["id"], properties: { id: { type: "string" } } }],
  },
  House: {
    type: "object",
    properties: { pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } } },
    additionalProperties: false,
  },
  Id: { type: "string", format: "ulid" },
  Key: { type: "string", format: "ulid" },
  Animal: { $ref: "#/components/schemas/Creature" },
  Creature: { $ref: "#/components/schemas/Pet" },
};

const PETS: JsonObject = { components: { schemas: SCHEMAS } };

function judge(schema: string, value: unknown): string[] {
  const validate = createSchemaValidators(PETS).get(`/components/schemas/${schema}`);
  return validate(value).map(({ field, message }) => `${field} ${message}`.trim());
}

test("a discriminator lets only the branch that its value names judge", () => {
  expect(judge("Pet", { kind: "a-cat", name: "Tom" })).toEqual([]);
  expect(judge("Pet", { kind: "a-dog", name: "R" })).toEqual([]);
  expect(judge("Pet", { kind: "a-cat", name: "R" })).toEqual(["name must NOT have fewer than 2 characters"]);
});

test("a discriminator's unknown value is told with those that there are", () => {
  expect(judge("Pet", { kind: "a-fish", name: "Wanda" })).toEqual(["kind must be one of: a-cat, a-dog"]);
  expect(judge("Pet", { name: "Wanda" })).toEqual(["kind is required"]);
});

test("all violations are told together, with their places as people write them", () => {
  const violations = judge("House", { pets: [{ kind: "a-dog" }, { kind: "a-cat", name: 1 }], garden: true });
  expect(violations).toEqual(["garden is not allowed", "pets[0].name is required", "pets[1].name must be string"]);
});

test("of alternatives that all fail the choice is told, and what is wrong with a part of the value", () => {
  expect(judge("Either", { name: "x" })).toEqual(["must match one of the alternatives"]);
  expect(judge("Either", { id: 1 })).toEqual(["id must be string", "must match one of the alternatives"]);
});

test("a ULID is checked as a format", () => {
  expect(judge("Id", "01J0000000000000000000HVB1")).toEqual([]);
  expect(judge("Id", "01J0000000000000000000HVBU")).toEqual(['must match format "ulid"']);
});

test("a schema that is not there is refused by its place", () => {
  expect(() => createSchemaValidators(PETS).get("/components/schemas/Bird")).toThrow("#/components/schemas/Bird");
});

test("validators that the build writes judge as those compiled at run time do", async () => {
  const places = ["Pet", "House", "Either", "Id", "Key", "Animal"].map((name) => `/components/schemas/${name}`);
  const [atBuild, atRun] = [useCompiledValidators(await buildValidators(places)), createSchemaValidators(PETS)];
  const pet = fc.record(
    { kind: fc.constantFrom("a-cat", "a-dog", "x"), name: fc.string(), born: fc.string() },
    { requiredKeys: [] },
  );
  const value = fc.oneof(pet, fc.record({ pets: fc.array(pet) }), fc.jsonValue());
  fc.assert(
    fc.property(fc.constantFrom(...places), value, (place, candidate) => {
      expect(atBuild.get(place)(candidate)).toEqual(atRun.get(place)(candidate));
    }),
  );
});

test("schemas that are the same, or refer to one and the same, share the validator that the build writes", async () => {
  const all = await buildValidators(Object.keys(SCHEMAS).map((name) => `/components/schemas/${name}`));
  const get = (name: string) => all[`/components/schemas/${name}`];
  expect(get("Key")).toBe(get("Id"));
  expect([get("Animal"), get("Creature")]).toEqual([get("Pet"), get("Pet")]);
  expect(new Set(Object.values(all)).size).toBe(Object.keys(SCHEMAS).length - 3);
});

/** What the build writes for those schemas, as it is loaded. */
async function buildValidators(places: readonly string[]): Promise<CompiledValidators> {
  const formats = new URL("../../dist/formats.js", import.meta.url).href;
  const folder = await mkdtemp(join(import.meta.dirname, "../../.build/validators-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "validators.mjs");
  await writeFile(file, writeStandaloneValidators(PETS, places, formats));
  const written = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { default: CompiledValidators };
  return written.default;
}

test("compiled validators that a function gives are asked for when the first of them judges, and named when one is missing", () => {
  let asked = 0;
  const compiled = compileValidators(PETS, ["/components/schemas/Id"]);
  const load = () => {
    asked++;
    return compiled;
  };
  const [id, bird] = ["Id", "Bird"].map((name) => useCompiledValidators(load).get(`/components/schemas/${name}`));
  expect(asked).toBe(0);
  expect(id?.("no ULID")).toMatchObject([{ keyword: "format" }]);
  expect(id?.("01J0000000000000000000HVB1")).toEqual([]);
  expect(asked).toBe(1);
  expect(() => bird?.({})).toThrow("no validator was compiled for #/components/schemas/Bird");
});
