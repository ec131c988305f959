import type { Evidence } from "./evidence.js";
import type { Json } from "./json.js";
import { findMediaTypeRange, isJsonMediaType } from "./media-type.js";
import { enterEach, type Place } from "./place.js";
import { readProvocations, type Provocations } from "./provocation.js";
import { joinPointer } from "./reference.js";
import type { Validate } from "./schema-validator.js";

/** A documented response of an operation. */
export interface Response {
  /** A status, a range such as `4XX`, or `default`. */
  readonly status: string;
  readonly evidence: Evidence;
  readonly rule: string | undefined;
  /** Validators of the body by documented media type; empty where no body is documented. */
  readonly content: ReadonlyMap<string, Validate | undefined>;
  readonly headers: readonly ResponseHeader[];
  /** How requests come to it, where it is an error, as far as the document says. */
  readonly provoked: Provocations;
  /** Documented examples by media type and name; one without a name is called `default`. */
  readonly examples: ReadonlyMap<string, ReadonlyMap<string, Json>>;
}

/** A documented header of a response. */
export interface ResponseHeader {
  /** In lower case. */
  readonly name: string;
  readonly required: boolean;
}

/** Reads the `responses` of an operation with those parameters. */
export function readResponses(operation: Place, parameters: readonly Place[]): Response[] {
  return enterEach(operation, "responses").map(([status, place]) => ({
    status: status.toUpperCase() === "DEFAULT" ? "default" : status.toUpperCase(),
    evidence: place.evidence,
    rule: place.rule,
    content: readContent(place),
    provoked: readProvocations(place, operation, parameters, status),
    examples: new Map(enterEach(place, "content").map(([mediaType, media]) => [mediaType, readExamples(media)])),
    headers: enterEach(place, "headers").map(([name, header]) => ({
      name: name.toLowerCase(),
      required: header.value["required"] === true,
    })),
  }));
}

/** The examples of a media type by their names. */
export function readExamples(media: Place): ReadonlyMap<string, Json> {
  const { example } = media.value;
  const named = enterEach(media, "examples").flatMap(([name, { value }]): [string, Json][] =>
    value["value"] === undefined ? [] : [[name, value["value"]]],
  );
  return new Map(example === undefined ? named : [["default", example], ...named]);
}

/** Reads a `content` map: the validator of each media type that has a schema. */
export function readContent(holder: Place): ReadonlyMap<string, Validate | undefined> {
  return new Map(
    enterEach(holder, "content").map(([mediaType, place]) => [
      mediaType,
      "schema" in place.value ? place.validators.get(joinPointer(place.pointer, "schema")) : undefined,
    ]),
  );
}

/** The response documented for a status: the exact one, its range, or the default. */
export function findResponse(responses: readonly Response[], status: number): Response | undefined {
  const wanted = [String(status), `${String(status)[0]}XX`, "default"];
  return wanted.map((key) => responses.find((response) => response.status === key)).find(Boolean);
}

/** The media type in which a response's body is written: JSON where it is documented, else the first. */
export function findReplyMediaType(response: Response): string | undefined {
  const documented = [...response.content.keys()];
  return documented.find(isJsonMediaType) ?? findMediaTypeRange(documented, "application/json") ?? documented[0];
}
