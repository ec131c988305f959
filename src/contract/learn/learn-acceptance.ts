import { isJsonObject, type Json } from "../../openapi/json.js";
import { findDemands } from "./find-demands.js";
import type { Lesson } from "./learn.js";
import { replaceAt, type OverlayAction } from "./overlay.js";

/** A request that a rule has refused and that was accepted: the rule demands nothing any more. */
export function learnAcceptance({ source, finding, exchange }: Lesson): OverlayAction[] {
  const { rule } = finding;
  const { response, case: sent } = exchange;
  if (rule === undefined || !response || response.status >= 300 || sent.expectation !== "refused") return [];
  const description = `${exchange.operation} accepts what ${rule} assumes to be refused`;
  return findDemands(source, sent.operation, rule).flatMap(({ pointer, value }) =>
    replaceAt(pointer, "status", toNothing(value["status"]), description),
  );
}

/** A demand without a status refuses nothing, whatever its switch says. */
function toNothing(status: Json | undefined): Json {
  return isJsonObject(status) ? Object.fromEntries(Object.keys(status).map((value) => [value, null])) : null;
}
