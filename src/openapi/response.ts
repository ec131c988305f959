import type { Evidence } from "./evidence.js";
import { isJsonObject, type Json } from "./json.js";
import { findMediaTypeRange, isJsonMediaType, parseMediaType } from "./media-type.js";
import type { Sender } from "./one-way.js";
import { enterEach, type Place } from "./place.js";
import { readProvocations, type Provocations } from "./provocation.js";
import { joinPointer, resolveAtPointer, splitPointer, type Pointer } from "./reference.js";
import type { Validate } from "./schema-validator.js";

/** A documented response of an operation. */
export interface Response {
  /** A status, a range such as `4XX`, or `default`. */
  readonly status: string;
  readonly evidence: Evidence;
  readonly rule: string | undefined;
  /** Validators of the body by documented media type; empty where no body is documented. */
  readonly content: ReadonlyMap<string, Validate | undefined>;
  /** The body as it is written; `undefined` where no body is documented. */
  readonly body: ResponseBody | undefined;
  /** The body in each documented media type, that of `body` first. */
  readonly bodies: readonly ResponseBody[];
  readonly headers: readonly ResponseHeader[];
  /** How requests come to it, where it is an error, as far as the document says. */
  readonly provoked: Provocations;
  /** Documented examples by media type and name; one without a name is called `default`. */
  readonly examples: ReadonlyMap<string, ReadonlyMap<string, Json>>;
}

/** The body of a documented response in the media type in which it is written. */
export interface ResponseBody {
  readonly mediaType: string;
  /** The `Content-Type` of a reply with it. */
  readonly contentType: string;
  /** How a value is written in it: XML with the name of its root, or a text as it is. */
  readonly form: "json" | "text" | { readonly xmlRoot: string };
  /** `undefined` where it has no schema. */
  readonly validate: Validate | undefined;
  /** Of a schema that asks of a list only what each of its items is: what judges one item. */
  readonly validateItem: Validate | undefined;
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
    content: readContent(place, "server"),
    ...readBodies(place),
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

/** Reads a `content` map of what one side sends: the validator of each media type that has a schema. */
export function readContent(holder: Place, sender: Sender): ReadonlyMap<string, Validate | undefined> {
  return new Map(
    enterEach(holder, "content").map(([mediaType, place]) => [
      mediaType,
      "schema" in place.value ? place.validators.get(joinPointer(place.pointer, "schema"), sender) : undefined,
    ]),
  );
}

/** The response documented for a status: the exact one, its range, or the default. */
export function findResponse(responses: readonly Response[], status: number): Response | undefined {
  const exact = String(status);
  const find = (key: string) => responses.find((response) => response.status === key);
  return find(exact) ?? find(`${exact.charAt(0)}XX`) ?? find("default");
}

/** The media type in which a response's body is written: JSON where it is documented, else the first. */
export function findReplyMediaType({ body }: Response): string | undefined {
  return body?.mediaType;
}

function readBodies(response: Place): Pick<Response, "body" | "bodies"> {
  const content = enterEach(response, "content");
  const documented = content.map(([mediaType]) => mediaType);
  const usual = documented.find(isJsonMediaType) ?? findMediaTypeRange(documented, "application/json") ?? documented[0];
  const first = content.filter(([mediaType]) => mediaType === usual);
  const others = content.filter(([mediaType]) => mediaType !== usual);
  const bodies = [...first, ...others].map(([mediaType, media]) => readBody(mediaType, media));
  return { body: bodies[0], bodies };
}

function readBody(mediaType: string, media: Place): ResponseBody {
  const head = { mediaType, contentType: toContentType(mediaType), form: readForm(media, mediaType) };
  if (!("schema" in media.value)) return { ...head, validate: undefined, validateItem: undefined };
  const schema = joinPointer(media.pointer, "schema");
  return { ...head, validate: media.validators.get(schema, "server"), validateItem: readItem(media, schema) };
}

/** What a reply without a documented body is sent as: JSON is UTF-8 whether or not it is said (RFC 8259, 8.1); most servers say it. */
export const JSON_CONTENT_TYPE = "application/json; charset=utf-8";

function toContentType(mediaType: string): string {
  // A range stands for many media types, of which a reply has one.
  const chosen = mediaType.replace(/^text\/\*$/, "text/plain").replace(/^(\*|application)\/\*$/, "application/json");
  return /^text\/|[/+](json|xml)\b/.test(chosen) && !/charset=/i.test(chosen) ? `${chosen}; charset=utf-8` : chosen;
}

/** Keywords of a list's schema beside `items` that ask nothing more of the list. */
const SILENT = new Set(["type", "items", "title", "description", "example", "examples"]);

function readItem({ document, validators }: Place, schema: Pointer): Validate | undefined {
  const { value, pointer } = resolveAtPointer(document, schema);
  const isPlain = Object.keys(value).every((keyword) => SILENT.has(keyword) || keyword.startsWith("x-"));
  if (value["type"] !== "array" || !isJsonObject(value["items"]) || !isPlain) return undefined;
  return validators.get(joinPointer(pointer, "items"), "server");
}

function readForm(media: Place, mediaType: string): ResponseBody["form"] {
  const essence = parseMediaType(mediaType)?.essence ?? mediaType;
  if (isJsonMediaType(essence) || essence === "*/*" || essence === "application/*") return "json";
  return /[/+]xml$/.test(essence) ? { xmlRoot: findXmlRoot(media) } : "text";
}

/** The name that a schema's `xml` gives, else that under which the schema is known. */
function findXmlRoot({ value, document, pointer }: Place): string {
  const { schema } = value;
  if (!isJsonObject(schema)) return "response";
  const { value: described, pointer: place } = resolveAtPointer(document, joinPointer(pointer, "schema"));
  const { xml } = described;
  if (isJsonObject(xml) && typeof xml["name"] === "string") return xml["name"];
  return typeof schema["$ref"] === "string" ? (splitPointer(place).at(-1) ?? "response") : "response";
}
