import { isJsonMediaType } from "../../openapi/media-type.js";
import type { Operation } from "../../openapi/operation.js";
import type { Case, CredentialKind } from "../case.js";
import type { Contract } from "../contract.js";
import { ArazzoError } from "../arazzo/arazzo-error.js";
import type { Step, StepTarget } from "../arazzo/arazzo-document.js";
import { toText } from "../arazzo/fill-in.js";
import type { StepCall } from "../arazzo/step-call.js";
import { getOperationPointer } from "../said-of-response.js";

/** What stands in a story's inputs for a credential, which no story is told: `standin-credential:valid`. */
const PLACEHOLDER = /standin-credential:(valid|second|expired)/;

/** The text that stands for a credential of a kind. */
export function toPlaceholder(kind: string): string {
  return `standin-credential:${kind}`;
}

/** The case that a step of a story asks for. @throws ArazzoError when it calls what the document does not have. */
export function toStoryCase(contract: Contract, { step, parameters, body }: StepCall): Case {
  const operation = findOperation(contract, step.target);
  const texts = parameters.map(({ name, in: location, value }) => ({ name, location, text: toText(value) }));
  const carriers = texts.filter(({ name, text }) => /^authorization$/i.test(name) || PLACEHOLDER.test(text));
  const plain = texts.filter((parameter) => !carriers.includes(parameter));
  const of = (wanted: string) =>
    plain.filter(({ location }) => location === wanted).map(({ name, text }) => [name, text] as const);
  const [rule] = step.rules;
  return {
    operation,
    about: tell(step),
    expectation: "open",
    path: Object.fromEntries(of("path")),
    query: of("query"),
    headers: of("header"),
    cookies: of("cookie"),
    ...(body && { body: writeBody(body.contentType ?? "application/json", body.payload) }),
    credential: findCredential(carriers.map(({ text }) => text)),
    violations: [],
    ...(rule !== undefined && { rule }),
  };
}

/** What a step does, without the rules that it shows. */
export function tell({ stepId, description }: Step): string {
  const text = description.replace(/\s*\([^()]*\)\s*$/, "");
  return text === "" ? stepId : text;
}

function findOperation({ document }: Contract, target: StepTarget): Operation {
  if (target.kind === "workflow") throw new ArazzoError("a workflow is called as one");
  const found =
    target.kind === "operation"
      ? document.operations.find(({ id }) => id === (target.operationId.split(".").at(-1) ?? ""))
      : document.operations.find((operation) => target.operationPath.endsWith(`#${getOperationPointer(operation)}`));
  if (found) return found;
  throw new ArazzoError(
    `the document has no operation ${target.kind === "operation" ? target.operationId : target.operationPath}`,
  );
}

/** What is given in the place of a credential and is none of the run's is one that nobody should accept. */
function findCredential(carried: readonly string[]): CredentialKind {
  const [text] = carried;
  if (text === undefined) return "none";
  const kind = PLACEHOLDER.exec(text)?.[1];
  return kind === "valid" || kind === "second" || kind === "expired" ? kind : "garbage";
}

function writeBody(mediaType: string, payload: StepCall["parameters"][number]["value"]): NonNullable<Case["body"]> {
  const isText = typeof payload === "string" && !isJsonMediaType(mediaType);
  const text = isText ? payload : JSON.stringify(payload);
  return { mediaType, value: payload, bytes: new TextEncoder().encode(text) };
}
