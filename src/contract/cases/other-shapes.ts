import { findRequestMedia, findRequestSchema } from "../../openapi/body-schema.js";
import type { Json, JsonObject } from "../../openapi/json.js";
import { joinPointer, type Pointer } from "../../openapi/reference.js";
import type { Case } from "../case.js";
import type { CheckRun } from "../check.js";
import { createCaseValues } from "../create-case-values.js";
import { visitParamPlaces } from "../param-places.js";
import { proveCase } from "./prove-case.js";
import { readCase } from "./read-case.js";
import { writePath } from "./value-path.js";
import { visitPlaces } from "./visit-places.js";
import { withBody } from "./write-value.js";

/** How many bodies are made, and how many that show something new are kept. */
const [MOST_TRIES, MOST_SHAPES] = [40, 8];

/**
 * Cases with other bodies that the documentation allows: other branches of alternatives, members that the good one lacks.
 * Whether a server takes them depends on what it knows, so they are only good to be broken.
 */
export function listOtherShapes(run: CheckRun, base: Case, seed: number): Case[] {
  const { contract } = run;
  const { source } = contract.document;
  const { body } = readCase(base);
  const mediaType = body.kind === "value" ? body.mediaType : "";
  const schema = findRequestSchema(contract.document, base.operation, mediaType);
  const media = findRequestMedia(contract.document, base.operation, mediaType);
  if (body.kind !== "value" || schema === undefined || media === undefined) return [];
  const maker = createCaseValues(source);
  const seen = new Set(listFields(source, media, body.value));
  const shapes: Case[] = [];
  for (let tries = 0; tries < MOST_TRIES && shapes.length < MOST_SHAPES; tries += 1) {
    const made = visitParamPlaces(
      source,
      schema,
      maker.make({ $ref: `#${encodeURI(schema)}` }, { seed: `${seed} ${tries}`, extent: "full", sentBy: "client" }),
      (key, text) => run.findValue(key) ?? text,
    );
    const fields = listFields(source, media, made).filter((field) => !seen.has(field));
    const shape = withBody(base, made);
    if (fields.length === 0 || proveCase(contract, shape).documented.length > 0) continue;
    for (const field of fields) seen.add(field);
    shapes.push(shape);
  }
  return shapes;
}

/** The fields of a value, with what constants of its schemas tell of its branches. */
function listFields(document: JsonObject, media: Pointer, value: Json): string[] {
  return [...visitPlaces(document, [joinPointer(media, "schema")], value)].flatMap(({ path, value: part, schemas }) => {
    if (part === undefined) return [];
    const isChoice = schemas.some((schema) => "const" in schema);
    return [writePath(path).replaceAll(/\[\d+\]/g, "[]") + (isChoice ? `=${JSON.stringify(part)}` : "")];
  });
}
