import type { Operation } from "../openapi/operation.js";
import type { ApiDefinition } from "./api-definition.js";
import type { Behaviour } from "./behaviour.js";
import type { Principal } from "./credentials.js";
import { findReplyMediaType } from "../openapi/response.js";

/** What the operations of a document do of which nothing but the document is known: each answers its first documented example. */
export function createDefaultBehaviours(operations: readonly Operation[]): ApiDefinition["behaviours"] {
  return Object.fromEntries(operations.map((operation) => [operation.id, answerExample(operation)]));
}

function answerExample({ responses }: Operation): Behaviour<Principal, Readonly<Record<string, string>>> {
  const success = responses.find(({ status }) => status.startsWith("2")) ?? responses[0];
  const status = Number(success?.status.replaceAll("X", "0") ?? 200) || 200;
  const mediaType = success && findReplyMediaType(success);
  const [body] = success?.examples.get(mediaType ?? "")?.values() ?? [];
  return () => ({ status, body, rules: [] });
}
