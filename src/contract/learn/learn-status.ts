import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import { findResponse } from "../../openapi/response.js";
import { findHeader } from "../wire.js";
import { getOperationPointer } from "../walk-operation.js";
import { findDemands } from "./find-demands.js";
import type { Lesson } from "./learn.js";
import { replaceAt, toJsonPath, type OverlayAction } from "./overlay.js";

/** A refusal with another status than a rule assumes: the rule's demand takes that status, and the operation documents it. */
export function learnStatus({ source, finding, exchange }: Lesson): OverlayAction[] {
  const { rule } = finding;
  const { response, case: sent } = exchange;
  if (rule === undefined || !response || response.status < 400 || sent.expectation !== "refused") return [];
  const description = `${exchange.operation} answers ${response.status} where ${rule} assumes another status`;
  const demands = findDemands(source, sent.operation, rule).flatMap(({ pointer, value }) =>
    replaceAt(pointer, "status", toStatus(value["status"], response.status), description),
  );
  if (findResponse(sent.operation.responses, response.status)?.status === String(response.status)) return demands;
  const documented = toJsonPath(`${getOperationPointer(source, sent.operation)}/responses`);
  const added = toResponse(source, rule, findHeader(response.headers, "content-type"));
  return [{ target: documented, description, update: { [response.status]: added } }, ...demands];
}

/** Of a demand that a switch turns off, only the value by which it is on. */
function toStatus(before: Json | undefined, status: number): Json {
  if (!isJsonObject(before)) return status;
  return Object.fromEntries(Object.entries(before).map(([value, old]) => [value, old === null ? null : status]));
}

function toResponse(source: JsonObject, rule: string, contentType: string | undefined): JsonObject {
  const standin = source["x-standin"];
  const error = isJsonObject(standin) ? standin["error"] : undefined;
  return {
    description: "Seen on a target.",
    "x-evidence": "observed",
    "x-rule": rule,
    ...(contentType !== undefined && {
      content: { [contentType.split(";", 1).join("").trim()]: { ...(error !== undefined && { schema: error }) } },
    }),
  };
}
