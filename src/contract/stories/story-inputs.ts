import { isJsonObject, type Json, type JsonObject } from "../../openapi/json.js";
import type { Workflow } from "../arazzo/arazzo-document.js";
import type { CheckRun } from "../check.js";
import { Refusal } from "../refusal.js";
import { toPlaceholder } from "./story-case.js";

/**
 * The inputs of a story: credentials by what stands for them, values that the run knows, and in the field that carries a
 * run's marker, that. @throws Refusal that names what is missing.
 */
export async function findInputs(run: CheckRun, workflow: Workflow): Promise<JsonObject> {
  const inputs: Record<string, Json> = {};
  for (const [name, input] of workflow.inputs) {
    if (input.credential !== undefined) {
      refuseMissing(run, workflow, input.credential);
      inputs[name] = toPlaceholder(input.credential);
      continue;
    }
    const value = run.findValue(input.param) ?? input.default;
    if (value !== undefined) inputs[name] = value;
    else if (input.required) {
      throw new Refusal("missing", `the story ${workflow.workflowId} needs ${name}`, `--param ${input.param}=VALUE`);
    }
  }
  return { ...inputs, ...(await markInputs(run, workflow)) };
}

function refuseMissing({ credentials }: CheckRun, { workflowId }: Workflow, kind: string): void {
  if ([...credentials].some((known) => known === kind)) return;
  throw new Refusal("missing", `the story ${workflowId} needs a ${kind} credential`);
}

/** An input that goes into the field by which the run's own records are known again has the run's marker. */
async function markInputs(run: CheckRun, { steps }: Workflow): Promise<JsonObject> {
  for (const { target, body } of steps) {
    const operation = run.operations.find(({ id }) => target.kind === "operation" && id === target.operationId);
    const marker = operation && run.effectOf(operation).marker;
    const payload = body?.payload;
    const expression = marker !== undefined && isJsonObject(payload) ? payload[marker] : undefined;
    const input = typeof expression === "string" ? /^\$inputs\.([\w-]+)$/.exec(expression)?.[1] : undefined;
    if (!operation || marker === undefined || input === undefined) continue;
    const { body: prepared } = await run.prepare(operation, { fresh: true });
    const value = isJsonObject(prepared?.value) ? prepared.value[marker] : undefined;
    return value === undefined ? {} : { [input]: value };
  }
  return {};
}
