import type { Examination } from "../defect.js";
import { isJsonObject, type Json, type JsonObject } from "../json.js";
import { isJsonMediaType, parseMediaType } from "../media-type.js";
import { createPatternEngine } from "../pattern-engine.js";
import { findAtPointer, joinPointer, splitPointer, type Pointer } from "../reference.js";
import { createSchemaValidators, type SchemaValidators } from "../schema-validator.js";
import type { Site } from "../walk-document.js";

/** Judges what a document shows as valid by what it says is. */
export interface ValueJudge {
  /** Judges the examples and defaults that stand at a site. */
  examine(site: Site): void;
}

/** Examples and defaults that break the schema beside them, and schemas by which nothing can be judged. */
export function createValueJudge({ document, report }: Examination): ValueJudge {
  const uncompilable = (pointer: Pointer, error: Error) =>
    report({
      id: "uncompilable-schema",
      pointer,
      about: `the schema can't be compiled: ${error.message}`,
      decided: "any value is allowed there",
    });
  const validators = createSchemaValidators(document, { compilePattern: createPatternEngine(), uncompilable });
  const judge = (value: Json, pointer: Pointer, schema: Pointer, what: string): void => {
    const [violation] = validate(validators, schema, value);
    if (!violation) return;
    const { field, message } = violation;
    const id = what === "default" ? "wrong-default" : "wrong-example";
    const about = `the ${what} breaks its schema: ${`${field} ${message}`.trim()}`;
    report({ id, pointer, about, decided: "it is not answered or used where it would not be valid" });
  };
  return {
    examine({ kind, pointer, value }) {
      if (kind === "schema") {
        // A value of what may be read only, or written only, is judged where it is used.
        const { default: fallback, example, examples } = value;
        if (fallback !== undefined) judge(fallback, joinPointer(pointer, "default"), pointer, "default");
        if (example !== undefined) judge(example, joinPointer(pointer, "example"), pointer, "example");
        for (const [index, item] of (Array.isArray(examples) ? examples : []).entries()) {
          judge(item, joinPointer(pointer, "examples", String(index)), pointer, "example");
        }
        return;
      }
      if (kind !== "mediaType" && kind !== "parameter" && kind !== "header") return;
      if (kind === "mediaType" && !isOfJson(pointer)) return;
      const schema = joinPointer(pointer, "schema");
      if (findAtPointer(document, schema) === undefined) return;
      for (const [shown, place] of listExamples(value, pointer)) judge(shown, place, schema, "example");
    },
  };
}

function validate(validators: SchemaValidators, schema: Pointer, value: Json) {
  try {
    return validators.get(schema)(value);
  } catch (error) {
    // Judging a value that is nested as deep as a document may be can take more room than there is.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** Examples of other media types are texts of these. */
function isOfJson(pointer: Pointer): boolean {
  const essence = parseMediaType(splitPointer(pointer).at(-1) ?? "")?.essence;
  return essence !== undefined && (isJsonMediaType(essence) || essence === "*/*");
}

function listExamples(holder: JsonObject, pointer: Pointer): [value: Json, place: Pointer][] {
  const { example, examples } = holder;
  const named = Object.entries(isJsonObject(examples) ? examples : {}).flatMap(([name, item]): [Json, Pointer][] =>
    isJsonObject(item) && item["value"] !== undefined
      ? [[item["value"], joinPointer(pointer, "examples", name, "value")]]
      : [],
  );
  return example === undefined ? named : [[example, joinPointer(pointer, "example")], ...named];
}
