import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type {
  Action,
  ArazzoDocument,
  Criterion,
  Step,
  StepTarget,
  Workflow,
  WorkflowInput,
} from "./arazzo-document.js";
import { readBody, readParameters } from "./read-request.js";
import { createReader, type Reader } from "./reader.js";

/** Reads an Arazzo document. @throws ArazzoError that names the place of what is not as Arazzo 1.0 has it. */
export function readArazzo(source: Json): ArazzoDocument {
  const root = createReader(source, "");
  const version = root.text("arazzo");
  if (!/^1\.0\.\d+$/.test(version)) root.refuse("arazzo", `is ${JSON.stringify(version)}; what is read here is 1.0.x`);
  const components = root.findMember("components");
  return {
    title: root.member("info").text("title"),
    workflows: root.list("workflows").map((workflow) => readWorkflow(workflow, components)),
  };
}

function readWorkflow(workflow: Reader, components: Reader | undefined): Workflow {
  const shared = readParameters(workflow, components);
  return {
    workflowId: workflow.text("workflowId"),
    summary: workflow.findText("summary") ?? "",
    inputs: readInputs(followInputs(workflow.findMember("inputs"), components), {
      params: workflow.findMember("x-standin-params"),
      credentials: workflow.findMember("x-standin-credentials"),
    }),
    dependsOn: workflow.texts("dependsOn"),
    steps: workflow.list("steps").map((step) => readStep(step, components, shared)),
    successActions: readActions(workflow, "successActions", components),
    failureActions: readActions(workflow, "failureActions", components),
    outputs: readOutputs(workflow),
    check: workflow.findText("x-standin-check"),
  };
}

/** The schema of a workflow's inputs may be one of the components. */
function followInputs(inputs: Reader | undefined, components: Reader | undefined): Reader | undefined {
  const reference = inputs?.findText("$ref");
  if (reference === undefined) return inputs;
  const name = /^#\/components\/inputs\/([\w.-]+)$/.exec(reference)?.[1];
  const found = name === undefined ? undefined : components?.findMember("inputs")?.findMember(name);
  return found ?? inputs?.refuse("$ref", "leads to no input of the components");
}

/** What a workflow says of its inputs beside their schemas, in which other runners take no words of ours; by name. */
interface SaidOfInputs {
  readonly params: Reader | undefined;
  readonly credentials: Reader | undefined;
}

function readInputs(schema: Reader | undefined, said: SaidOfInputs): Map<string, WorkflowInput> {
  const properties = schema?.findMember("properties");
  const required = schema?.texts("required") ?? [];
  return new Map(
    Object.keys(properties?.value ?? {}).flatMap((name) => {
      const input = properties?.member(name);
      return input ? [[name, readInput(name, input, required.includes(name), said)] as const] : [];
    }),
  );
}

function readInput(name: string, input: Reader, required: boolean, said: SaidOfInputs): WorkflowInput {
  const secret = input.findText("format") === "password" ? "valid" : undefined;
  return {
    required,
    default: Object.hasOwn(input.value, "default") ? input.value["default"] : undefined,
    credential: said.credentials?.findText(name) ?? secret,
    param: said.params?.findText(name) ?? name,
  };
}

function readStep(step: Reader, components: Reader | undefined, shared: Step["parameters"]): Step {
  const own = readParameters(step, components);
  const isOverridden = (parameter: Step["parameters"][number]) =>
    own.some(({ name, in: location }) => name === parameter.name && location === parameter.in);
  const target = readTarget(step);
  const description = step.findText("description") ?? "";
  return {
    stepId: step.text("stepId"),
    description,
    target,
    parameters: [...(target.kind === "workflow" ? [] : shared.filter((each) => !isOverridden(each))), ...own],
    body: readBody(step.findMember("requestBody")),
    successCriteria: step.list("successCriteria").map(readCriterion),
    onSuccess: readActions(step, "onSuccess", components),
    onFailure: readActions(step, "onFailure", components),
    outputs: readOutputs(step),
    check: step.findText("x-standin-check"),
    isGiven: step.value["x-standin-given"] === true,
    rules: /\(([^()]+)\)$/.exec(description.trim())?.[1]?.split(", ") ?? [],
  };
}

function readTarget(step: Reader): StepTarget {
  const [operationId, operationPath, workflowId] = ["operationId", "operationPath", "workflowId"].map((name) =>
    step.findText(name),
  );
  const given = [operationId, operationPath, workflowId].filter((each) => each !== undefined);
  if (given.length !== 1) step.refuse("operationId", "must be there, or operationPath or workflowId in its place");
  if (operationId !== undefined) return { kind: "operation", operationId };
  if (operationPath !== undefined) return { kind: "path", operationPath };
  return { kind: "workflow", workflowId: workflowId ?? "" };
}

function readCriterion(criterion: Reader): Criterion {
  const { type } = criterion.value;
  const named = isJsonObject(type) ? type["type"] : (type ?? "simple");
  const known = (["simple", "regex", "jsonpath", "xpath"] as const).find((candidate) => candidate === named);
  const context = criterion.findText("context");
  if (!known) return criterion.refuse("type", "is none of simple, regex, jsonpath and xpath");
  if (known !== "simple" && context === undefined) criterion.refuse("context", `is missing, and ${known} needs it`);
  return { type: known, condition: criterion.text("condition"), context };
}

function readActions(holder: Reader, name: string, components: Reader | undefined): Action[] {
  return holder.list(name).map((action) => readAction(followAction(action, components)));
}

function followAction(action: Reader, components: Reader | undefined): Reader {
  const reference = action.findText("reference");
  if (reference === undefined) return action;
  const [, kind = "", name = ""] = /^\$components\.(successActions|failureActions)\.([\w.-]+)$/.exec(reference) ?? [];
  const found = components?.findMember(kind)?.findMember(name);
  return found ?? action.refuse("reference", "leads to no action of the components");
}

function readAction(action: Reader): Action {
  const type = action.text("type");
  const known = (["end", "goto", "retry"] as const).find((candidate) => candidate === type);
  return {
    type: known ?? action.refuse("type", "is none of end, goto and retry"),
    stepId: action.findText("stepId"),
    workflowId: action.findText("workflowId"),
    retryAfter: action.number("retryAfter", 0),
    retryLimit: action.number("retryLimit", 1),
    criteria: action.list("criteria").map(readCriterion),
  };
}

function readOutputs(holder: Reader): Readonly<Record<string, string>> {
  const outputs = holder.findMember("outputs");
  const names: readonly (keyof JsonObject)[] = Object.keys(outputs?.value ?? {});
  return Object.fromEntries(names.map((name) => [name, outputs?.text(String(name)) ?? ""]));
}
