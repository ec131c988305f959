import type { Json, JsonObject } from "../../openapi/json.js";
import type { Action, ArazzoDocument, Step, Workflow } from "./arazzo-document.js";
import { ArazzoError } from "./arazzo-error.js";
import type { Message, Moment } from "./expression.js";
import { fillIn } from "./fill-in.js";
import { judgeCriteria, listLost, readOutputs } from "./judge-step.js";
import { toCall, type StepCall } from "./step-call.js";

/** Who makes the calls of a workflow. */
export interface WorkflowHost<Answer> {
  /** Sends a call and gives what came of it. */
  call(call: StepCall): Promise<Answer>;
  /** What expressions see of it; `undefined` when there is no answer. */
  toMessage(answer: Answer): Message | undefined;
  sleep(milliseconds: number): Promise<void>;
}

/** How a step of a workflow came out. */
export interface StepOutcome<Answer> {
  readonly workflow: Workflow;
  readonly step: Step;
  readonly answer: Answer | undefined;
  /** What does not hold of its answer. */
  readonly faults: readonly string[];
  /** What could not be judged, and why. */
  readonly unjudged: readonly string[];
}

/** How a workflow came out. */
export interface WorkflowOutcome<Answer> {
  /** In the order in which they were done, those of workflows that it calls among them. */
  readonly steps: readonly StepOutcome<Answer>[];
  readonly outputs: JsonObject;
  readonly isSuccess: boolean;
}

/** How many steps one run may take, so that what goes in circles ends. */
const MOST_STEPS = 200;

/** How deep workflows may call workflows. */
const DEEPEST = 10;

/** The longest wait before a retry, in seconds. */
const LONGEST_WAIT = 10;

/** Runs a workflow, and before it those on which it depends. @throws ArazzoError for what the document has wrong. */
export async function runWorkflow<Answer>(
  document: ArazzoDocument,
  workflowId: string,
  inputs: JsonObject,
  host: WorkflowHost<Answer>,
): Promise<WorkflowOutcome<Answer>> {
  const run: Run<Answer> = { document, host, steps: [], workflows: new Map(), left: MOST_STEPS };
  const { outputs, isSuccess } = await enter(run, workflowId, inputs, 0);
  return { steps: run.steps, outputs, isSuccess };
}

interface Run<Answer> {
  readonly document: ArazzoDocument;
  readonly host: WorkflowHost<Answer>;
  readonly steps: StepOutcome<Answer>[];
  readonly workflows: Map<string, { inputs: JsonObject; outputs: JsonObject }>;
  left: number;
}

interface Ending {
  readonly outputs: JsonObject;
  readonly isSuccess: boolean;
}

async function enter<Answer>(run: Run<Answer>, id: string, inputs: JsonObject, depth: number): Promise<Ending> {
  if (depth > DEEPEST) throw new ArazzoError(`the workflow ${id} is called too deep within others`);
  const workflow = run.document.workflows.find(({ workflowId }) => workflowId === id);
  if (!workflow) throw new ArazzoError(`there is no workflow ${id}`);
  for (const other of workflow.dependsOn) {
    if (run.workflows.has(other)) continue;
    const { isSuccess } = await enter(run, other, inputs, depth + 1);
    if (!isSuccess) return { outputs: {}, isSuccess: false };
  }
  const given = { ...listDefaults(workflow), ...inputs };
  return doSteps(run, workflow, given, depth);
}

function listDefaults({ inputs }: Workflow): JsonObject {
  return Object.fromEntries(
    [...inputs].flatMap(([name, input]): [string, Json][] =>
      input.default === undefined ? [] : [[name, input.default]],
    ),
  );
}

