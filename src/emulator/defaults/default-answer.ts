import type { Json } from "../../openapi/json.js";
import { findResponse } from "../../openapi/response.js";
import { makeValid } from "../../openapi/values/make-valid.js";
import { enterSchema } from "../../openapi/resources/schema-place.js";
import { findResponseSchema } from "../../openapi/body-schema.js";
import type { Operation } from "../../openapi/operation.js";
import { findSuccessMediaType } from "../../openapi/resources/success.js";
import { canSay, listAccepted } from "../choose-body.js";
import type { BehaviourReply } from "../behaviour.js";
import type { DefaultCall, DefaultContext } from "./default-context.js";
import { reply } from "./show.js";

/** What the document says that an operation answers: an example, or a value that its schema allows, the same for the same request. */
export function answerAsDocumented(asked: DefaultCall): BehaviourReply {
  const { call, role, context } = asked;
  const { path, query } = call.params;
  const seed = `${call.world.randomSeed} ${role.operation.id} ${JSON.stringify([path, query, call.body ?? null])}`;
  return reply(asked, makeBody(context, role.operation, role.status, seed));
}

/**
 * A reply in which a documented media type that the request prefers can say something: where what was answered is nothing
 * that it can say, what the document says of it.
 */
export function suitAccept(asked: DefaultCall, answered: BehaviourReply): BehaviourReply {
  const { call, role, context } = asked;
  const response = findResponse(role.operation.responses, answered.status);
  if (!response || response.bodies.length < 2 || call.accept === undefined || answered.body === undefined)
    return answered;
  const [wanted] = listAccepted(response, call.accept);
  if (!wanted || canSay(wanted, answered.body)) return answered;
  const seed = `${role.operation.id} ${JSON.stringify(call.params.path)}`;
  return { ...answered, body: makeBody(context, role.operation, answered.status, seed, wanted.mediaType) };
}

/** A body of a status as documented, in the media type that counts unless another is named; `undefined` where none is documented. */
export function makeBody(
  context: DefaultContext,
  operation: Operation,
  status: number,
  seed: string,
  mediaType = findSuccessMediaType(operation, status),
): Json | undefined {
  if (mediaType === undefined) return undefined;
  const response = findResponse(operation.responses, status);
  const examples = [...(response?.examples.get(mediaType)?.values() ?? [])];
  const essence = mediaType.split(";", 1).join("").trim().toLowerCase();
  const pointer = findResponseSchema(context.document, operation, status, essence);
  if (pointer === undefined) return examples[0] ?? "";
  const { schema } = enterSchema(context.places, pointer);
  const validate = response?.content.get(mediaType) ?? (() => []);
  return makeValid(context.values, {
    schema,
    validate,
    examples,
    seed,
    extent: "full",
    sentBy: "server",
    prefersExamples: true,
  }).value;
}
