import { expect, test } from "vitest";
import { DocumentError, writePlace } from "../document-error.js";
import { loadDocumentText, type LoadedDocument } from "../load-document.js";
import { resolveAtPointer } from "../reference.js";
import type { ReadSibling } from "./bundle-files.js";

/** Loads `main` of some files in the folder `apis`. */
function load({ main, ...others }: Readonly<Record<string, string>>): LoadedDocument {
  const readSibling: ReadSibling = (path) => {
    const text = others[path];
    return text === undefined ? { fault: "leads to a file that is not there" } : { text };
  };
  return loadDocumentText(main ?? "", "apis/main.yaml", { readSibling });
}

function tell({ defects, path }: LoadedDocument): string[] {
  return defects.map(({ file = path, position, about }) => `${writePlace(file, position)} ${about}`);
}

function write(paths: string, rest = "", version = 'openapi: "3.0.3"'): string {
  return `${version}\ninfo: {title: Pets, version: "1"}\npaths: ${paths}\n${rest}`;
}

const OK = 'responses: {"200": {description: ok, content: {application/json: {schema: {$ref: "pet.yaml#/Pet"}}}}}';

test("schemas of other files are taken, those of one version as of all others, and lead to each other in circles", () => {
  const document = load({
    main: write(`{/pets: {get: {operationId: a, ${OK}}}}`),
    "pet.yaml": "Pet: {type: object, properties: {name: {type: string, nullable: true}, owner: {$ref: 'owner.json'}}}",
    "owner.json": '{"type": "object", "properties": {"pets": {"items": {"$ref": "./pet.yaml#/Pet"}}}}',
  });
  expect(tell(document)).toEqual([]);
  const schema = "/paths/~1pets/get/responses/200/content/application~1json/schema";
  const pet = resolveAtPointer(document.source, schema);
  expect(pet.value["properties"]).toMatchObject({ name: { type: ["string", "null"] } });
  const owner = resolveAtPointer(document.source, `${pet.pointer}/properties/owner`);
  expect(resolveAtPointer(document.source, `${owner.pointer}/properties/pets/items`)).toEqual(pet);
});

test("a path item of another file is taken with what it refers to, its own file and the document among it", () => {
  const document = load({
    main: write("{'/pets/{id}': {$ref: paths/pet.yaml#/one}}", "components: {schemas: {Pet: {type: integer}}}"),
    "paths/pet.yaml":
      "one: {parameters: [{$ref: '#/id'}], get: {operationId: a, responses: {'200': {$ref: '../ok.yaml'}}}}\n" +
      "id: {name: id, in: path, required: true, schema: {$ref: '../main.yaml#/components/schemas/Pet'}}",
    "ok.yaml": "{description: ok, content: {application/json: {schema: {type: strnig}}}}",
  });
  expect(tell(document)).toEqual([expect.stringMatching(/^apis\/ok\.yaml:1:\d+ type must be one of/) as string]);
  const parameter = resolveAtPointer(document.source, "/paths/~1pets~1{id}/parameters/0");
  expect(resolveAtPointer(document.source, `${parameter.pointer}/schema`).value).toEqual({ type: "integer" });
});

test("parts of a Swagger document may stand in other files, and are upgraded", () => {
  const document = load({
    main: write(
      "{/pets: {post: {operationId: a, consumes: [application/json], parameters: [{$ref: parts.yaml#/body}], responses: {'200': {$ref: parts.yaml#/ok}}}}, /other: {$ref: path.yaml}}",
      "produces: [application/json]\n",
      'swagger: "2.0"',
    ),
    "parts.yaml":
      "body: {name: b, in: body, schema: {$ref: pet.yaml}}\nok: {description: ok, schema: {$ref: pet.yaml}}",
    "path.yaml": "{get: {operationId: b, responses: {'200': {description: ok, schema: {type: strnig}}}}}",
    "pet.yaml": "{type: object, required: [id], properties: {id: {type: string, x-nullable: true}}}",
  });
  expect(tell(document)).toEqual([expect.stringMatching(/^apis\/path\.yaml:1:70 type must be/) as string]);
  const operation = resolveAtPointer(document.source, "/paths/~1pets/post").value;
  expect(operation).toMatchObject({
    requestBody: { content: { "application/json": { schema: { $ref: "#/x-standin-files/pet.yaml" } } } },
    responses: { 200: { content: { "application/json": { schema: { $ref: "#/x-standin-files/pet.yaml" } } } } },
  });
});

test("a discriminator may lead to schemas of other files", () => {
  const { source } = load({
    main: write(`{/pets: {get: {operationId: a, ${OK}}}}`),
    "pet.yaml": "Pet: {oneOf: [{$ref: 'cat.yaml'}], discriminator: {propertyName: kind, mapping: {cat: cat.yaml}}}",
    "cat.yaml": "{type: object, required: [kind], properties: {kind: {type: string}}}",
  });
  expect(resolveAtPointer(source, "/x-standin-files/pet.yaml/Pet").value["discriminator"]).toEqual({
    propertyName: "kind",
    mapping: { cat: "#/x-standin-files/cat.yaml" },
  });
});

test.each([
  ["other.yaml#/X", "leads to a file that is not there"],
  ["pet.yaml#/None", "leads nowhere"],
  ["pet.yaml#Pet", "leads nowhere"],
  ["a/../../pet.yaml#/Pet", "leaves the folder of the document; only files in it are read"],
  ["%2e%2e/pet.yaml", "leaves the folder of the document; only files in it are read"],
  ["/etc/passwd", "leaves the folder of the document; only files in it are read"],
  ["https://example.com/pet.yaml", "is on another server; nothing is ever fetched"],
  ["//example.com/pet.yaml", "is on another server; nothing is ever fetched"],
  ["file:///etc/passwd", "is on another server; nothing is ever fetched"],
])("a reference to %s is told with its line and leads nowhere", (reference, fault) => {
  const document = load({
    main: write("{}", `components:\n  schemas:\n    A:\n      $ref: ${JSON.stringify(reference)}\n`),
    "pet.yaml": "Pet: {}",
  });
  expect(tell(document)).toEqual([expect.stringMatching(/^apis\/main\.yaml:7:7 /) as string]);
  expect(tell(document)[0]).toContain(fault);
});

test("what is wrong with another file is told where it stands", () => {
  const main = write(`{/pets: {get: {operationId: a, ${OK}}}}`);
  expect(tell(load({ main, "pet.yaml": "Pet:\n  type: object\n  type: string\n" }))).toEqual([
    "apis/pet.yaml:3:3 the same key is there twice",
  ]);
  expect(() => load({ main, "pet.yaml": "Pet: [" })).toThrow(DocumentError);
  expect(() => load({ main, "pet.yaml": "Pet: [" })).toThrow(/^apis\/pet\.yaml:1:7: not well-formed YAML/);
  expect(() => load({ main, "pet.yaml": "[1]" })).toThrow(
    /^apis\/pet\.yaml:1:1: an OpenAPI document must be an object/,
  );
});

test("without files beside it a document refers to none", () => {
  const text = write(`{/pets: {get: {operationId: a, ${OK}}}}`);
  expect(loadDocumentText(text, "main.yaml").defects).toMatchObject([{ id: "remote-reference" }]);
});