async function doSteps<Answer>(
  run: Run<Answer>,
  workflow: Workflow,
  inputs: JsonObject,
  depth: number,
): Promise<Ending> {
  const outputs = new Map<string, JsonObject>();
  const tries = new Map<string, number>();
  let at = 0;
  for (;;) {
    const step = workflow.steps[at];
    if (!step) return finish(run, workflow, { inputs, steps: outputs, workflows: run.workflows, message: undefined });
    if ((run.left -= 1) < 0) throw new ArazzoError(`the workflow takes more than ${MOST_STEPS} steps`);
    const before: Moment = { inputs, steps: outputs, workflows: run.workflows, message: undefined };
    const done = await doStep(run, workflow, step, before, depth);
    outputs.set(step.stepId, done.outputs);
    const action = findAction(workflow, step, done);
    if (action?.type === "retry" && (tries.get(step.stepId) ?? 0) < action.retryLimit) {
      tries.set(step.stepId, (tries.get(step.stepId) ?? 0) + 1);
      await run.host.sleep(Math.min(action.retryAfter, LONGEST_WAIT) * 1000);
    } else if (action?.type === "goto") {
      if (action.workflowId !== undefined) return enter(run, action.workflowId, inputs, depth + 1);
      at = getPlace(workflow, action.stepId);
    } else if (action?.type === "end" && done.isSuccess) {
      at = workflow.steps.length;
    } else if (done.isSuccess) {
      at += 1;
    } else {
      return { outputs: {}, isSuccess: false };
    }
  }
}

function getPlace({ workflowId, steps }: Workflow, stepId: string | undefined): number {
  const place = steps.findIndex((step) => step.stepId === stepId);
  if (place < 0) throw new ArazzoError(`the workflow ${workflowId} has no step ${stepId ?? "of no name"}`);
  return place;
}

function finish<Answer>(run: Run<Answer>, workflow: Workflow, moment: Moment): Ending {
  const outputs = readOutputs(workflow.outputs, moment);
  run.workflows.set(workflow.workflowId, { inputs: moment.inputs, outputs });
  return { outputs, isSuccess: true };
}

interface Done {
  readonly outputs: JsonObject;
  readonly isSuccess: boolean;
  readonly moment: Moment;
}

async function doStep<Answer>(
  run: Run<Answer>,
  workflow: Workflow,
  step: Step,
  before: Moment,
  depth: number,
): Promise<Done> {
  if (step.target.kind === "workflow") return doWorkflow(run, step, step.target.workflowId, before, depth);
  const answer = await run.host.call(toCall(step, before));
  const message = run.host.toMessage(answer);
  const moment: Moment = { ...before, message };
  const judged = message
    ? judgeCriteria(step.successCriteria, moment)
    : { faults: ["there was no answer"], unjudged: [] };
  const outputs = readOutputs(step.outputs, moment);
  const lost = judged.faults.length > 0 ? [] : listLost(step, outputs);
  const faults = [...judged.faults, ...lost];
  run.steps.push({ workflow, step, answer, faults, unjudged: judged.unjudged });
  return { outputs, isSuccess: faults.length === 0, moment };
}

async function doWorkflow<Answer>(
  run: Run<Answer>,
  step: Step,
  workflowId: string,
  before: Moment,
  depth: number,
): Promise<Done> {
  const inputs = step.parameters.map(({ name, value }): [string, Json] => [name, fillIn(value, before)]);
  const { isSuccess, outputs } = await enter(run, workflowId, Object.fromEntries(inputs), depth + 1);
  // Outputs of such a step name those of the workflow that it called.
  const called: Moment = { ...before, workflows: run.workflows };
  return { outputs: { ...outputs, ...readOutputs(step.outputs, called) }, isSuccess, moment: called };
}

function findAction(workflow: Workflow, step: Step, { isSuccess, moment }: Done): Action | undefined {
  const actions = isSuccess
    ? [...step.onSuccess, ...workflow.successActions]
    : [...step.onFailure, ...workflow.failureActions];
  return actions.find(({ criteria }) => judgeCriteria(criteria, moment).faults.length === 0);
}
