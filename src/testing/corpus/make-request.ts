import { findParameter, findRequestMedia } from "../../openapi/body-schema.js";
import { isJsonObject, toText, type Json } from "../../openapi/json.js";
import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Operation } from "../../openapi/operation.js";
import type { Parameter } from "../../openapi/parameter.js";
import { findAtPointer, joinPointer } from "../../openapi/reference.js";
import { makeValid } from "../../openapi/values/make-valid.js";
import type { DefaultContext } from "../../emulator/defaults/default-context.js";
import type { PlainRequest } from "../../emulator/message.js";

/** A request that an operation's document allows, or why none could be made. */
export type MadeRequest =
  { readonly request: PlainRequest; readonly pathValues: Readonly<Record<string, string>> } | { readonly why: string };

/** Makes a valid request of an operation, whose path has the values given; what need not be sent is not. */
export function makeRequest(
  context: DefaultContext,
  basePath: string,
  operation: Operation,
  pathValues: Readonly<Record<string, string>>,
): MadeRequest {
  const headers: Record<string, string> = {};
  const query: string[] = [];
  for (const parameter of operation.parameters) {
    if (parameter.location === "path" || !parameter.required) continue;
    const made = makeParameter(context, operation, parameter);
    if (made === undefined) return { why: `no value of ${parameter.location} ${parameter.name} could be made` };
    if (parameter.location === "query") query.push(...writePairs(parameter, made));
    else if (parameter.location === "header") headers[parameter.name] = writeText(made);
    else headers["cookie"] = `${parameter.name}=${writeText(made)}`;
  }
  const used: Record<string, string> = {};
  const path = operation.pathTemplate.replaceAll(/\{([^{}]+)\}/g, (_, name: string) =>
    encodeURIComponent((used[name] = pathValues[name] ?? makePathText(context, operation, name))),
  );
  const body = makeBody(context, operation);
  if (body !== undefined && "why" in body) return body;
  // What some documents tell apart by a fragment, which no client sends, is asked for as a part of the path.
  const url = basePath + path.replaceAll("#", "%23") + (query.length > 0 ? `?${query.join("&")}` : "");
  const sent = { ...headers, ...body?.headers };
  return {
    request: { method: operation.method, url, headers: sent, ...(body && { body: body.text }) },
    pathValues: used,
  };
}

/** The text of a parameter of a path, as its schema allows it. */
export function makePathText(context: DefaultContext, operation: Operation, name: string): string {
  const parameter = operation.parameters.find((candidate) => candidate.location === "path" && candidate.name === name);
  const made = parameter && makeParameter(context, operation, parameter);
  const text = made === undefined ? "" : writeText(made);
  return text === "" ? "1" : text;
}

function makeParameter(context: DefaultContext, operation: Operation, parameter: Parameter): Json | undefined {
  const pointer = findParameter(context.document, operation, parameter);
  const schema =
    pointer === undefined ? undefined : findAtPointer(context.document.source, joinPointer(pointer, "schema"));
  const examples = parameter.example === undefined ? [] : [parameter.example];
  const wish = {
    seed: `${operation.id} ${parameter.name}`,
    name: parameter.name,
    sentBy: "client",
    extent: "required",
  } as const;
  const made = makeValid(context.values, { schema: schema ?? true, validate: parameter.validate, examples, ...wish });
  return made.violations.length === 0 ? made.value : undefined;
}

function writePairs({ name, explode, style, json }: Parameter, value: Json): string[] {
  if (json) return [pair(name, JSON.stringify(value))];
  if (Array.isArray(value)) {
    return explode ? value.map((item) => pair(name, writeText(item))) : [pair(name, value.map(writeText).join(","))];
  }
  if (!isJsonObject(value)) return [pair(name, writeText(value))];
  const isDeep = style === "deepObject";
  return Object.entries(value).map(([key, item]) => pair(isDeep ? `${name}[${key}]` : key, writeText(item)));
}

function pair(key: string, text: string): string {
  return `${encodeURIComponent(key)}=${encodeURIComponent(text)}`;
}

function writeText(value: Json): string {
  if (Array.isArray(value)) return value.map(writeText).join(",");
  if (isJsonObject(value))
    return Object.entries(value)
      .flat()
      .map((part) => writeText(part))
      .join(",");
  return typeof value === "boolean" ? String(value) : toText(value);
}

type MadeBody =
  { readonly headers: Record<string, string>; readonly text: string } | { readonly why: string } | undefined;

function makeBody(context: DefaultContext, operation: Operation): MadeBody {
  const { requestBody } = operation;
  if (!requestBody) return undefined;
  const types = [...requestBody.content.keys()];
  const type =
    types.find((candidate) => isJsonMediaType(toEssence(candidate))) ??
    types.find((one) => /urlencoded/.test(one)) ??
    types[0];
  if (type === undefined) return undefined;
  const essence = toEssence(type);
  const media = findRequestMedia(context.document, operation, essence);
  const schema = media === undefined ? undefined : findAtPointer(context.document.source, joinPointer(media, "schema"));
  const content = requestBody.content.get(type);
  const examples = content?.example === undefined ? [] : [content.example];
  const validate = content?.validate ?? (() => []);
  const isForm = /urlencoded|multipart/.test(essence);
  const wish = { seed: `${operation.id} body`, sentBy: "client", extent: isForm ? "required" : "some" } as const;
  const made = makeValid(context.values, {
    schema: schema ?? true,
    validate,
    examples: isForm ? [] : examples,
    ...wish,
  });
  if (made.violations.length > 0) {
    const [first] = made.violations;
    return requestBody.required
      ? { why: `no valid body could be made: ${first?.field ?? ""} ${first?.message ?? ""}` }
      : undefined;
  }
  return writeBody(essence === "*/*" ? "application/json" : essence, made.value);
}

function writeBody(essence: string, value: Json): MadeBody {
  const headers = { "content-type": essence };
  if (isJsonMediaType(essence)) return { headers, text: JSON.stringify(value) };
  if (essence === "application/x-www-form-urlencoded" && isJsonObject(value)) {
    const flat = Object.entries(value).flatMap(([name, item]) =>
      Array.isArray(item)
        ? item.map((one): [string, string] => [name, writeText(one)])
        : [[name, writeText(item)] as [string, string]],
    );
    return { headers, text: new URLSearchParams(flat).toString() };
  }
  if (essence.startsWith("multipart/") && isJsonObject(value)) {
    const parts = Object.entries(value).map(([name, item]) => {
      const isPlain = typeof item !== "object" || item === null;
      const type = isPlain ? "" : "\r\ncontent-type: application/json";
      return `--corpus\r\ncontent-disposition: form-data; name="${name}"${type}\r\n\r\n${isPlain ? writeText(item) : JSON.stringify(item)}\r\n`;
    });
    return { headers: { "content-type": `${essence}; boundary=corpus` }, text: `${parts.join("")}--corpus--\r\n` };
  }
  return { headers, text: typeof value === "string" ? value : JSON.stringify(value) };
}

function toEssence(mediaType: string): string {
  return mediaType.split(";", 1).join("").trim().toLowerCase();
}
