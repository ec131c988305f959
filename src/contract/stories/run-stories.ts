import { setTimeout as sleep } from "node:timers/promises";
import type { Json } from "../../openapi/json.js";
import { findHeader } from "../wire.js";
import type { ArazzoDocument, Workflow } from "../arazzo/arazzo-document.js";
import { ArazzoError } from "../arazzo/arazzo-error.js";
import type { Message } from "../arazzo/expression.js";
import { runWorkflow, type StepOutcome } from "../arazzo/run-workflow.js";
import type { CheckRun } from "../check.js";
import { getOperationName } from "../contract.js";
import { orReason } from "../each-operation.js";
import type { Exchange } from "../exchange.js";
import type { Finding } from "../finding.js";
import { readJsonBody } from "../record-fields.js";
import { noticeState } from "../state/notice.js";
import { tell, toStoryCase } from "./story-case.js";
import { findInputs } from "./story-inputs.js";

/** Runs the stories of a check: those that name it; where no story names any check, all of them are C201's. */
export async function runStories(run: CheckRun, check: string, when: "state" | "spend" = "state"): Promise<void> {
  for (const story of run.contract.stories ?? []) {
    const names = story.workflows.some((workflow) => workflow.check !== undefined);
    const own = story.workflows.filter(
      (workflow) => (names ? workflow.check : "C201") === check && (when === "spend") === spends(run, workflow),
    );
    for (const workflow of own) {
      const reason = await orReason(() => tellStory(run, story, workflow, check));
      if (reason !== undefined) run.skip(undefined, `the story ${workflow.workflowId}: ${reason}`);
    }
  }
}

/** Whether a story has a step that nothing takes back. */
function spends(run: CheckRun, { steps }: Workflow): boolean {
  return steps.some(({ target }) => {
    const operation = run.contract.document.operations.find(
      ({ id }) => target.kind === "operation" && id === target.operationId,
    );
    return operation !== undefined && run.effectOf(operation).kind === "spends";
  });
}

async function tellStory(
  run: CheckRun,
  story: ArazzoDocument,
  workflow: Workflow,
  check: string,
): Promise<string | undefined> {
  const sent: Exchange[] = [];
  try {
    const inputs = await findInputs(run, workflow);
    const { steps } = await runWorkflow(story, workflow.workflowId, inputs, {
      async call(call) {
        const exchange = await run.send(toStoryCase(run.contract, call), sent);
        sent.push(exchange);
        return exchange;
      },
      toMessage,
      sleep: (milliseconds) => sleep(milliseconds),
    });
    return judgeSteps(run, steps, check);
  } catch (error) {
    if (error instanceof ArazzoError) return error.message;
    throw error;
  }
}

/** Why nothing was judged, where what a story needs to begin was not there. */
function judgeSteps(run: CheckRun, steps: readonly StepOutcome<Exchange>[], check: string): string | undefined {
  const before: Exchange[] = [];
  for (const { workflow, step, answer, faults } of steps) {
    if (!answer) continue;
    if (step.isGiven && faults.length > 0) return `what it begins with is not there: ${tell(step)}`;
    const name = getOperationName(run.contract, answer.case.operation);
    run.judged(name, toFindings(step.check ?? workflow.check ?? check, workflow, { step, answer, faults, before }));
    before.push(answer);
  }
  return undefined;
}

interface Told extends Pick<StepOutcome<Exchange>, "step" | "faults"> {
  readonly answer: Exchange;
  readonly before: readonly Exchange[];
}

function toFindings(check: string, { workflowId }: Workflow, { step, answer, faults, before }: Told): Finding[] {
  // What failed, or was too much, is told as that.
  const status = answer.response?.status;
  if (faults.length === 0 || status === undefined || status === 429 || status >= 500) return [];
  return [
    noticeState(check, answer, {
      message: `The story ${workflowId} breaks at ${step.stepId} (${tell(step)}): ${faults.join("; ")} does not hold.`,
      received: status,
      documented: [...faults],
      why: "The API's own story says how its calls follow on one another.",
      after: [...before],
    }),
  ];
}

/** What a story's expressions see of an exchange. */
function toMessage({ request, response, case: sent }: Exchange): Message | undefined {
  if (!response) return undefined;
  const text = new TextDecoder().decode(response.body);
  const header = (headers: typeof request.headers) =>
    Object.fromEntries(headers.map(([name]): [string, Json] => [name.toLowerCase(), findHeader(headers, name) ?? ""]));
  return {
    url: request.path,
    method: request.method,
    statusCode: response.status,
    request: {
      header: header(request.headers),
      query: Object.fromEntries(sent.query),
      path: { ...sent.path },
      body: sent.body?.value,
    },
    response: { header: header(response.headers), body: readJsonBody(response) ?? (text === "" ? undefined : text) },
  };
}
