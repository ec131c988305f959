import { RegExpParser } from "@eslint-community/regexpp";
import { Faker, en } from "@faker-js/faker";
import type { JsonObject } from "../openapi/json.js";
import { createSchemaReader } from "../openapi/schema-reader.js";
import { createImagination } from "../openapi/values/imagination.js";
import { createValueMaker, type ValueMaker } from "../openapi/values/value-maker.js";

/** The newest instant that is made; the same at any time, so that a seed makes the same cases. */
const NOW = Date.UTC(2026, 0, 1);

/** Makes a maker of the values in cases, by the schemas of a document. */
export function createCaseValues(document: JsonObject): ValueMaker {
  const imagination = createImagination(new Faker({ locale: en }), new RegExpParser());
  return createValueMaker({ reader: createSchemaReader(document), imagination, now: NOW });
}
