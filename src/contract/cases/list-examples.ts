import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "../../openapi/reference.js";

/** The documented examples of a media type with their names; one without a name is called `example`. */
export function listExamples(document: JsonObject, media: Pointer): [name: string, value: Json][] {
  const { example, examples } = resolveAtPointer(document, media).value;
  const names = Object.keys(isJsonObject(examples) ? examples : {});
  const named = names.flatMap((name): [string, Json][] => {
    const value = findExample(document, joinPointer(media, "examples", name));
    return value === undefined ? [] : [[name, value]];
  });
  return example === undefined ? named : [["example", example], ...named];
}

function findExample(document: JsonObject, pointer: Pointer): Json | undefined {
  const described = findAtPointer(document, pointer);
  return isJsonObject(described) ? resolveAtPointer(document, pointer).value["value"] : undefined;
}
