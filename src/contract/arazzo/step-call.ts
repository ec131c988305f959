import type { Json } from "../../openapi/json.js";
import type { Step } from "./arazzo-document.js";
import type { Moment } from "./expression.js";
import { fillIn } from "./fill-in.js";
import { replaceAtPointer } from "./replace-at-pointer.js";

/** A call that a step makes, its expressions replaced. */
export interface StepCall {
  readonly step: Step;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly value: Json }[];
  readonly body: { readonly contentType: string | undefined; readonly payload: Json } | undefined;
}

/** The call that a step makes at a moment. @throws ArazzoError when something that it needs has no value. */
export function toCall(step: Step, moment: Moment): StepCall {
  const { body } = step;
  return {
    step,
    parameters: step.parameters.map(({ name, in: location, value }) => ({
      name,
      in: location ?? "query",
      value: fillIn(value, moment),
    })),
    body: body && { contentType: body.contentType, payload: toPayload(body, moment) },
  };
}

function toPayload({ payload = null, replacements }: NonNullable<Step["body"]>, moment: Moment): Json {
  return replacements.reduce<Json>(
    (value, { target, value: other }) => replaceAtPointer(value, target, fillIn(other, moment)),
    fillIn(payload, moment),
  );
}
