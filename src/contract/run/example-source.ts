import { findParameter, findRequestSchema } from "../../openapi/body-schema.js";
import type { Document } from "../../openapi/document.js";
import { isJsonObject, type Json } from "../../openapi/json.js";
import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Operation } from "../../openapi/operation.js";
import type { Parameter } from "../../openapi/parameter.js";
import { isOneWayGap } from "../one-way-members.js";
import { joinPointer } from "../../openapi/reference.js";
import { createCaseValues } from "../create-case-values.js";

/** Makes values of which a document has schemas but no examples. */
export interface ExampleSource {
  /** A body; `undefined` where nothing is said of it, or it is no JSON. */
  readonly makeBody: (operation: Operation, mediaType: string) => Json | undefined;
  /** The text of a parameter: its example, else one by its schema. */
  readonly makeText: (operation: Operation, parameter: Parameter) => string | undefined;
}

/** How often a value is made before none is taken for good. */
const MOST_TRIES = 20;

/** Makes a source whose values come from a seed. */
export function createExampleSource(document: Document, seed: number): ExampleSource {
  const maker = createCaseValues(document.source);
  const make = (pointer: string, name: string, isGood: (value: Json) => boolean): Json | undefined => {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const value = maker.make(
        { $ref: `#${encodeURI(pointer)}` },
        { seed: `${seed} ${pointer} ${tries}`, name, extent: "required", sentBy: "client" },
      );
      if (isGood(value)) return value;
    }
    return undefined;
  };
  const makeBody = (operation: Operation, mediaType: string): Json | undefined => {
    const schema = findRequestSchema(document, operation, mediaType);
    if (schema === undefined || !isJsonMediaType(mediaType)) return undefined;
    const { validate, assumed } = operation.requestBody?.content.get(mediaType) ?? {};
    // What is only read is not sent, even where it is required.
    return make(schema, "", (value) =>
      [...(validate?.(value) ?? []), ...(assumed?.validate(value) ?? [])].every((violation) =>
        isOneWayGap(document.source, schema, value, violation, "readOnly"),
      ),
    );
  };
  const bodies = new Map<string, Json | undefined>();
  return {
    makeBody(operation, mediaType) {
      const key = `${operation.id} ${mediaType}`;
      if (!bodies.has(key)) bodies.set(key, makeBody(operation, mediaType));
      return bodies.get(key);
    },
    makeText(operation, parameter) {
      const pointer = findParameter(document, operation, parameter);
      if (parameter.example !== undefined) return toText(parameter.example);
      if (pointer === undefined) return undefined;
      const schema = joinPointer(pointer, "schema");
      const isGood = (made: Json) => parameter.validate(made).length === 0;
      const value = make(schema, parameter.name, isGood);
      // Nothing in a list can't be told from one empty text in it.
      const isEmpty = Array.isArray(value) && value.length === 0;
      const filled = isEmpty ? make(joinPointer(schema, "items"), parameter.name, (item) => isGood([item])) : value;
      return filled === undefined ? undefined : toText(filled);
    },
  };
}

function toText(value: Json): string | undefined {
  if (Array.isArray(value)) return value.map((item) => toText(item) ?? "").join(",");
  return isJsonObject(value) || value === null ? undefined : String(value);
}
