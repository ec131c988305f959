import type { StepBody, StepParameter } from "./arazzo-document.js";
import type { Reader } from "./reader.js";

const LOCATIONS = ["path", "query", "header", "cookie"] as const;

/** The parameters of a workflow or step, those of the components among them. */
export function readParameters(holder: Reader, components: Reader | undefined): StepParameter[] {
  return holder.list("parameters").map((parameter) => readParameter(parameter, components));
}

function readParameter(parameter: Reader, components: Reader | undefined): StepParameter {
  const reference = parameter.findText("reference");
  if (reference === undefined) return toParameter(parameter, undefined);
  const name = /^\$components\.parameters\.([\w.-]+)$/.exec(reference)?.[1];
  const found = name === undefined ? undefined : components?.findMember("parameters")?.findMember(name);
  return toParameter(found ?? parameter.refuse("reference", "leads to no parameter of the components"), parameter);
}

/** A reference may give a value of its own. */
function toParameter(parameter: Reader, reference: Reader | undefined): StepParameter {
  const location = parameter.findText("in");
  const known = LOCATIONS.find((candidate) => candidate === location);
  if (location !== undefined && !known) parameter.refuse("in", `is none of ${LOCATIONS.join(", ")}`);
  const value = reference?.value["value"] ?? parameter.value["value"];
  return {
    name: parameter.text("name"),
    in: known,
    value: value === undefined ? parameter.refuse("value", "is missing") : value,
  };
}

/** What a step sends as its body. */
export function readBody(body: Reader | undefined): StepBody | undefined {
  if (!body) return undefined;
  return {
    contentType: body.findText("contentType"),
    payload: Object.hasOwn(body.value, "payload") ? body.value["payload"] : undefined,
    replacements: body.list("replacements").map((replacement) => ({
      target: replacement.text("target"),
      value: replacement.value["value"] ?? null,
    })),
  };
}
