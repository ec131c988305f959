import type { Json } from "../../openapi/json.js";

/** An Arazzo 1.0.1 document, as far as a runner goes by it; references to its components are followed already. */
export interface ArazzoDocument {
  readonly title: string;
  readonly workflows: readonly Workflow[];
}

/** A sequence of steps with one end. */
export interface Workflow {
  readonly workflowId: string;
  readonly summary: string;
  /** Inputs by name. */
  readonly inputs: ReadonlyMap<string, WorkflowInput>;
  /** Ids of the workflows that must have run before. */
  readonly dependsOn: readonly string[];
  readonly steps: readonly Step[];
  readonly successActions: readonly Action[];
  readonly failureActions: readonly Action[];
  /** Runtime expressions by name of output. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Of a story of ours: the check that runs it. */
  readonly check: string | undefined;
}

/** One input of a workflow. */
export interface WorkflowInput {
  readonly required: boolean;
  /** `undefined` when there is none. */
  readonly default: Json | undefined;
  /** Which credential stands for it, where it is one: `valid` for any secret, else what the workflow's `x-standin-credentials` says. */
  readonly credential: string | undefined;
  /** The word under which a run knows the value: what the workflow's `x-standin-params` says, else the input's name. */
  readonly param: string;
}

/** One call of an operation, or of another workflow. */
export interface Step {
  readonly stepId: string;
  readonly description: string;
  readonly target: StepTarget;
  readonly parameters: readonly StepParameter[];
  readonly body: StepBody | undefined;
  readonly successCriteria: readonly Criterion[];
  readonly onSuccess: readonly Action[];
  readonly onFailure: readonly Action[];
  /** Runtime expressions by name of output. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Of a story of ours: the check whose matter it is. */
  readonly check: string | undefined;
  /** Of a story of ours: whether it only looks at what the story begins with, so that it says nothing of the server. */
  readonly isGiven: boolean;
  /** Ids of the rules that it shows, from the end of its description. */
  readonly rules: readonly string[];
}

/** What a step calls. */
export type StepTarget =
  | { readonly kind: "operation"; readonly operationId: string }
  | { readonly kind: "path"; readonly operationPath: string }
  | { readonly kind: "workflow"; readonly workflowId: string };

/** A parameter of a step; `in` is not there for an input of a workflow. */
export interface StepParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie" | undefined;
  readonly value: Json;
}

/** What a step sends as its body. */
export interface StepBody {
  readonly contentType: string | undefined;
  readonly payload: Json | undefined;
  readonly replacements: readonly { readonly target: string; readonly value: Json }[];
}

/** What must hold of a step's answer. */
export interface Criterion {
  readonly type: "simple" | "regex" | "jsonpath" | "xpath";
  readonly condition: string;
  readonly context: string | undefined;
}

/** What comes after a step that succeeded, or failed. */
export interface Action {
  readonly type: "end" | "goto" | "retry";
  readonly stepId: string | undefined;
  readonly workflowId: string | undefined;
  /** In seconds. */
  readonly retryAfter: number;
  readonly retryLimit: number;
  readonly criteria: readonly Criterion[];
}
