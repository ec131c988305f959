import { findAtPointer, joinPointer, resolveAtPointer, type Pointer } from "../../openapi/reference.js";
import { findResponse } from "../../openapi/response.js";
import { isJsonObject, type Json } from "../../openapi/json.js";
import type { DefaultCall } from "./default-context.js";

/** The headers that a reply of that status has to have, and those of what is known, such as where what was made is, that it may. */
export function makeHeaders(
  { context, role }: DefaultCall,
  status: number,
  known: Readonly<Record<string, string>>,
): Record<string, string> {
  const response = findResponse(role.operation.responses, status);
  const headers: Record<string, string> = {};
  for (const { name, required } of response?.headers ?? []) {
    const place = findHeader(context.document.source, role.operation, response?.status ?? "", name);
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (value !== undefined) headers[name] = value;
    else if (required && name !== "content-type") {
      headers[name] = toText(context.values.make(place, { seed: `${role.operation.id} ${name}`, name }));
    }
  }
  if (status >= 300 && status < 400) headers["location"] ??= known["location"] ?? "/";
  return headers;
}

function toText(value: Json): string {
  return typeof value === "string" ? value.replaceAll(/[^\t\u0020-\u007e]/g, "") : JSON.stringify(value);
}

/** Schema of a response's header. */
function findHeader(
  source: DefaultCall["context"]["document"]["source"],
  { pathTemplate, method }: DefaultCall["role"]["operation"],
  status: string,
  name: string,
): Json {
  const responses = resolve(source, joinPointer("/paths", pathTemplate));
  const operation = joinPointer(responses, method.toLowerCase(), "responses");
  const map = findAtPointer(source, operation);
  const key = Object.keys(isJsonObject(map) ? map : {}).find(
    (candidate) => candidate.toUpperCase() === status.toUpperCase(),
  );
  if (key === undefined) return { type: "string" };
  const headers = joinPointer(resolve(source, joinPointer(operation, key)), "headers");
  const all = findAtPointer(source, headers);
  const written = Object.keys(isJsonObject(all) ? all : {}).find((candidate) => candidate.toLowerCase() === name);
  if (written === undefined) return { type: "string" };
  const header = findAtPointer(source, resolve(source, joinPointer(headers, written)));
  return (isJsonObject(header) ? header["schema"] : undefined) ?? { type: "string" };
}

function resolve(source: DefaultCall["context"]["document"]["source"], pointer: Pointer): Pointer {
  return resolveAtPointer(source, pointer).pointer;
}
