import { readAssumed, type AssumedCheck } from "./assumed.js";
import type { Evidence } from "./evidence.js";
import { METHODS } from "./document-shape.js";
import { isJsonObject, type Json } from "./json.js";
import { isFormMediaType, readForm, type Form } from "./form.js";
import { isJsonMediaType, parseMediaType } from "./media-type.js";
import { getDefaultStyle, readParameterShape, type Parameter, type ParameterLocation } from "./parameter.js";
import { enter, enterEach, type Place } from "./place.js";
import { joinPointer } from "./reference.js";
import { readContent, readExamples, readResponses, type Response } from "./response.js";
import type { Validate } from "./schema-validator.js";
import { listServerUrls } from "./server-url.js";
import { readSecurity, type SecurityRequirement } from "./security.js";

/** One operation of a document, ready to be served. */
export interface Operation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  readonly pathTemplate: string;
  /** URLs of the servers that it, or its path, has in place of the document's. */
  readonly servers?: readonly string[];
  readonly evidence: Evidence;
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  readonly responses: readonly Response[];
  /** Alternatives, any of which lets a request in; empty when the operation asks for no credential. */
  readonly security: readonly SecurityRequirement[];
}

/** What an operation takes as its body. */
export interface RequestBody {
  readonly required: boolean;
  readonly evidence: Evidence;
  /** By documented media type. */
  readonly content: ReadonlyMap<string, RequestContent>;
}

/** The schema of one media type of a request body, and what a rule demands beside it. */
export interface RequestContent {
  readonly validate: Validate | undefined;
  readonly assumed: AssumedCheck | undefined;
  /** The first documented example. */
  readonly example: Json | undefined;
  /** Its fields, where it is a form. */
  readonly form?: Form;
}

/**
 * Reads the operations of a document: what each takes and answers only when it is asked for, as most never are, and to read
 * it of all would hold up a start. @throws Error that names the place of what cannot be read, now or then.
 */
export function readOperations(root: Place): Operation[] {
  return enterEach(root, "paths").flatMap(([pathTemplate, item]) =>
    METHODS.filter((method) => isJsonObject(item.value[method])).map((method) =>
      readOperation(root, pathTemplate, item, method),
    ),
  );
}

function readOperation(root: Place, pathTemplate: string, item: Place, method: string): Operation {
  const place = enter(item, method);
  const id = place.value["operationId"];
  const servers = listServerUrls(place.value) ?? listServerUrls(item.value);
  const parameters = once(() => readParameters(item, place));
  const requestBody = once(() => readRequestBody(place));
  const responses = once(() => readResponses(place, listParameterPlaces(item, place)));
  const security = once(() => readSecurity(root, place));
  return {
    id: typeof id === "string" ? id : `${method} ${pathTemplate}`,
    method: method.toUpperCase(),
    pathTemplate,
    ...(servers && { servers }),
    evidence: place.evidence,
    get parameters() {
      return parameters();
    },
    get requestBody() {
      return requestBody();
    },
    get responses() {
      return responses();
    },
    get security() {
      return security();
    },
  };
}

/** Does something when it is first asked for, and remembers what came of it. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A path item's parameters hold for all its operations, unless the operation has one of the same name and location. */
function readParameters(item: Place, operation: Place): Parameter[] {
  const byKey = new Map<string, Parameter>();
  for (const place of listParameterPlaces(item, operation)) {
    const parameter = readParameter(place);
    if (parameter) byKey.set(`${parameter.location} ${parameter.name}`, parameter);
  }
  return [...byKey.values()];
}

function listParameterPlaces(item: Place, operation: Place): Place[] {
  return [...enterEach(item, "parameters"), ...enterEach(operation, "parameters")].map(([, place]) => place);
}

const LOCATIONS: readonly ParameterLocation[] = ["path", "query", "header", "cookie"];

function readParameter(place: Place): Parameter | undefined {
  const { name, in: location, required, style, explode } = place.value;
  const known = LOCATIONS.find((candidate) => candidate === location);
  if (!known || typeof name !== "string") return undefined;
  // OpenAPI: header parameters of these names are described elsewhere and shall be ignored.
  if (known === "header" && /^(accept|content-type|authorization)$/i.test(name)) return undefined;
  const [content] = enterEach(place, "content");
  const holder = content ? content[1] : place;
  const schema = joinPointer(holder.pointer, "schema");
  const chosen = typeof style === "string" ? style : getDefaultStyle(known);
  const assumed = readAssumed(place.value, place.pointer, place.validators);
  return {
    name: known === "header" ? name.toLowerCase() : name,
    location: known,
    required: known === "path" || required === true,
    style: chosen,
    explode: typeof explode === "boolean" ? explode : chosen === "form",
    json: content !== undefined,
    shape: readParameterShape(place.document, schema),
    evidence: place.evidence,
    validate: place.validators.get(schema),
    example: holder.value["example"],
    ...(assumed && { assumed }),
  };
}

function readRequestBody(operation: Place): RequestBody | undefined {
  if (operation.value["requestBody"] === undefined) return undefined;
  const place = enter(operation, "requestBody");
  const validators = readContent(place, "client");
  return {
    required: place.value["required"] === true,
    evidence: place.evidence,
    content: new Map(
      enterEach(place, "content").map(([mediaType, media]) => [
        mediaType,
        {
          // What we can't read we can't judge, either.
          validate: isReadable(mediaType) ? validators.get(mediaType) : undefined,
          assumed: readAssumed(media.value, media.pointer, media.validators),
          example: readExamples(media).values().next().value,
          ...(isFormMediaType(toEssence(mediaType)) && { form: readForm(media) }),
        },
      ]),
    ),
  };
}

/** Whether we can tell what a body of a media type says: XML and binary ones are taken as they are. */
function isReadable(mediaType: string): boolean {
  const essence = toEssence(mediaType);
  return isJsonMediaType(essence) || isFormMediaType(essence) || /^(text\/(?!xml)|\*\/)/.test(essence);
}

function toEssence(mediaType: string): string {
  return parseMediaType(mediaType)?.essence ?? mediaType.toLowerCase();
}
