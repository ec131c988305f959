import { isJsonObject, type Json, type JsonObject } from "./json.js";
import type { Place } from "./place.js";
import type { ProvocationExtension } from "./standin-extension.js";

/** How requests come to an error, as far as the document alone tells. */
export interface Provocations {
  readonly provocations: readonly ProvocationExtension[];
  /** Why no request comes to it, where the document says so. */
  readonly unprovoked: string | undefined;
}

/** Reads the `x-standin-provoke` of a response, of its operation and of that one's parameters. @throws Error that names the place of one that is not well-formed. */
export function readProvocations(
  response: Place,
  operation: Place,
  parameters: readonly Place[],
  status: string,
): Provocations {
  const shared = response.value["x-standin-provoke"];
  const method = operation.pointer.slice(operation.pointer.lastIndexOf("/") + 1).toUpperCase();
  const ofResponse = typeof shared === "string" ? [] : readList(response, shared);
  return {
    unprovoked: typeof shared === "string" ? shared : undefined,
    provocations: [
      ...ofResponse.filter(({ methods }) => methods === undefined || methods.includes(method)),
      ...readList(operation, readStatus(operation, status)),
      ...parameters.flatMap((parameter) => readOfParameter(parameter, status)),
    ],
  };
}

function readOfParameter(parameter: Place, status: string): ProvocationExtension[] {
  const { name, in: location } = parameter.value;
  const list = readList(parameter, readStatus(parameter, status));
  return list.map(({ value = "", ...rest }) => ({
    ...rest,
    [location === "query" ? "query" : "path"]: { [typeof name === "string" ? name : ""]: value },
  }));
}

function readStatus({ value, pointer }: Place, status: string): Json | undefined {
  const byStatus = value["x-standin-provoke"];
  if (byStatus === undefined) return undefined;
  if (!isJsonObject(byStatus)) throw new Error(`#${pointer}/x-standin-provoke is no map of statuses`);
  return byStatus[status];
}

function readList({ pointer }: Place, list: Json | undefined): ProvocationExtension[] {
  if (list === undefined) return [];
  if (Array.isArray(list)) return list.map((item) => (isProvocation(item) ? item : refuse(pointer)));
  return refuse(pointer);
}

function isProvocation(value: Json): value is ProvocationExtension & JsonObject {
  return isJsonObject(value) && Array.isArray(value["rules"]) && typeof value["about"] === "string";
}

function refuse(pointer: string): never {
  throw new Error(`#${pointer}/x-standin-provoke needs the rules of each answer, and what it is about`);
}
