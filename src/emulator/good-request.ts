import type { Json } from "../openapi/json.js";
import type { Operation } from "../openapi/operation.js";
import type { ProvocationExtension } from "../openapi/standin-extension.js";
import type { ProvokingRequest } from "./known-error.js";
import { listBasePaths, type ServedApi } from "./served-api.js";

/** In what a request differs from a good one. */
export type Difference = Pick<
  ProvocationExtension,
  "path" | "query" | "headers" | "body" | "withoutBody" | "switches" | "times"
> & {
  /** Name of the principal; none with `null`. */
  readonly principal?: string | null;
  /** Sent as it is, in place of a body of JSON. */
  readonly text?: string;
  readonly bodyBytes?: number;
};

/** What a request of an operation is like that the document's own examples make, but for what is to be different. */
export function toRequest(
  api: ServedApi,
  operation: Operation,
  principal: string | null,
  wanted: Difference,
): ProvokingRequest {
  const { method, pathTemplate } = operation;
  const path = pathTemplate.replace(/\{([^}]+)\}/g, (_, name: string) =>
    encodeURIComponent(wanted.path?.[name] ?? getPathExample(operation, name)),
  );
  const query = new URLSearchParams(wanted.query).toString();
  const who = wanted.principal === undefined ? principal : wanted.principal;
  const switches = Object.entries(wanted.switches ?? {}).map(([name, value]) => [`${api.name}.${name}`, value]);
  return {
    method,
    path: (listBasePaths(api, operation)[0] ?? "") + path + (query === "" ? "" : `?${query}`),
    ...toBody(operation, wanted),
    ...(who !== null && { principal: `${api.name}.${who}` }),
    switches: Object.fromEntries(switches) as Record<string, string>, // of names and values
    times: wanted.times ?? 1,
  };
}

function toBody(
  { requestBody }: Operation,
  wanted: Difference,
): Pick<ProvokingRequest, "headers" | "body" | "bodyBytes"> {
  const { headers = {}, text, bodyBytes } = wanted;
  const [[mediaType, content] = []] = [...(requestBody?.content ?? [])];
  const contentType = { "content-type": mediaType ?? "application/json", ...headers };
  if (bodyBytes !== undefined) return { headers: contentType, bodyBytes };
  if (text !== undefined) return { headers: contentType, body: text };
  const body = wanted.body ?? content?.example;
  if (!requestBody || body === undefined || wanted.withoutBody === true) return { headers };
  return { headers: contentType, body: JSON.stringify(body) };
}

/** The documented example of a path parameter. */
export function getPathExample({ parameters }: Operation, name: string): string {
  const parameter = parameters.find((candidate) => candidate.location === "path" && candidate.name === name);
  return toText(parameter?.example) ?? "1";
}

function toText(value: Json | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}
