import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { RecordPlace } from "../../openapi/resources/record-place.js";
import type { SchemaPlace } from "../../openapi/resources/schema-place.js";
import { squash } from "../../openapi/resources/word-form.js";
import { joinPointer, type Pointer } from "../../openapi/reference.js";
import { redactDeclaredSecrets } from "../../openapi/secrets.js";
import { findResponse } from "../../openapi/response.js";
import { makeValid } from "../../openapi/values/make-valid.js";
import { repairValue } from "../../openapi/values/repair-value.js";
import type { BehaviourReply } from "../behaviour.js";
import { toContent, type DefaultCall, type DefaultContext } from "./default-context.js";
import { INFERRED } from "./inferred.js";
import { makeHeaders } from "./make-headers.js";

/** A reply whose body is what a behaviour has to say, in the form that the document asks for. */
export function reply(
  asked: DefaultCall,
  body: Json | undefined,
  { status = asked.role.status, headers: known = {} }: ReplyWish = {},
): BehaviourReply {
  const headers = makeHeaders(asked, status, known);
  const isUndocumented = findResponse(asked.role.operation.responses, status) === undefined;
  return { status, body, headers, rules: [INFERRED], ...(isUndocumented && { isUndocumented }) };
}

/** What a reply says beside its body. */
export interface ReplyWish {
  readonly status?: number;
  /** Headers by their names in lower case, of which those are given that the document declares. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The body that shows one record, or says about one what the document asks for. */
export function showRecord(asked: DefaultCall, record: object, status = asked.role.status): Json | undefined {
  const { mediaType, body, does, operation } = asked.role;
  if (!findResponse(operation.responses, status))
    return status === 204 ? undefined : hideSecrets(asked, toContent(record));
  if (mediaType === undefined) return undefined;
  const content = hideSecrets(asked, toContent(record));
  if (!body) return content;
  if (!does?.record) return fill(asked, body, content, status);
  const shown = project(asked, does.record.record, content);
  if (does.record.path.length === 0) return settle(asked, body, shown, status);
  return settle(asked, body, wrap(asked, body, does.record, shown), status);
}

/** A record as a schema shows it: what it does not name, and what only clients send, is left out. */
export function project({ context }: DefaultCall, place: SchemaPlace, content: JsonObject): JsonObject {
  const { properties, additionalProperties } = context.places.reader.describe(place.schema);
  if (!isJsonObject(properties)) return content;
  const isOpen = additionalProperties !== undefined && additionalProperties !== false;
  const shown = Object.fromEntries(
    Object.entries(content).filter(([name]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (schema === undefined) return isOpen;
      return context.places.reader.flatten(schema).keywords["writeOnly"] !== true;
    }),
  );
  return hideAt(context, place.pointer, shown);
}

/** A record without what the document declares as secret in the schema of what is kept: `x-standin-secret: true`. */
export function hideSecrets({ context, role }: DefaultCall, content: JsonObject): JsonObject {
  const resource = role.does?.resource;
  const declared = resource && context.findDeclared(resource);
  const places = [
    resource?.record?.pointer,
    declared && joinPointer("/x-standin/collections", declared.name, "schema"),
  ].filter((pointer) => pointer !== undefined);
  return places.reduce((shown, pointer) => hideAt(context, pointer, shown), content);
}

function hideAt({ hasSecrets, document }: DefaultContext, pointer: Pointer, content: JsonObject): JsonObject {
  const shown = hasSecrets() ? redactDeclaredSecrets(document.source, pointer, content) : content;
  return isJsonObject(shown) ? shown : content;
}

/** The record within what is around it in the body. */
function wrap(asked: DefaultCall, body: SchemaPlace, { path }: RecordPlace, shown: JsonObject): Json {
  const around = asked.context.values.make(body.schema, {
    seed: asked.role.operation.id,
    extent: "bare",
    sentBy: "server",
  });
  return setAt(around, path, shown);
}

/** A value with another in the place to which some names lead. */
export function setAt(value: Json, path: readonly string[], inner: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return inner;
  const object = isJsonObject(value) ? value : {};
  return { ...object, [name]: setAt(object[name] ?? {}, rest, inner) };
}

/** Names of fields by which an API says that something was done. */
const DONE = /^(ok|success|successful|acknowledged|deleted|updated|created|done|result)$/i;

/** A body of another kind than the record, with what has the same names in both. */
export function fill(asked: DefaultCall, body: SchemaPlace, content: JsonObject, status: number): Json {
  const seed = `${asked.role.operation.id} ${JSON.stringify(asked.call.params.path)}`;
  const made = asked.context.values.make(body.schema, { seed, extent: "bare", sentBy: "server" });
  if (!isJsonObject(made)) return settle(asked, body, made, status);
  const { properties } = asked.context.places.reader.describe(body.schema);
  const names = Object.keys(isJsonObject(properties) ? properties : made);
  const same = names.flatMap((name): [string, Json][] => {
    const field = Object.keys(content).find((candidate) => squash(candidate) === squash(name));
    if (field !== undefined) return [[name, content[field] ?? null]];
    return DONE.test(name) && typeof made[name] === "boolean" ? [[name, true]] : [];
  });
  return settle(asked, body, { ...made, ...Object.fromEntries(same) }, status);
}

/** A body that its schema allows: mended where it is not yet, made anew where that does not help. */
export function settle(asked: DefaultCall, body: SchemaPlace, value: Json, status: number): Json {
  const { context, role } = asked;
  const validate = findResponse(role.operation.responses, status)?.content.get(role.mediaType ?? "");
  if (!validate) return value;
  // One seed for one path, so that what has to be made up is the same each time.
  const seed = `${role.operation.id} ${JSON.stringify(asked.call.params.path)}`;
  const wish = { seed, extent: "bare", sentBy: "server" } as const;
  const mended = repairValue(context.values, { schema: body.schema, validate, value, wish });
  if (mended.violations.length === 0) return mended.value;
  const anew = makeValid(context.values, { schema: body.schema, validate, ...wish, extent: "full" });
  return anew.violations.length === 0 ? anew.value : mended.value;
}
